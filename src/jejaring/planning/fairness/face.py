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
class Ways:
    """Where one commodity may move: the price at the end is at most that at the start, cost and rent."""

    start: Ints
    end: Ints
    cost: Floats
    rent: Ints
    """The variable that is the rent of the haulier's kilogram; -1: the open network, which has none."""
    kg: Floats
    """Kilograms per unit."""


@dataclass(frozen=True)
class Face:
    """Conditions on prices: matrix @ prices <=, == or >= limit, by `use`; and those of `ways`, all <=."""

    program: Program
    matrix: csr_array
    """Shape (conditions, variables)."""
    limit: Floats
    """What each thing asks, rupiah."""
    use: NDArray[np.int8]
    """UNUSED, PARTLY or FULL."""
    weight: Floats
    """Where `use` is FULL quantity^2 / put-in, so that weight x rent^2 is gain^2 / put-in; else 0."""
    known: Floats
    """Shape (variables,): one point of the polyhedron, the solver's, to within its tolerance."""
    of_activity: dict[str, Ints]
    """Per kind: the condition that compares each activity's worth with what it asks; -1: none."""
    in_time: NDArray[np.bool_]
    """Shape (commodities, haulage listings): what a haulier may carry."""

    def nodes_of(self, commodity: int) -> slice:
        """The variables that are prices of a commodity."""
        nodes = self.program.nodes
        first = int(nodes.base[commodity])
        return slice(first, first + int(nodes.places[commodity]) * len(self.program.periods))

    def ways(self, commodity: int) -> Ways:
        """All ways of a commodity in all periods, by the open network and with hauliers."""
        program, lanes = self.program, self.program.lanes(commodity)
        first = (
            self.nodes_of(commodity).start
            + np.arange(len(program.periods))[:, None] * program.nodes.places[commodity]
        )
        haulage, kg = program.activities["haulage"], program.goods.kg_per_unit[commodity]
        carries = np.flatnonzero(self.in_time[commodity, haulage.listing] & (haulage.quantity > 0))
        month = first[haulage.period[carries], 0]
        rents = self.matrix.shape[1] - len(haulage)
        open_ways = len(first) * len(lanes.origin)
        return Ways(
            start=np.append((first + lanes.origin).ravel(), month + haulage.place[carries]),
            end=np.append((first + lanes.destination).ravel(), month + program.carriage.destination[carries]),
            cost=np.append(np.tile(lanes.rupiah_per_unit, len(first)), kg * haulage.price[carries]),
            rent=np.append(np.full(open_ways, -1), rents + carries),
            kg=np.full(open_ways + len(carries), kg),
        )


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
    activities, nodes, known, least = program.activities, program.nodes, solution.prices, least_of(program)
    rows = _Rows([], [], [], [], [], [])
    of_activity = {kind: np.full(len(activities[kind]), -1) for kind in KINDS}
    variables = [known]
    count = nodes.count
    for kind, sign in (("offers", 1.0), ("needs", -1.0)):
        worth = _trades(program, rows, kind, sign, levels[kind], least[kind], known, count, of_activity[kind])
        variables.append(worth)
        count += len(worth)
    _works(program, rows, levels, least, known, of_activity)
    rent = _hauls(
        program, solution, rows, levels["haulage"], least["haulage"], known, count, of_activity["haulage"]
    )
    variables.append(rent)
    count += len(rent)
    _rests(program, solution, rows, levels, known)
    _ties(program, solution, rows, known)
    matrix = coo_array(
        (np.concatenate(rows.values), (np.concatenate(rows.rows), np.concatenate(rows.columns))),
        shape=(rows.count, count),
    ).tocsr()
    return Face(
        program=program,
        matrix=matrix,
        limit=np.concatenate(rows.limits),
        use=np.concatenate(rows.uses),
        weight=np.concatenate(rows.weights),
        known=np.concatenate(variables),
        of_activity=of_activity,
        in_time=program.carriage.in_time(program.goods),
    )


