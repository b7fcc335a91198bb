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

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from jejaring.market import Market
from jejaring.planning.activities import KINDS, Activities, activities_of
from jejaring.planning.goods import Goods
from jejaring.planning.lanes import Ways
from jejaring.planning.moves import Moves, haulage_moves, joined, lane_moves
from jejaring.planning.rows import Nodes, rows_of
from jejaring.planning.work import Work, work_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """minimise cost @ x such that row_lower <= matrix @ x <= row_upper, 0 <= x <= upper."""

    periods: tuple[str, ...]
    regions: tuple[str, ...]
    goods: Goods
    nodes: Nodes
    activities: dict[str, Activities]
    work: Work
    moves: Moves
    gives: NDArray[np.bool_]
    """Shape (commodities, regions): where a commodity can come from, in any period."""
    takes: NDArray[np.bool_]
    """Shape (commodities, regions): where a commodity can go."""
    matrix: csc_array
    cost: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats

    def columns(self, kind: str) -> slice:
        """The columns of a kind of activity; "moves" for haulage and lanes together."""
        start = 0
        for name in KINDS[:-1]:
            end = start + len(self.activities[name])
            if name == kind:
                return slice(start, end)
            start = end
        return slice(start, start + len(self.moves))


def build_program(market: Market, ways: Ways) -> Program:
    """The linear program of `market`, whose goods move along `ways`."""
    goods = ways.goods
    activities = activities_of(market, goods)
    work = work_of(market, goods, activities["capacities"])
    haulage = haulage_moves(market, goods, activities["haulage"])
    gives, takes = _dealt_in(ways, activities, work, haulage)
    lanes = [ways.lanes(c, gives[c], takes[c]) for c in range(len(goods.commodities))]
    places = np.array([lane.places for lane in lanes], dtype=np.int64)
    rows = places * len(market.periods)
    nodes = Nodes(np.cumsum(rows) - rows, places, int(rows.sum()), len(market.periods) - 1)
    moves = joined(haulage, lane_moves(lanes, len(market.periods)))
    matrix, row_lower, row_upper = rows_of(goods, nodes, activities, work, moves)
    return Program(
        periods=market.periods,
        regions=market.freight.regions,
        goods=goods,
        nodes=nodes,
        activities=activities,
        work=work,
        moves=moves,
        gives=gives,
        takes=takes,
        matrix=matrix,
        cost=_costs(activities, moves),
        upper=_bounds(activities, len(moves)),
        row_lower=row_lower,
        row_upper=row_upper,
    )


def _dealt_in(
    ways: Ways, activities: dict[str, Activities], work: Work, haulage: Moves
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where each commodity can come from and where it can go, shape (commodities, regions) each."""
    shape = (len(ways.goods.commodities), len(ways.freight.regions))
    gives, takes = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for side, kind in ((gives, "offers"), (takes, "needs"), (gives, "stores"), (takes, "stores")):
        side[activities[kind].commodity, activities[kind].place] = True
    place = activities["capacities"].place[work.activity]
    for side, entries in ((gives, work.quantity > 0), (takes, work.quantity < 0)):
        side[work.commodity[entries], place[entries]] = True
    takes[haulage.commodity, haulage.origin] = True
    gives[haulage.commodity, haulage.destination] = True
    return gives, takes


def _costs(activities: dict[str, Activities], moves: Moves) -> Floats:
    signs = {"offers": 1.0, "needs": -1.0, "capacities": 1.0, "stores": 1.0}
    return np.concatenate(
        [*(sign * activities[kind].price for kind, sign in signs.items()), moves.rupiah_per_unit]
    )


def _bounds(activities: dict[str, Activities], moves: int) -> Floats:
    return np.concatenate([*(activities[kind].quantity for kind in KINDS[:-1]), np.full(moves, np.inf)])
