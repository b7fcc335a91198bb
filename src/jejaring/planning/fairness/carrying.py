"""What goods that move say about prices, and goods left lying."""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS
from jejaring.planning.fairness.conditions import (
    FULL,
    PARTLY,
    PROVED,
    ROUNDING,
    UNUSED,
    Conditions,
    node_of,
    put_in_per_unit,
)
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def add_hauls(
    program: Program,
    solution: Solution,
    rows: Conditions,
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


def add_ties(program: Program, solution: Solution, rows: Conditions, known: Floats) -> None:
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


def add_rests(
    program: Program, solution: Solution, rows: Conditions, levels: dict[str, Floats], known: Floats
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
        (node_of(program, offers), levels["offers"]),
        (node_of(program, needs), -levels["needs"]),
        (nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity]), worked),
        (node_of(program, store), -levels["stores"]),
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
