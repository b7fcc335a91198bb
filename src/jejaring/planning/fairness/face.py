"""The optimal prices of a market as a polyhedron, written down from one optimal plan.

Prices are optimal exactly when they leave nobody in the plan a better deal (complementary slackness): what
is used in part is worth what it asks, what is used in full at least that, what is unused at most that; goods
that move are worth their freight more where they arrive; what is left lying is worth nothing. Any optimal
plan gives the same polyhedron. This module writes those conditions down; it refuses to know how a point of it
is chosen.

Variables stand in this order: the price at every node; the worth of every listing with a window of several
months (an offer's is the most, a need's the least it trades at); the rent of every haulier's kilogram.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from jejaring.planning.activities import KINDS, Activities
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNUSED, PARTLY, FULL = (
    -1,
    0,
    1,
)  # how far a thing is used: its worth is at most, exactly, at least what it asks
ROUNDING = 1e-8  # of a quantity: used to within this of nothing or of the whole is nothing or the whole
PROVED = 1e-6  # of a price: where the solver's prices leave more than this, rounding hid how far it is used


@dataclass(frozen=True)
class Face:
    """Conditions on prices: matrix @ prices <=, == or >= limit, by `use`; and lanes between nodes."""

    matrix: csr_array
    """Shape (conditions, variables)."""
    limit: Floats
    """What each thing asks, rupiah."""
    use: NDArray[np.int8]
    """UNUSED, PARTLY or FULL."""
    weight: Floats
    """Where `use` is FULL quantity^2 / put-in, so that weight x rent^2 is gain^2 / put-in; else 0."""
    lane_from: Ints
    lane_to: Ints
    lane_cost: Floats
    """The price at a lane's end is at most that at its beginning and its cost."""
    known: Floats
    """Shape (variables,): one point of the polyhedron, the solver's, to within its tolerance."""
    of_activity: dict[str, Ints]
    """Per kind: the condition that compares each activity's worth with what it asks; -1: none."""


@dataclass
class _Rows:
    """Conditions as they are written down."""

    rows: list[Ints]
    columns: list[Ints]
    values: list[Floats]
    limits: list[Floats]
    uses: list[NDArray[np.int8]]
    weights: list[Floats]
    count: int = 0

    def add(
        self, limit: Floats, use: NDArray[np.int8], weight: Floats | None, *entries: tuple[Ints, Ints, Floats]
    ) -> Ints:
        """Add conditions; an entry is (which of the new conditions, variable, coefficient)."""
        for which, variable, value in entries:
            self.rows.append(self.count + which)
            self.columns.append(variable)
            self.values.append(value)
        self.limits.append(limit)
        self.uses.append(use.astype(np.int8))
        self.weights.append(np.zeros(len(limit)) if weight is None else np.where(use == FULL, weight, 0.0))
        numbers = self.count + np.arange(len(limit))
        self.count += len(limit)
        return numbers


def face_of(program: Program, solution: Solution, levels: dict[str, Floats]) -> Face:
    """The optimal prices of `program`.

    Parameters
    ----------
    program : Program
    solution : Solution
        Any optimum; its prices say what rounding leaves open.
    levels : dict
        Per kind the level of every activity, as the plan will state it.
    """
    activities, nodes, known = program.activities, program.nodes, solution.prices
    rows = _Rows([], [], [], [], [], [])
    of_activity = {kind: np.full(len(activities[kind]), -1) for kind in KINDS}
    variables = [known]
    count = nodes.count
    for kind, sign in (("offers", 1.0), ("needs", -1.0)):
        worth = _trades(program, rows, kind, sign, levels[kind], known, count, of_activity[kind])
        variables.append(worth)
        count += len(worth)
    _works(program, rows, levels, known, of_activity)
    rent = _hauls(program, solution, rows, levels["haulage"], known, count, of_activity["haulage"])
    variables.append(rent)
    count += len(rent)
    _rests(program, solution, rows, levels, known)
    lanes = _lanes(program, solution, rows, known)
    matrix = coo_array(
        (np.concatenate(rows.values), (np.concatenate(rows.rows), np.concatenate(rows.columns))),
        shape=(rows.count, count),
    ).tocsr()
    return Face(
        matrix=matrix,
        limit=np.concatenate(rows.limits),
        use=np.concatenate(rows.uses),
        weight=np.concatenate(rows.weights),
        lane_from=lanes[0],
        lane_to=lanes[1],
        lane_cost=lanes[2],
        known=np.concatenate(variables),
        of_activity=of_activity,
    )


def put_in_per_unit(price: Floats) -> Floats:
    """What a used unit puts in: its own price, and one rupiah where that is nothing."""
    return np.where(price > 0, price, 1.0)


