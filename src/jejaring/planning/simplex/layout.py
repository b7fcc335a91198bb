"""A program written as a processing network, and where each listing stands in it.

Listings that ask the same at the same node are one step of its ladder, and capacities that ask the same
for the same work at the same place are one process: a thousand equal listings cost no more than one.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.program import Program
from jejaring.planning.simplex.basis import FREE_HAULS, Basis, empty_basis
from jejaring.planning.simplex.held import held_at, without_held
from jejaring.planning.simplex.ladders import Listed, ladders_of, tiny_prices, windows_of
from jejaring.planning.simplex.problem import (
    GROUP_OF_PROCESSES,
    HAULIER,
    HAULIERS_OF_MONTH,
    HAULS_OF_SHEET,
    LANES_OF_SHEET,
    PROCESS,
    WINDOWS_OF_COMMODITY,
    Problem,
    Records,
    blocks_of,
)
from jejaring.planning.simplex.processes import ENTRIES_OF_A_HAUL, processes_of
from jejaring.planning.simplex.sheets import sheet_of_nodes, sheets_of, stretches_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """A problem, and where the program's activities stand in it."""

    problem: Problem
    offer_step: Ints
    """Shape (offers,): the step of each offer; -1: it offers nothing."""
    need_step: Ints
    """Shape (needs,): the same of needs."""
    offered: Floats
    """Shape (offers,): each listing's quantity."""
    needed: Floats
    capacity_process: Ints
    """Shape (capacity activities,): the process of each; -1: it can make nothing."""
    store_process: Ints


def lay_out(program: Program) -> Layout:
    """The processing network of `program`.

    What accepted trades hold is not in it: listings have that much less left, and what it leaves at the
    nodes, or needs there, counts among what is taken.
    """
    original, program = program, without_held(program)
    goods, activities = program.goods, program.activities
    commodities, months = len(goods.commodities), len(program.periods)
    offers = Listed.of(program, activities["offers"], 1)
    needs = Listed.of(program, activities["needs"], 0)
    windows, first_window, window_of = windows_of(program, [offers, needs])
    offer_node, need_node = (
        np.where(window >= 0, program.nodes.count + window, listed.node)
        for listed, window in zip((offers, needs), window_of, strict=True)
    )
    haulage = activities["haulage"]
    first_haulier_node = program.nodes.count + len(windows)
    by_month = np.argsort(haulage.period, kind="stable")
    haulier_node = np.empty(len(haulage), dtype=np.int64)
    haulier_node[by_month] = first_haulier_node + np.arange(len(haulage))
    nodes = first_haulier_node + len(haulage)

    node_sheet = sheet_of_nodes(program, first_window, haulage.period[by_month])
    first_step, steps, (offer_step, need_step, _) = ladders_of(
        nodes,
        [
            (offer_node, offers.price, offers.quantity),
            (need_node, needs.price, needs.quantity),
            (haulier_node, haulage.price, haulage.quantity),
        ],
    )
    sheets, matrices = sheets_of(program)
    network = program.ways.freight.network
    first_giver, givers = stretches_of(program.gives)
    first_taker, takers = stretches_of(program.takes)
    work = processes_of(program)
    hauliers = np.zeros(len(haulage), dtype=HAULIER)
    hauliers["origin"], hauliers["destination"] = (
        haulage.place[by_month],
        program.carriage.destination[by_month],
    )
    hauliers["node"], hauliers["listing"] = haulier_node[by_month], haulage.listing[by_month]
    hauliers["scarce"] = 1
    blocks, block_sheets = _blocks(program, work.groups, len(haulage) > 0)
    nothing: Ints = np.empty(0, dtype=np.int64)
    problem = Problem(
        first_step=first_step,
        steps=steps,
        taken=np.bincount(need_node, weights=needs.quantity, minlength=nodes) - held_at(original, nodes),
        node_sheet=node_sheet,
        sheets=sheets,
        tiny=tiny_prices(first_step, steps, node_sheet, commodities * months + commodities + months),
        lane_origin=nothing if network is None else network.origin,
        lane_destination=nothing if network is None else network.destination,
        lane_rupiah_per_kg=np.empty(0) if network is None else network.rupiah_per_kg,
        matrices=matrices,
        first_giver=first_giver,
        givers=givers,
        first_taker=first_taker,
        takers=takers,
        windows=windows,
        first_window=first_window,
        first_window_node=program.nodes.count + first_window,
        processes=work.processes,
        first_process=work.first_process,
        entry_node=work.entry_node,
        entry_quantity=work.entry_quantity,
        first_haul=work.first_haul,
        hauliers=hauliers,
        first_haulier=np.searchsorted(haulage.period[by_month], np.arange(months + 1)).astype(np.int64),
        first_haulier_node=first_haulier_node,
        in_time=program.carriage.in_time(goods),
        kg_per_unit=goods.kg_per_unit,
        blocks=blocks,
        block_sheets=block_sheets,
    )
    return Layout(
        problem=problem,
        offer_step=offer_step,
        need_step=need_step,
        offered=offers.quantity,
        needed=needs.quantity,
        capacity_process=work.capacity_process,
        store_process=work.store_process,
    )


