"""What a haul costs between any two regions, and what the cheapest way of any number of hauls does."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import csgraph_from_dense, floyd_warshall

from jejaring.planning.certificate.case import Case

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HOURS_PER_DAY = 24.0
STAYS = -np.inf  # the shelf life, as it were, of what cannot leave its region


class Ways(NamedTuple):
    """What goes by the open network; every array has shape (ways,)."""

    trade: Ints
    """By its number; a trade that hauliers carry part of the way has several."""
    start: Ints
    """Region by its number."""
    end: Ints


class Shipping:
    """Costs per unit, those of the cheapest ways worked out once per shelf life and only where asked for."""

    def __init__(self, case: Case) -> None:
        self._freight = case.market.freight
        self._kg = case.commodity["kg_per_unit"].to_numpy()
        self._factor = case.commodity["factor"].fill_null(np.nan).to_numpy()
        self._days = case.commodity["shelf_life_days"].fill_null(np.inf).to_numpy()
        self._longest = float(np.nanmax(self._freight.hours, initial=0.0)) / HOURS_PER_DAY
        self._hauls: dict[float, Floats] = {}
        self._cheapest: dict[float, Floats] = {}

    def haul(self, commodity: int) -> Floats:
        """Shape (n, n): rupiah per unit of one haul by the open network; inf: none in time; diagonal 0."""
        return self._direct(self._days_of(commodity)) * self._rate(commodity)

    def rupiah_per_unit(self, commodity: int) -> Floats:
        """Shape (n, n): the same by the cheapest way, relays included."""
        days = self._days_of(commodity)
        if days not in self._cheapest:
            self._cheapest[days] = cheapest_ways(self._direct(days))
        return self._cheapest[days] * self._rate(commodity)

    def least(self, goods: Ints, ways: Ways, enough: Floats) -> Floats:
        """Shape (trades,): rupiah a unit that no way of each trade undercuts.

        Where what is `enough` covers single hauls, these: the cheapest ways cost no more. Else those.
        """
        rupiah = np.zeros(len(goods))
        order = np.argsort(goods[ways.trade], kind="stable")
        ways = Ways(*(column[order] for column in ways))
        ends = np.searchsorted(goods[ways.trade], np.arange(goods.max(initial=-1) + 2))
        for commodity in np.unique(goods).tolist():
            part = Ways(*(column[ends[commodity] : ends[commodity + 1]] for column in ways))
            np.add.at(rupiah, part.trade, self.haul(commodity)[part.start, part.end])
            dear = rupiah[part.trade] > enough[part.trade]
            if dear.any():
                part = Ways(*(column[dear] for column in part))
                rupiah[part.trade] = 0.0
                np.add.at(rupiah, part.trade, self.rupiah_per_unit(commodity)[part.start, part.end])
        return rupiah

    def _days_of(self, commodity: int) -> float:
        """The shelf life that its ways are known by: what keeps for longer than any haul always keeps."""
        if np.isnan(self._factor[commodity]):
            return STAYS
        return min(float(self._days[commodity]), self._longest)

    def _rate(self, commodity: int) -> float:
        """What a unit pays, relative to a plain kilogram; of what stays where it is there is no haul."""
        factor = self._factor[commodity]
        return 1.0 if np.isnan(factor) else float(self._kg[commodity] * factor)

    def _direct(self, days: float) -> Floats:
        """Shape (n, n): rupiah per kg of one haul within a shelf life."""
        if days not in self._hauls:
            n = len(self._freight.regions)
            within = self._freight.rupiah_per_kg_within(HOURS_PER_DAY * days)
            direct = np.full((n, n), np.inf) if days == STAYS else within.copy()
            np.fill_diagonal(direct, 0.0)
            self._hauls[days] = direct
        return self._hauls[days]


def ways_of(origin: Ints, destination: Ints, trade: Ints, pick_up: Ints, set_down: Ints) -> Ways:
    """The ways of trades by the open network: to where a haulier picks up, and on from where it sets down.

    Parameters
    ----------
    origin, destination : array, shape (trades,)
        Regions by number.
    trade, pick_up, set_down : array, shape (carriages,)
        The trade that each haulier carries, by number, and its regions; in the order of the way.
    """
    every = np.arange(len(origin))
    starts, ends = np.append(every, trade), np.append(trade, every)
    leaves, arrives = np.argsort(starts, kind="stable"), np.argsort(ends, kind="stable")
    return Ways(starts[leaves], np.append(origin, set_down)[leaves], np.append(pick_up, destination)[arrives])


def cheapest_ways(direct: Floats) -> Floats:
    """Cheapest costs over any relays (Floyd 1962, Warshall 1962), shape (n, n) from direct costs (n, n)."""
    cheapest: Floats = floyd_warshall(csgraph_from_dense(direct, null_value=np.inf))
    return cheapest