def _use(level: Floats, quantity: Floats, margin: Floats, size: Floats) -> NDArray[np.int8]:
    """How far each thing is used; where rounding hides it, the solver's prices tell."""
    use = np.where(level <= 0, UNUSED, np.where(level >= (1 - ROUNDING) * quantity, FULL, PARTLY))
    proved = np.abs(margin) > PROVED * np.maximum(size, 1e-6)
    return np.where(proved & (use == PARTLY), np.sign(margin), use).astype(np.int8)


def _at_node(program: Program, at: Activities) -> Ints:
    return program.nodes.row(at.commodity, at.period, at.place)


def _trades(
    program: Program,
    rows: _Rows,
    kind: str,
    sign: float,
    level: Floats,
    known: Floats,
    first: int,
    conditions: Ints,
) -> Floats:
    """Offers (sign 1) and needs (-1); gives the worth of each window, a variable from `first` on."""
    at = program.activities[kind]
    node = _at_node(program, at)
    in_window = np.bincount(at.listing, minlength=1)[at.listing] if len(at) else at.listing
    single = np.flatnonzero((in_window == 1) & (at.quantity > 0))
    price, quantity = at.price[single], at.quantity[single]
    own = np.arange(len(single))
    use = _use(
        level[single],
        quantity,
        sign * (known[node[single]] - price),
        known[node[single]] + price,
    )
    conditions[single] = rows.add(
        sign * price,
        use,
        quantity / put_in_per_unit(price),
        (own, node[single], np.full(len(single), sign)),
    )
    spread = np.flatnonzero((in_window > 1) & (at.quantity > 0))
    listing, start, which = np.unique(at.listing[spread], return_index=True, return_inverse=True)
    price, quantity = at.price[spread][start], at.quantity[spread][start]
    total = np.bincount(which, level[spread], minlength=len(listing))
    # What it trades at: the best of its months, and no worse than what it asks.
    worth = sign * price
    np.maximum.at(worth, which, sign * known[node[spread]])
    exhausted = total >= (1 - ROUNDING) * quantity
    worth = np.where(exhausted, sign * worth, price)
    variable = first + np.arange(len(listing))
    own = np.arange(len(listing))
    rows.add(
        sign * price,
        np.where(exhausted, FULL, PARTLY),
        quantity / put_in_per_unit(price),
        (own, variable, np.full(len(listing), sign)),
    )
    own = np.arange(len(spread))
    margin = sign * (known[node[spread]] - worth[which])
    used = (level[spread] > 0) & (margin > -PROVED * np.maximum(worth[which], 1e-6))
    conditions[spread] = rows.add(
        np.zeros(len(spread)),
        np.where(used, PARTLY, UNUSED),
        None,
        (own, node[spread], np.full(len(spread), sign)),
        (own, variable[which], np.full(len(spread), -sign)),
    )
    return worth


def _works(
    program: Program, rows: _Rows, levels: dict[str, Floats], known: Floats, conditions: dict[str, Ints]
) -> None:
    """Capacities and stores."""
    work, mill, store = program.work, program.activities["capacities"], program.activities["stores"]
    node = program.nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity])
    value = work.quantity * known[node]
    worth = np.bincount(work.activity, value, minlength=len(mill))
    size = np.bincount(work.activity, np.abs(value), minlength=len(mill)) + mill.price
    usable = np.flatnonzero(mill.quantity > 0)
    number = np.full(len(mill), -1)
    number[usable] = np.arange(len(usable))
    entry = np.flatnonzero(number[work.activity] >= 0)
    conditions["capacities"][usable] = rows.add(
        mill.price[usable],
        _use(levels["capacities"], mill.quantity, worth - mill.price, size)[usable],
        (mill.quantity / put_in_per_unit(mill.price))[usable],
        (number[work.activity[entry]], node[entry], work.quantity[entry]),
    )
    here = _at_node(program, store)
    later = program.nodes.next_row(store.commodity, store.period, store.place)
    usable = np.flatnonzero(store.quantity > 0)
    margin = known[later] - known[here] - store.price
    own = np.arange(len(usable))
    conditions["stores"][usable] = rows.add(
        store.price[usable],
        _use(levels["stores"], store.quantity, margin, known[later] + known[here])[usable],
        (store.quantity / put_in_per_unit(store.price))[usable],
        (own, later[usable], np.ones(len(usable))),
        (own, here[usable], -np.ones(len(usable))),
    )