def least_of(program: Program) -> dict[str, Floats]:
    """Per kind how much of every activity accepted trades hold it to; see `jejaring.planning.pins`."""
    if program.held is None:
        return {kind: np.zeros(len(program.activities[kind])) for kind in KINDS}
    least = {kind: program.held.least[program.columns(kind)] for kind in KINDS[:-1]}
    return least | {"haulage": program.held.kilograms}


def put_in_per_unit(price: Floats) -> Floats:
    """What a used unit puts in: its own price, and one rupiah where that is nothing."""
    return np.where(price > 0, price, 1.0)


def _use(level: Floats, least: Floats, quantity: Floats, margin: Floats, size: Floats) -> NDArray[np.int8]:
    """How far each thing is used beyond the `least` it is held to; where rounding hides it, prices tell."""
    use = np.where(level >= (1 - ROUNDING) * quantity, FULL, PARTLY)
    use = np.where(level <= least * (1 + ROUNDING), UNUSED, use)
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
    least: Floats,
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
        least[single],
        quantity,
        sign * (known[node[single]] - price),
        known[node[single]] + price,
    )
    conditions[single] = rows.add(
        sign * price,
        use,
        (quantity - least[single]) / put_in_per_unit(price),
        (own, node[single], np.full(len(single), sign)),
    )
    spread = np.flatnonzero((in_window > 1) & (at.quantity > 0))
    listing, start, which = np.unique(at.listing[spread], return_index=True, return_inverse=True)
    price, quantity = at.price[spread][start], at.quantity[spread][start]
    total = np.bincount(which, level[spread], minlength=len(listing))
    promised = np.bincount(which, least[spread], minlength=len(listing))
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
        (quantity - promised) / put_in_per_unit(price),
        (own, variable, np.full(len(listing), sign)),
    )
    own = np.arange(len(spread))
    margin = sign * (known[node[spread]] - worth[which])
    used = (level[spread] > least[spread] * (1 + ROUNDING)) & (
        margin > -PROVED * np.maximum(worth[which], 1e-6)
    )
    conditions[spread] = rows.add(
        np.zeros(len(spread)),
        np.where(used, PARTLY, UNUSED),
        None,
        (own, node[spread], np.full(len(spread), sign)),
        (own, variable[which], np.full(len(spread), -sign)),
    )
    return worth


def _works(
    program: Program,
    rows: _Rows,
    levels: dict[str, Floats],
    least: dict[str, Floats],
    known: Floats,
    conditions: dict[str, Ints],
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
        _use(levels["capacities"], least["capacities"], mill.quantity, worth - mill.price, size)[usable],
        ((mill.quantity - least["capacities"]) / put_in_per_unit(mill.price))[usable],
        (number[work.activity[entry]], node[entry], work.quantity[entry]),
    )
    here = _at_node(program, store)
    later = program.nodes.next_row(store.commodity, store.period, store.place)
    usable = np.flatnonzero(store.quantity > 0)
    margin = known[later] - known[here] - store.price
    own = np.arange(len(usable))
    conditions["stores"][usable] = rows.add(
        store.price[usable],
        _use(levels["stores"], least["stores"], store.quantity, margin, known[later] + known[here])[usable],
        ((store.quantity - least["stores"]) / put_in_per_unit(store.price))[usable],
        (own, later[usable], np.ones(len(usable))),
        (own, here[usable], -np.ones(len(usable))),
    )


