"""Along which lanes a commodity can move, and what a unit pays there.

A good that keeps moves on the sparse network behind the freight, if there is one: its cheapest paths
cost exactly what the matrix says, with far fewer columns. A perishable good needs the matrix itself,
since it is the hours of the whole haul that must fit its shelf life. A service stays where it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.geography.freight import Freight
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
HOURS_PER_DAY = 24.0


@dataclass(frozen=True)
class Lanes:
    """Where one commodity can move in any one period."""

    places: int
    """Number of places: the freight's regions first, then where goods only pass through."""
    origin: Ints
    destination: Ints
    rupiah_per_unit: Floats


def can_arrive(freight: Freight, shelf_life_days: float) -> NDArray[np.bool_]:
    """Shape (n, n): whether a haul is possible and its hours, where given, fit the shelf life."""
    late = freight.hours > HOURS_PER_DAY * shelf_life_days  # nan: no hours given, never late
    possible: NDArray[np.bool_] = np.isfinite(freight.rupiah_per_kg) & ~late
    np.fill_diagonal(possible, False)
    return possible


def lanes_of(freight: Freight, goods: Goods) -> list[Lanes]:
    """The lanes of every commodity, in the order of the goods."""
    per_kg = {days: _lanes_per_kg(freight, days) for days in set(goods.shelf_life_days.tolist())}
    nowhere = np.empty(0, dtype=np.int64)
    stays = Lanes(len(freight.regions), nowhere, nowhere, np.empty(0))
    result = []
    for kg, factor, days in zip(
        goods.kg_per_unit, goods.handling_factor, goods.shelf_life_days.tolist(), strict=True
    ):
        lanes = per_kg[days]
        rate = lanes.rupiah_per_unit * kg * factor
        result.append(
            stays if np.isnan(factor) else Lanes(lanes.places, lanes.origin, lanes.destination, rate)
        )
    return result


def _lanes_per_kg(freight: Freight, shelf_life_days: float) -> Lanes:
    possible = can_arrive(freight, shelf_life_days)
    network = freight.network
    if network is not None and np.array_equal(possible, can_arrive(freight, np.inf)):
        return Lanes(network.nodes, network.origin, network.destination, network.rupiah_per_kg)
    origin, destination = np.nonzero(possible)
    return Lanes(len(freight.regions), origin, destination, freight.rupiah_per_kg[origin, destination])