def _hauls(
    program: Program,
    solution: Solution,
    rows: _Rows,
    level: Floats,
    known: Floats,
    first: int,
    conditions: Ints,
) -> Floats:
    """Hauliers; gives the rent of each haulier's kilogram, a variable from `first` on."""
    at, moves, flows, nodes = program.activities["haulage"], program.moves, solution.flows, program.nodes
    carried = np.flatnonzero(moves.haulage >= 0)
    carried = carried[at.quantity[moves.haulage[carried]] > 0]
    haulier = moves.haulage[carried]
    origin = nodes.row(moves.commodity[carried], moves.period[carried], moves.origin[carried])
    destination = nodes.row(moves.commodity[carried], moves.period[carried], moves.destination[carried])
    kg, fee = program.goods.kg_per_unit[moves.commodity[carried]], moves.rupiah_per_unit[carried]
    margin = known[destination] - known[origin] - fee
    rent = np.zeros(len(at))
    np.maximum.at(rent, haulier, margin / kg)
    exhausted = level >= (1 - ROUNDING) * at.quantity
    rent = np.where(exhausted, rent, 0.0)
    variable = first + np.arange(len(at))
    usable = np.flatnonzero(at.quantity > 0)
    own = np.arange(len(usable))
    conditions[usable] = rows.add(
        np.zeros(len(usable)),
        np.where(exhausted, FULL, PARTLY)[usable],
        (at.quantity / put_in_per_unit(at.price))[usable],
        (own, variable[usable], np.ones(len(usable))),
    )
    used = np.isin(
        haulier * len(program.goods.commodities) + moves.commodity[carried],
        flows.haulage * len(program.goods.commodities) + flows.commodity,
    )
    size = known[destination] + known[origin] + fee
    used &= margin - kg * rent[haulier] > -PROVED * np.maximum(size, 1e-6)
    own = np.arange(len(carried))
    rows.add(
        fee,
        np.where(used, PARTLY, UNUSED),
        None,
        (own, destination, np.ones(len(carried))),
        (own, origin, -np.ones(len(carried))),
        (own, variable[haulier], -kg),
    )
    return rent


def _rests(
    program: Program, solution: Solution, rows: _Rows, levels: dict[str, Floats], known: Floats
) -> None:
    """No price is below nothing, and where goods are left lying it is nothing."""
    count = program.nodes.count
    left, passed = _balance(program, solution, levels)
    free = (left > ROUNDING * passed) & (known <= PROVED)
    every = np.arange(count)
    rows.add(np.zeros(count), np.where(free, PARTLY, UNUSED), None, (every, every, -np.ones(count)))


def _balance(program: Program, solution: Solution, levels: dict[str, Floats]) -> tuple[Floats, Floats]:
    """What is left lying at each node, and what passes through it, shape (nodes,) each."""
    activities, nodes, work, flows = program.activities, program.nodes, program.work, solution.flows
    offers, needs, mill, store = (activities[kind] for kind in KINDS[:-1])
    worked = work.quantity * levels["capacities"][work.activity]
    parts = [
        (_at_node(program, offers), levels["offers"]),
        (_at_node(program, needs), -levels["needs"]),
        (nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity]), worked),
        (_at_node(program, store), -levels["stores"]),
        (nodes.next_row(store.commodity, store.period, store.place), levels["stores"]),
        (nodes.row(flows.commodity, flows.period, flows.origin), -flows.quantity),
        (nodes.row(flows.commodity, flows.period, flows.destination), flows.quantity),
    ]
    left, passed = np.zeros(nodes.count), np.zeros(nodes.count)
    for node, amount in parts:
        left += np.bincount(node, amount, minlength=nodes.count)
        passed += np.bincount(node, np.abs(amount), minlength=nodes.count) / 2
    return left, passed


def _lanes(program: Program, solution: Solution, rows: _Rows, known: Floats) -> tuple[Ints, Ints, Floats]:
    """The open network: a tie along every lane that carries something, and all lanes as limits."""
    moves, flows, nodes = program.moves, solution.flows, program.nodes
    carrying = np.flatnonzero(flows.haulage < 0)
    origin = nodes.row(flows.commodity[carrying], flows.period[carrying], flows.origin[carrying])
    destination = nodes.row(flows.commodity[carrying], flows.period[carrying], flows.destination[carrying])
    cost = flows.rupiah_per_unit[carrying]
    margin = known[destination] - known[origin] - cost
    used = np.flatnonzero(np.abs(margin) <= PROVED * np.maximum(known[destination] + cost, 1e-6))
    own = np.arange(len(used))
    rows.add(
        cost[used],
        np.full(len(used), PARTLY),
        None,
        (own, destination[used], np.ones(len(used))),
        (own, origin[used], -np.ones(len(used))),
    )
    lane = np.flatnonzero(moves.haulage < 0)
    return (
        nodes.row(moves.commodity[lane], moves.period[lane], moves.origin[lane]),
        nodes.row(moves.commodity[lane], moves.period[lane], moves.destination[lane]),
        moves.rupiah_per_unit[lane],
    )