def _hauls(
    program: Program,
    solution: Solution,
    rows: _Rows,
    level: Floats,
    least: Floats,
    known: Floats,
    first: int,
    conditions: Ints,
) -> Floats:
    """Hauliers and what they carry; gives the rent of each haulier's kilogram, a variable from `first` on."""
    at, flows, nodes = program.activities["haulage"], solution.flows, program.nodes
    carried = np.flatnonzero(flows.haulage >= 0)
    haulier = flows.haulage[carried]
    origin = nodes.row(flows.commodity[carried], flows.period[carried], flows.origin[carried])
    destination = nodes.row(flows.commodity[carried], flows.period[carried], flows.destination[carried])
    kg, fee = program.goods.kg_per_unit[flows.commodity[carried]], flows.rupiah_per_unit[carried]
    margin = known[destination] - known[origin] - fee
    rent = _rents_of(program, known)
    exhausted = level >= (1 - ROUNDING) * at.quantity
    rent = np.where(exhausted, rent, 0.0)
    usable = np.flatnonzero(at.quantity > 0)
    own = np.arange(len(usable))
    conditions[usable] = rows.add(
        np.zeros(len(usable)),
        np.where(exhausted, FULL, PARTLY)[usable],
        ((at.quantity - least) / put_in_per_unit(at.price))[usable],
        (own, first + usable, np.ones(len(usable))),
    )
    size = known[destination] + known[origin] + fee
    tight = np.flatnonzero(margin - kg * rent[haulier] > -PROVED * np.maximum(size, 1e-6))
    own = np.arange(len(tight))
    rows.add(
        fee[tight],
        np.full(len(tight), PARTLY),
        None,
        (own, destination[tight], np.ones(len(tight))),
        (own, origin[tight], -np.ones(len(tight))),
        (own, first + haulier[tight], -kg[tight]),
    )
    return rent


def _rents_of(program: Program, known: Floats) -> Floats:
    """The most that any good gains by a haulier's way, less its fee, rupiah per kilogram."""
    at, nodes, rent = (
        program.activities["haulage"],
        program.nodes,
        np.zeros(len(program.activities["haulage"])),
    )
    in_time = program.carriage.in_time(program.goods)
    for commodity, kg in enumerate(program.goods.kg_per_unit):
        carries = np.flatnonzero(in_time[commodity, at.listing]) if len(at) else at.listing
        goods = np.full(len(carries), commodity)
        start = nodes.row(goods, at.period[carries], at.place[carries])
        end = nodes.row(goods, at.period[carries], program.carriage.destination[carries])
        rent[carries] = np.maximum(rent[carries], (known[end] - known[start]) / kg - at.price[carries])
    return rent


def _rests(
    program: Program, solution: Solution, rows: _Rows, levels: dict[str, Floats], known: Floats
) -> None:
    """No price is below nothing; where goods are left lying or nobody deals in them it is nothing."""
    count = program.nodes.count
    left, passed = _balance(program, solution, levels)
    free = (left > ROUNDING * passed) & (known <= PROVED) | _idle(program)
    every = np.arange(count)
    rows.add(np.zeros(count), np.where(free, PARTLY, UNUSED), None, (every, every, -np.ones(count)))


def _idle(program: Program) -> NDArray[np.bool_]:
    """Shape (nodes,): where no listing and no lane ever brings or takes the commodity."""
    idle = []
    for commodity, places in enumerate(program.nodes.places.tolist()):
        gives, takes = program.gives[commodity], program.takes[commodity]
        passed = np.zeros(places, dtype=np.bool_)
        passed[: len(gives)] = gives | takes
        if program.ways.by_network(commodity, gives, takes):
            passed[:] = True
        idle.append(np.tile(~passed, len(program.periods)))
    return np.concatenate(idle) if idle else np.zeros(0, dtype=np.bool_)


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
    if program.held is not None:
        parts.append((np.arange(nodes.count), program.held.transfers))
    left, passed = np.zeros(nodes.count), np.zeros(nodes.count)
    for node, amount in parts:
        left += np.bincount(node, amount, minlength=nodes.count)
        passed += np.bincount(node, np.abs(amount), minlength=nodes.count) / 2
    return left, passed


def _ties(program: Program, solution: Solution, rows: _Rows, known: Floats) -> None:
    """Along every lane of the open network that carries something, prices differ by its cost."""
    flows, nodes = solution.flows, program.nodes
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
