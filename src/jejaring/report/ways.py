"""The way goods take between two regencies, as points and modes.

It asks `jejaring.geography` for routes. It refuses to invent one: where a market brings its own
freight table, only the two ends are known.
"""

import math
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from jejaring.geography import route
from jejaring.report.places import Places


@dataclass(frozen=True)
class Way:
    """From one regency to another."""

    points: NDArray[np.float64]
    """Shape (k, 2): longitude, latitude."""
    modes: tuple[str, ...]
    """`road`, `ferry`, `sea` or `air`, one for each stretch; empty where the way is not known."""
    kilometres: float


def way_between(origin: str, destination: str, hours: float | None, own_table: bool, places: Places) -> Way:
    """The national network's route for goods that must arrive within `hours` (None: any).

    The straight line where the market has a table of its own.
    """
    if own_table:
        return Way(np.array([places.points[origin], places.points[destination]]), (), 0.0)
    found = route(origin, destination, within_hours=math.inf if hours is None else hours)
    return Way(
        points=np.concatenate([leg.path for leg in found.legs]),
        modes=tuple(mode for mode, _ in groupby(leg.mode for leg in found.legs)),
        kilometres=found.kilometres,
    )
