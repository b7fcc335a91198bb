"""The outlines of provinces and regencies, simplified for drawing.

This module knows where land ends and borders run, to about a kilometre; islands under 5 km2 are left out
and large lakes are holes. It is for maps, not for measuring: neighbours share their borders corner by corner,
and a province's border runs along its regencies', so nothing gapes or overlaps.
"""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jejaring.geography.files import read_text


@dataclass(frozen=True)
class Outline:
    """The land of one region: its islands and, cut out of them, its lakes and enclaves."""

    code: str
    rings: tuple[NDArray[np.float64], ...]
    """Each of shape (k, 2): longitude, latitude in degrees; the last corner repeats the first.

    Outer rings run anticlockwise, holes clockwise.
    """


@cache
def province_outlines() -> tuple[Outline, ...]:
    """One outline for each of the 38 provinces, in the order of codes."""
    return read_outlines("province_outlines.json.gz")


@cache
def regency_outlines() -> tuple[Outline, ...]:
    """One outline for each of the 514 regencies and cities, in the order of codes."""
    return read_outlines("regency_outlines.json.gz")


def read_outlines(name: str) -> tuple[Outline, ...]:
    """Outlines from a shipped file: per ring its first corner and the steps from there, in grid units."""
    content = json.loads(read_text(name))
    grid = content["grid"]

    def corners(steps: list[int]) -> NDArray[np.float64]:
        open_ring = np.cumsum(np.array(steps).reshape(-1, 2), axis=0)
        ring: NDArray[np.float64] = np.concatenate([open_ring, open_ring[:1]]) * grid
        ring.setflags(write=False)
        return ring

    return tuple(Outline(code, tuple(map(corners, rings))) for code, rings in content["outlines"].items())