def with_more_room(layout: Layout, basis: Basis) -> tuple[Layout, Basis]:
    """The same problem and basis with twice the room for hauls."""
    problem = layout.problem
    held, entries = len(problem.processes), len(problem.entry_node)
    more = max(held - problem.first_haul, 1)
    processes = np.zeros(more, dtype=PROCESS)
    processes["first_entry"] = entries + ENTRIES_OF_A_HAUL * np.arange(more)
    processes["last_entry"] = processes["first_entry"] + ENTRIES_OF_A_HAUL
    processes["upper"] = np.inf
    nowhere = np.zeros(ENTRIES_OF_A_HAUL * more, dtype=np.int64)
    problem = problem._replace(
        processes=np.concatenate([problem.processes, processes]),
        entry_node=np.concatenate([problem.entry_node, nowhere]),
        entry_quantity=np.concatenate([problem.entry_quantity, np.zeros(len(nowhere))]),
    )
    fresh = empty_basis(problem)
    fresh.roles[:held], fresh.entries[:entries] = basis.roles, basis.entries
    free = int(basis.counts[FREE_HAULS])
    fresh.free_hauls[:more] = np.arange(held + more - 1, held - 1, -1)
    fresh.free_hauls[more : more + free] = basis.free_hauls[:free]
    fresh.pending[: len(basis.pending)] = basis.pending
    basis.counts[FREE_HAULS] += more
    grown = ("roles", "entries", "free_hauls", "pending", "working", "put_at", "put_amount")
    room = {name: getattr(fresh, name) for name in grown}
    return replace(layout, problem=problem), basis._replace(**room)


def _blocks(program: Program, groups: list[tuple[int, Ints]], hauls: bool) -> tuple[Records, Ints]:
    """What is priced together: commodity by commodity its lanes, windows and makers; hauls at the end."""
    commodities, months = len(program.goods.commodities), len(program.periods)
    groups_of: list[list[int]] = [[] for _ in range(commodities)]
    for number, (commodity, _) in enumerate(groups):
        groups_of[commodity].append(number)
    rows: list[tuple[int, int, list[int]]] = []
    first_hauliers = commodities * months + commodities
    for c in range(commodities):
        sheets = list(range(c * months, (c + 1) * months))
        window_sheet = commodities * months + c
        for month, sheet in enumerate(sheets):
            rows.append((LANES_OF_SHEET, sheet, [sheet]))
            if hauls:
                rows.append((HAULS_OF_SHEET, sheet, [sheet, first_hauliers + month]))
        rows.append((WINDOWS_OF_COMMODITY, c, [*sheets, window_sheet]))
        rows += [(GROUP_OF_PROCESSES, number, groups[number][1].tolist()) for number in groups_of[c]]
    if hauls:
        rows += [(HAULIERS_OF_MONTH, month, [first_hauliers + month]) for month in range(months)]
    return blocks_of(rows)
