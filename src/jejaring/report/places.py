"""Places as people call them: Garut, not Kabupaten Garut, unless there is a city of that name as well.

It knows names and points. It refuses to know what happens there.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jejaring.geography import regencies, region_names

REGENCY = 5  # characters of a regency's code
PROVINCE = 2
RANKS = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")


@dataclass(frozen=True)
class Places:
    """Short names and points of regencies, names of provinces."""

    names: dict[str, str]
    points: dict[str, NDArray[np.float64]]
    """Longitude and latitude by regency code."""
    provinces: dict[str, str]

    def name(self, code: str) -> str:
        """Short name of the regency a region code lies in; an unknown code stands for itself."""
        return self.names.get(code[:REGENCY], code)

    def province(self, code: str) -> str:
        """Name of the province a region code lies in."""
        return self.provinces.get(code[:PROVINCE], code[:PROVINCE])

    def middle(self, province: str) -> NDArray[np.float64]:
        """A point in the midst of a province: the mean of its regencies' points."""
        inside = [point for code, point in self.points.items() if code.startswith(province)]
        return np.asarray(np.mean(inside, axis=0))

    def full(self, code: str) -> str:
        """`Garut, Jawa Barat`; the province alone where the two are one word."""
        name, province = self.name(code), self.province(code)
        return name if province in name else f"{name}, {province}"


@cache
def all_places() -> Places:
    """Every regency and province of Indonesia."""
    frame = regencies()
    full = dict(zip(frame["code"], frame["name"], strict=True))
    bare = {code: _without_rank(name) for code, name in full.items()}
    shared = Counter(bare.values())
    names = {
        code: full[code] if shared[name] > 1 and full[code].startswith("Kota") else name
        for code, name in bare.items()
    }
    points = dict(zip(frame["code"], frame.select("lon", "lat").to_numpy(), strict=True))
    return Places(names, points, dict(region_names("province")))


def _without_rank(name: str) -> str:
    for rank in RANKS:
        if name.startswith(rank):
            return name.removeprefix(rank)
    return name
