"""What the cheapest way costs between any two regions, for each commodity."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import csgraph_from_dense, floyd_warshall

from jejaring.planning.certificate.case import Case

Floats = NDArray[np.float64]
HOURS_PER_DAY = 24.0


class Shipping:
    """Cheapest costs per unit, relays included, worked out once per shelf life."""

    def __init__(self, case: Case) -> None:
        self._freight = case.market.freight
        self._kg = case.commodity["kg_per_unit"].to_numpy()
        self._factor = case.commodity["factor"].fill_null(np.nan).to_numpy()
        self._days = case.commodity["shelf_life_days"].fill_null(np.inf).to_numpy()
        self._longest = float(np.nanmax(self._freight.hours, initial=0.0)) / HOURS_PER_DAY
        self._per_kg: dict[float, Floats] = {}

    def rupiah_per_unit(self, commodity: int) -> Floats:
        """Shape (n, n): the cheapest way of the open network, inf where there is none, diagonal 0."""
        n = len(self._freight.regions)
        if np.isnan(self._factor[commodity]):
            stays = np.full((n, n), np.inf)
            np.fill_diagonal(stays, 0.0)
            return stays
        key = min(float(self._days[commodity]), self._longest)  # what keeps for longer always keeps
        if key not in self._per_kg:
            direct = self._freight.rupiah_per_kg_within(HOURS_PER_DAY * key).copy()
            np.fill_diagonal(direct, 0.0)
            self._per_kg[key] = cheapest_ways(direct)
        cost: Floats = self._per_kg[key] * (self._kg[commodity] * self._factor[commodity])
        return cost


def cheapest_ways(direct: Floats) -> Floats:
    """Cheapest costs over any relays (Floyd 1962, Warshall 1962), shape (n, n) from direct costs (n, n)."""
    cheapest: Floats = floyd_warshall(csgraph_from_dense(direct, null_value=np.inf))
    return cheapest
