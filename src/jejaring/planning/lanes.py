"""Along which lanes a commodity can move, and what a unit pays there.

Between the places where a commodity is listed there is one lane for each pair, at the cost of the cheapest
way, relays included. Where a sparse network costs the same with fewer lanes, its arcs serve instead: for
goods that keep and are listed in many places. A perishable needs the pairs, since it is the hours of each
whole haul that must fit its shelf life. A service stays where it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.geography.freight import Freight
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
HOURS_PER_DAY = 24.0


@dataclass(frozen=True)
class Lanes:
    """Where one commodity can move in any one period."""

    places: int
    """Number of places: the freight's regions first, then where goods only pass through."""
    origin: Ints
    destination: Ints
    rupiah_per_unit: Floats


@dataclass(frozen=True)
class Ways:
    """The cheapest ways between all regions, for every commodity."""

    freight: Freight
    goods: Goods

    def travels(self) -> Bools:
        """Shape (commodities,): what can leave its region at all."""
        return ~np.isnan(self.goods.handling_factor)

    def rupiah_per_unit(self, commodity: int) -> Floats:
        """Shape (n, n): what a unit pays by the cheapest way; inf where there is none, diagonal 0."""
        if not self.travels()[commodity]:
            stays = np.full(self.freight.rupiah_per_kg.shape, np.inf)
            np.fill_diagonal(stays, 0.0)
            return stays
        return self.cheapest(commodity) * self.rate(commodity)

    def by_network(self, commodity: int, gives: Bools, takes: Bools) -> bool:
        """Whether a commodity that regions give and take (shape (n,) each) moves along the sparse network."""
        if not self.travels()[commodity] or self.freight.network is None:
            return False
        many = gives.sum() * takes.sum() > len(self.freight.network.origin)
        return bool(many and self.cheapest(commodity) is self.freight.rupiah_per_kg)

    def places(self, commodity: int, gives: Bools, takes: Bools) -> int:
        """Number of places of a commodity: the regions, and where goods pass through the sparse network."""
        if self.freight.network is not None and self.by_network(commodity, gives, takes):
            return self.freight.network.nodes
        return len(self.freight.regions)

    def lanes(self, commodity: int, gives: Bools, takes: Bools) -> Lanes:
        """The lanes of a commodity that regions give and take (shape (n,) each)."""
        if not self.travels()[commodity]:
            nowhere = np.empty(0, dtype=np.int64)
            return Lanes(len(self.freight.regions), nowhere, nowhere, np.empty(0))
        network = self.freight.network
        if network is not None and self.by_network(commodity, gives, takes):
            cost = network.rupiah_per_kg * self.rate(commodity)
            return Lanes(network.nodes, network.origin, network.destination, cost)
        return self.pairs(commodity, gives, takes)

    def pairs(self, commodity: int, start: Bools, end: Bools) -> Lanes:
        """A lane from each region of `start` to each of `end` (shape (n,) each) that it can reach."""
        regions, starts, ends = len(self.freight.regions), np.flatnonzero(start), np.flatnonzero(end)
        origin, destination = np.repeat(starts, len(ends)), np.tile(ends, len(starts))
        if not len(origin):
            return Lanes(regions, origin, destination, np.empty(0))
        rupiah_per_kg = self.cheapest(commodity)[np.ix_(starts, ends)].ravel()
        real = np.isfinite(rupiah_per_kg) & (origin != destination)
        cost = rupiah_per_kg[real] * self.rate(commodity)
        return Lanes(regions, origin[real], destination[real], cost)

    def rate(self, commodity: int) -> float:
        """What a unit of the commodity pays, relative to a plain kilogram."""
        return float(self.goods.kg_per_unit[commodity] * self.goods.handling_factor[commodity])

    def cheapest(self, commodity: int) -> Floats:
        """Shape (n, n): rupiah per kg of the cheapest way within the commodity's shelf life; inf: none."""
        return self.freight.cheapest_within(HOURS_PER_DAY * float(self.goods.shelf_life_days[commodity]))
