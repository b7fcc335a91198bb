"""The rows of the program: balances, windows and hauliers' kilograms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

from jejaring.planning.activities import KINDS, ONCE_PER_WINDOW, Activities
from jejaring.planning.goods import Goods
from jejaring.planning.moves import Moves
from jejaring.planning.work import Work

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Nodes:
    """The balance rows: one for every (commodity, period, place)."""

    base: Ints
    """Shape (commodities,): first row of each commodity."""
    places: Ints
    """Shape (commodities,): number of places of each commodity, regions first."""
    count: int

    last_period: int

    def row(self, commodity: Ints, period: Ints, place: Ints) -> Ints:
        """The balance row of each (commodity, period, place)."""
        rows: Ints = self.base[commodity] + period * self.places[commodity] + place
        return rows

    def next_row(self, commodity: Ints, period: Ints, place: Ints) -> Ints:
        """The same a month later; in the last month, the row itself."""
        return self.row(commodity, np.minimum(period + 1, self.last_period), place)


def rows_of(
    goods: Goods, nodes: Nodes, activities: dict[str, Activities], work: Work, moves: Moves
) -> tuple[csc_array, Floats, Floats]:
    """Balances, then windows of offers and needs, then hauliers' kilograms; with the bounds of each row."""
    rows: list[Ints] = []
    columns: list[Ints] = []
    values: list[Floats] = []

    def enter(row: Ints, column: Ints, value: Floats | float) -> None:
        rows.append(row)
        columns.append(column)
        values.append(np.broadcast_to(np.asarray(value, dtype=np.float64), row.shape))

    start = dict(zip(KINDS, np.cumsum([0, *(len(activities[kind]) for kind in KINDS[:-1])]), strict=True))
    first_column = {kind: int(column) for kind, column in start.items()}
    own = {kind: first_column[kind] + np.arange(len(activities[kind])) for kind in KINDS[:-1]}

    # What an offer gives arrives; what a need takes leaves.
    for kind, sign in (("offers", 1.0), ("needs", -1.0)):
        at = activities[kind]
        enter(nodes.row(at.commodity, at.period, at.place), own[kind], sign)
    # A capacity takes its inputs and gives its outputs where it stands.
    mill = activities["capacities"]
    node = nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity])
    enter(node, own["capacities"][work.activity], work.quantity)
    # A store takes goods out of one period and gives them back in the next.
    store = activities["stores"]
    enter(nodes.row(store.commodity, store.period, store.place), own["stores"], -1.0)
    enter(nodes.next_row(store.commodity, store.period, store.place), own["stores"], 1.0)

    limits: list[Floats] = []
    count = nodes.count
    # Over its window an offer or need is used for at most its quantity (one period: its bound does it).
    for kind in ONCE_PER_WINDOW:
        at = activities[kind]
        in_window = np.bincount(at.listing, minlength=1)
        spread = np.flatnonzero(in_window[at.listing] > 1)
        listing, which = np.unique(at.listing[spread], return_inverse=True)
        enter(count + which, own[kind][spread], 1.0)
        limits.append(_quantity_of(at, listing))
        count += len(listing)
    row, move, value = entries_of_moves(goods, nodes, moves, count)
    enter(row, first_column["haulage"] + move, value)
    limits.append(activities["haulage"].quantity)
    count += len(activities["haulage"])

    matrix = coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(count, first_column["haulage"] + len(moves)),
    ).tocsc()
    upper = np.concatenate(limits)
    row_lower = np.concatenate([np.zeros(nodes.count), np.full(len(upper), -np.inf)])
    return matrix, row_lower, np.concatenate([np.full(nodes.count, np.inf), upper])


def entries_of_moves(
    goods: Goods, nodes: Nodes, moves: Moves, first_haulier: int
) -> tuple[Ints, Ints, Floats]:
    """Row, move and value of every entry of `moves`; `first_haulier`: the row of the first one's kilograms.

    A flow leaves one place and arrives at another. A haulier's kilograms are shared by all goods.
    """
    flow = np.arange(len(moves))
    carried = np.flatnonzero(moves.haulage >= 0)
    row = [
        nodes.row(moves.commodity, moves.period, moves.origin),
        nodes.row(moves.commodity, moves.period, moves.destination),
        first_haulier + moves.haulage[carried],
    ]
    kilograms = goods.kg_per_unit[moves.commodity[carried]]
    value = [np.full(len(moves), -1.0), np.ones(len(moves)), kilograms]
    return np.concatenate(row), np.concatenate([flow, flow, carried]), np.concatenate(value)


def _quantity_of(activities: Activities, listing: Ints) -> Floats:
    first = np.searchsorted(activities.listing, listing)
    return activities.quantity[first]
