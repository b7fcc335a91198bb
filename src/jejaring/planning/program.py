"""The linear program of a market, as arrays.

    minimise    what offers ask + fees + freight - what needs would pay
    such that   at every (commodity, place, period): what arrives is at least what leaves
                every offer and need, over the periods of its window: at most its quantity
                every haulier, in each month: at most its kilograms
                every activity and every flow: between 0 and its bound

Columns stand in this order: offers, needs, capacities, stores, haulage, lanes. This module knows the
model (DESIGN 6); it refuses to know how a linear program is solved.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from jejaring.market import Market
from jejaring.planning.activities import KINDS, Activities, activities_of
from jejaring.planning.goods import Goods
from jejaring.planning.lanes import Lanes, Ways
from jejaring.planning.moves import NO_MOVES, Carriage, Moves, carriage_of, haulage_moves, joined, lane_moves
from jejaring.planning.rows import Nodes, rows_of
from jejaring.planning.work import Work, work_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Held:
    """What accepted trades, which stay as they are, leave open; see `jejaring.planning.pins`."""

    least: Floats
    """Shape (columns before moves,): how much of every activity they need."""
    transfers: Floats
    """Shape (nodes,): what they bring to (> 0) or take from (< 0) every balance."""
    kilograms: Floats
    """Shape (haulage activities,): what hauliers carry of them."""
    rupiah: float
    """What they pay to the open network, and what hauliers ask for carrying them."""


@dataclass(frozen=True)
class Program:
    """minimise cost @ x such that row_lower <= matrix @ x <= row_upper, lower <= x <= upper.

    What it says stands in `activities`, `work`, `carriage` and `ways`. The columns of all moves and the
    matrix are laid out only when asked for: a nation's would fill the memory.
    """

    periods: tuple[str, ...]
    regions: tuple[str, ...]
    goods: Goods
    nodes: Nodes
    activities: dict[str, Activities]
    work: Work
    carriage: Carriage
    ways: Ways
    gives: Bools
    """Shape (commodities, regions): where a commodity can come from, in any period."""
    takes: Bools
    """Shape (commodities, regions): where a commodity can go."""
    held: Held | None = None
    """Accepted trades that stay as they are, if there are any."""
    considered: Moves | None = None
    """The moves that are thought of; None: all there are."""

    def columns(self, kind: str) -> slice:
        """The columns of a kind of activity; "moves" for haulage and lanes together."""
        start = 0
        for name in KINDS[:-1]:
            end = start + len(self.activities[name])
            if name == kind:
                return slice(start, end)
            start = end
        return slice(start, start + len(self.moves))

    @property
    def activity_columns(self) -> int:
        """How many columns stand before those of the moves."""
        return sum(len(self.activities[kind]) for kind in KINDS[:-1])

    def lanes(self, commodity: int) -> Lanes:
        """Where a commodity can move in any one period."""
        return self.ways.lanes(commodity, self.gives[commodity], self.takes[commodity])

    @cached_property
    def moves(self) -> Moves:
        """Every haulage activity with every good it can carry, then every lane in every period."""
        if self.considered is not None:
            return self.considered
        hauls = haulage_moves(self.goods, self.activities["haulage"], self.carriage)
        lanes = [self.lanes(commodity) for commodity in range(len(self.goods.commodities))]
        return joined(hauls, lane_moves(lanes, len(self.periods)))

    @cached_property
    def cost(self) -> Floats:
        """Shape (columns,): rupiah per unit; of needs, less than nothing."""
        return np.concatenate([self.activity_cost, self.moves.rupiah_per_unit])

    @property
    def activity_cost(self) -> Floats:
        """Shape (columns before moves,)."""
        signs = {"offers": 1.0, "needs": -1.0, "capacities": 1.0, "stores": 1.0}
        return np.concatenate([sign * self.activities[kind].price for kind, sign in signs.items()])

    @cached_property
    def lower(self) -> Floats:
        """Shape (columns,): the least of each; nothing but for what accepted trades need."""
        return np.concatenate([self.least, np.zeros(len(self.moves))])

    @property
    def least(self) -> Floats:
        """Shape (columns before moves,): the least of every activity."""
        return np.zeros(self.activity_columns) if self.held is None else self.held.least

    @cached_property
    def upper(self) -> Floats:
        """Shape (columns,): the most of each; inf for moves."""
        return np.concatenate([self.most, np.full(len(self.moves), np.inf)])

    @property
    def most(self) -> Floats:
        """Shape (columns before moves,): the most of every activity."""
        return np.concatenate([self.activities[kind].quantity for kind in KINDS[:-1]])

    @cached_property
    def matrix(self) -> csc_array:
        """Shape (rows, columns): balances, then windows of offers and needs, then hauliers' kilograms."""
        return rows_of(self.goods, self.nodes, self.activities, self.work, self.moves)[0]

    @property
    def activity_matrix(self) -> csc_array:
        """Shape (rows, columns before moves): the matrix without its moves."""
        return self._rows[0]

    @property
    def row_lower(self) -> Floats:
        """Shape (rows,)."""
        return self._rows[1]

    @property
    def row_upper(self) -> Floats:
        """Shape (rows,)."""
        return self._rows[2]

    @cached_property
    def _rows(self) -> tuple[csc_array, Floats, Floats]:
        matrix, lower, upper = rows_of(self.goods, self.nodes, self.activities, self.work, NO_MOVES)
        if self.held is not None:
            lower[: self.nodes.count] -= self.held.transfers
            upper[len(upper) - len(self.held.kilograms) :] -= self.held.kilograms
        return matrix, lower, upper


def build_program(market: Market, ways: Ways) -> Program:
    """The linear program of `market`, whose goods move along `ways`."""
    goods = ways.goods
    activities = activities_of(market, goods)
    work = work_of(market, goods, activities["capacities"])
    carriage = carriage_of(market, goods, activities["haulage"])
    gives, takes = _dealt_in(ways, activities, work, carriage)
    places = np.array([ways.places(c, gives[c], takes[c]) for c in range(len(gives))], dtype=np.int64)
    rows = places * len(market.periods)
    return Program(
        periods=market.periods,
        regions=market.freight.regions,
        goods=goods,
        nodes=Nodes(np.cumsum(rows) - rows, places, int(rows.sum()), len(market.periods) - 1),
        activities=activities,
        work=work,
        carriage=carriage,
        ways=ways,
        gives=gives,
        takes=takes,
    )


def _dealt_in(
    ways: Ways, activities: dict[str, Activities], work: Work, carriage: Carriage
) -> tuple[Bools, Bools]:
    """Where each commodity can come from and where it can go, shape (commodities, regions) each."""
    shape = (len(ways.goods.commodities), len(ways.freight.regions))
    gives, takes = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for side, kind in ((gives, "offers"), (takes, "needs"), (gives, "stores"), (takes, "stores")):
        side[activities[kind].commodity, activities[kind].place] = True
    place = activities["capacities"].place[work.activity]
    for side, entries in ((gives, work.quantity > 0), (takes, work.quantity < 0)):
        side[work.commodity[entries], place[entries]] = True
    listed, first = np.unique(carriage.listing, return_index=True)
    commodity, haul = np.nonzero(carriage.in_time(ways.goods)[:, listed])
    takes[commodity, activities["haulage"].place[first[haul]]] = True
    gives[commodity, carriage.destination[first[haul]]] = True
    return gives, takes
