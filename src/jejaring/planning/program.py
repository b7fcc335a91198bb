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
from scipy.sparse import coo_array, csc_array

from jejaring.market import Market
from jejaring.planning.activities import KINDS, ONCE_PER_WINDOW, Activities, activities_of, place_of
from jejaring.planning.goods import Goods
from jejaring.planning.lanes import HOURS_PER_DAY, Lanes, Ways

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


@dataclass(frozen=True)
class Work:
    """What capacities make (quantity > 0) and use (< 0) per unit of main output; one entry per good."""

    activity: Ints
    commodity: Ints
    quantity: Floats


@dataclass(frozen=True)
class Moves:
    """Flows of one commodity in one period from one place to another; one entry per column."""

    commodity: Ints
    period: Ints
    origin: Ints
    destination: Ints
    rupiah_per_unit: Floats
    """Freight of the open network; of haulage, its fee."""
    haulage: Ints
    """The haulage activity that carries it, or -1 for the open network."""

    def __len__(self) -> int:
        return len(self.origin)


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
    work = _work(market, goods, activities["capacities"])
    haulage = _haulage_moves(market, goods, activities["haulage"])
    gives, takes = _dealt_in(ways, activities, work, haulage)
    lanes = [ways.lanes(c, gives[c], takes[c]) for c in range(len(goods.commodities))]
    places = np.array([lane.places for lane in lanes], dtype=np.int64)
    rows = places * len(market.periods)
    nodes = Nodes(np.cumsum(rows) - rows, places, int(rows.sum()), len(market.periods) - 1)
    moves = _join(haulage, _lane_moves(lanes, len(market.periods)))
    matrix, row_lower, row_upper = _rows(goods, nodes, activities, work, moves)
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


def _work(market: Market, goods: Goods, capacities: Activities) -> Work:
    """One entry per capacity activity and row of its recipe."""
    recipe = goods.recipes["recipe"].to_numpy()
    number = {name: index for index, name in enumerate(goods.main_output)}
    entries = np.array([number[name] for name in recipe], dtype=np.int64)
    by_recipe = np.argsort(entries, kind="stable")
    size = np.bincount(entries, minlength=len(number))
    first = np.cumsum(size) - size
    listed = np.array([number[name] for name in market.capacities["recipe"]], dtype=np.int64)
    of_activity = listed[capacities.listing]
    length = size[of_activity]
    activity = np.repeat(np.arange(len(capacities)), length)
    start_of_run = np.repeat(np.cumsum(length) - length, length)
    entry = by_recipe[first[of_activity[activity]] + np.arange(len(activity)) - start_of_run]
    return Work(
        activity=activity,
        commodity=goods.recipes["commodity"].to_numpy()[entry],
        quantity=goods.recipes["quantity"].to_numpy()[entry],
    )


def _haulage_moves(market: Market, goods: Goods, haulage: Activities) -> Moves:
    """One column per haulage activity and commodity that may travel and arrives in time."""
    regions = {code: index for index, code in enumerate(market.freight.regions)}
    destination = place_of(market.haulage["destination"], regions)[haulage.listing]
    hours = market.haulage["hours"].fill_null(0.0).to_numpy()[haulage.listing]
    in_time = hours[:, None] <= HOURS_PER_DAY * goods.shelf_life_days[None, :]
    activity, commodity = np.nonzero(in_time & np.isfinite(goods.handling_factor)[None, :])
    return Moves(
        commodity=commodity,
        period=haulage.period[activity],
        origin=haulage.place[activity],
        destination=destination[activity],
        rupiah_per_unit=haulage.price[activity] * goods.kg_per_unit[commodity],
        haulage=activity,
    )


def _lane_moves(lanes: list[Lanes], periods: int) -> Moves:
    """One column per commodity, period and lane of the open freight network."""
    commodity = np.repeat(np.arange(len(lanes)), [periods * len(lane.origin) for lane in lanes])

    def every_period(values: list[NDArray[np.int64]] | list[NDArray[np.float64]]) -> NDArray[np.float64]:
        return np.concatenate([np.tile(value, periods) for value in values] or [np.empty(0)])

    return Moves(
        commodity=commodity,
        period=np.concatenate(
            [np.repeat(np.arange(periods), len(lane.origin)) for lane in lanes] or [commodity]
        ),
        origin=every_period([lane.origin for lane in lanes]).astype(np.int64),
        destination=every_period([lane.destination for lane in lanes]).astype(np.int64),
        rupiah_per_unit=every_period([lane.rupiah_per_unit for lane in lanes]),
        haulage=np.full(len(commodity), -1),
    )


def _join(first: Moves, second: Moves) -> Moves:
    return Moves(
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in Moves.__annotations__)
    )


def _rows(
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
    # A flow leaves one place and arrives at another.
    flow = first_column["haulage"] + np.arange(len(moves))
    enter(nodes.row(moves.commodity, moves.period, moves.origin), flow, -1.0)
    enter(nodes.row(moves.commodity, moves.period, moves.destination), flow, 1.0)

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
    # A haulier's kilograms are shared by all goods.
    carried = np.flatnonzero(moves.haulage >= 0)
    enter(count + moves.haulage[carried], flow[carried], goods.kg_per_unit[moves.commodity[carried]])
    limits.append(activities["haulage"].quantity)
    count += len(activities["haulage"])

    matrix = coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(count, first_column["haulage"] + len(moves)),
    ).tocsc()
    upper = np.concatenate(limits)
    row_lower = np.concatenate([np.zeros(nodes.count), np.full(len(upper), -np.inf)])
    return matrix, row_lower, np.concatenate([np.full(nodes.count, np.inf), upper])


def _quantity_of(activities: Activities, listing: Ints) -> Floats:
    first = np.searchsorted(activities.listing, listing)
    return activities.quantity[first]


def _costs(activities: dict[str, Activities], moves: Moves) -> Floats:
    signs = {"offers": 1.0, "needs": -1.0, "capacities": 1.0, "stores": 1.0}
    return np.concatenate(
        [*(sign * activities[kind].price for kind, sign in signs.items()), moves.rupiah_per_unit]
    )


def _bounds(activities: dict[str, Activities], moves: int) -> Floats:
    return np.concatenate([*(activities[kind].quantity for kind in KINDS[:-1]), np.full(moves, np.inf)])
