"""The official regions of Indonesia and their Kemendagri codes: provinces, regencies, districts, villages.

This module knows which codes exist, what each region is called and what lies in what. How people write names
is another module's business, and so is where regions lie on a map, but for one point per regency.

A code begins with its parent's: `32.05.01.2001` is a village of district `32.05.01`, regency `32.05`,
province `32`. "Regency" stands for both kabupaten and kota. Each level is read when first asked for: the
38 provinces and 514 regencies at once in a few milliseconds, the 83,762 villages only if a village is wanted.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from types import MappingProxyType
from typing import Literal

import polars as pl

from jejaring.geography.files import read_text

Level = Literal["province", "regency", "district", "village"]
LEVELS: tuple[Level, ...] = ("province", "regency", "district", "village")
"""From the widest to the narrowest."""

FILES: Mapping[Level, str] = {
    "province": "provinces.csv",
    "regency": "regencies.csv",
    "district": "districts.csv.gz",
    "village": "villages.csv.gz",
}
LEVEL_OF_LENGTH: Mapping[int, Level] = {2: "province", 5: "regency", 8: "district", 13: "village"}
"""Length of a code with its dots -> level."""


@dataclass(frozen=True, slots=True)
class Region:
    """One province, regency, district or village."""

    code: str
    """Kemendagri code with dots: `32`, `32.05`, `32.05.01`, `32.05.01.2001`."""
    name: str
    """As Kemendagri writes it; a regency's name begins with its rank: `Kabupaten Garut`, `Kota Bandung`."""
    level: Level
    parent: str | None
    """Code of the region it lies in; None for a province."""


@cache
def region_names(level: Level) -> Mapping[str, str]:
    """Code -> name of every region of a level, in the order of codes."""
    rows = csv.reader(StringIO(read_text(FILES[level])))
    next(rows)  # the header
    return MappingProxyType({row[0]: row[1] for row in rows})


@cache
def region_codes(level: Level) -> frozenset[str]:
    """The codes of every region of a level."""
    return frozenset(region_names(level))


def region(code: str) -> Region | None:
    """The region with this code, or None if there is none."""
    level = LEVEL_OF_LENGTH.get(len(code))
    name = region_names(level).get(code) if level else None
    if level is None or name is None:
        return None
    return Region(code, name, level, code.rpartition(".")[0] or None)


def region_name(code: str) -> str:
    """The name of the region with this code.

    Raises
    ------
    KeyError
        When no region has this code.
    """
    found = region(code)
    if found is None:
        raise KeyError(f"no region has the code {code!r}")
    return found.name


@cache
def regencies() -> pl.DataFrame:
    """All 514 regencies and cities, one row each, in the order of codes.

    Returns
    -------
    pl.DataFrame
        code, name, province (its code), lat and lon (degrees; the seat of government, always inside the
        regency), island (number of the land mass the seat stands on; 1 is the largest).
    """
    schema = {"code": pl.String, "name": pl.String, "lat": pl.Float64, "lon": pl.Float64, "island": pl.Int64}
    frame = pl.read_csv(StringIO(read_text(FILES["regency"])), schema=schema)
    return frame.select("code", "name", pl.col("code").str.head(2).alias("province"), "lat", "lon", "island")
