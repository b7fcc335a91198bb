"""A program written as a processing network, and where each listing stands in it.

Listings that ask the same at the same node are one step of its ladder, and capacities that ask the same
for the same work at the same place are one process: a thousand equal listings cost no more than one.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import ONCE_PER_WINDOW, Activities
from jejaring.planning.program import Program
from jejaring.planning.simplex.basis import FREE_HAULS, Basis, empty_basis
from jejaring.planning.simplex.problem import (
    GROUP_OF_PROCESSES,
    HAULIER,
    HAULIERS_OF_MONTH,
    HAULS_OF_SHEET,
    LANES_OF_SHEET,
    NETWORK,
    PAIRS,
    PROCESS,
    SHEET,
    STAYS,
    STEP,
    WINDOW,
    WINDOWS_OF_COMMODITY,
    Problem,
    Records,
    blocks_of,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOTHING_OF_A_PRICE = 1e-13  # of the dearest price of a commodity
ENTRIES_OF_A_HAUL = 3
ROOM_FOR_HAULS = 4  # per haulier and month, to begin with
ROOM_FOR_DEBTS = 64  # what a change leaves out of balance is carried in the same rooms


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
    offers = _Listed.of(program, activities["offers"], 1)
    needs = _Listed.of(program, activities["needs"], 0)
    windows, first_window, window_of = _windows(program, [offers, needs])
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

    node_sheet = _sheet_of_nodes(program, first_window, haulage.period[by_month])
    first_step, steps, (offer_step, need_step, _) = _ladders(
        nodes,
        [
            (offer_node, offers.price, offers.quantity),
            (need_node, needs.price, needs.quantity),
            (haulier_node, haulage.price, haulage.quantity),
        ],
    )
    sheets, matrices = _sheets(program)
    network = program.ways.freight.network
    first_giver, givers = _stretches(program.gives)
    first_taker, takers = _stretches(program.takes)
    work = _processes(program)
    hauliers = np.zeros(len(haulage), dtype=HAULIER)
    hauliers["origin"], hauliers["destination"] = (
        haulage.place[by_month],
        program.carriage.destination[by_month],
    )
    hauliers["node"], hauliers["listing"] = haulier_node[by_month], haulage.listing[by_month]
    blocks, block_sheets = _blocks(program, work.groups, len(haulage) > 0)
    nothing: Ints = np.empty(0, dtype=np.int64)
    problem = Problem(
        first_step=first_step,
        steps=steps,
        taken=np.bincount(need_node, weights=needs.quantity, minlength=nodes) - held_at(original, nodes),
        node_sheet=node_sheet,
        sheets=sheets,
        tiny=_tiny(first_step, steps, node_sheet, commodities * months + commodities + months),
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


def without_held(program: Program) -> Program:
    """The program with what accepted trades hold of its listings taken out."""
    held = program.held
    if held is None:
        return program
    activities = dict(program.activities)
    for kind, at in program.activities.items():
        least: Floats = held.kilograms if kind == "haulage" else held.least[program.columns(kind)]
        if kind in ONCE_PER_WINDOW and len(at):
            least = np.bincount(at.listing, weights=least).astype(np.float64)[at.listing]
        activities[kind] = replace(at, quantity=np.maximum(at.quantity - least, 0.0))
    return replace(program, activities=activities, held=None)


def held_at(program: Program, nodes: int) -> Floats:
    """Shape (nodes,): what accepted trades, and the listings they need, bring to every node on balance."""
    brought = np.zeros(nodes)
    if program.held is not None:
        count = program.nodes.count
        brought[:count] = (program.activity_matrix @ program.held.least)[:count] + program.held.transfers
    return brought


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
    room = {name: getattr(fresh, name) for name in ("roles", "entries", "free_hauls", "pending", "working")}
    return replace(layout, problem=problem), basis._replace(**room)


@dataclass(frozen=True)
class _Listed:
    """Offers or needs, one entry per listing: where it stands, in which months."""

    commodity: Ints
    node: Ints
    """The node of its first month."""
    first: Ints
    last: Ints
    price: Floats
    quantity: Floats
    offers: int

    @classmethod
    def of(cls, program: Program, at: Activities, offers: int) -> "_Listed":
        start = np.flatnonzero(np.diff(at.listing, prepend=-1))
        end = np.append(start[1:], len(at)) - 1 if len(at) else start
        node = program.nodes.row(at.commodity[start], at.period[start], at.place[start])
        return cls(
            at.commodity[start],
            node,
            at.period[start],
            at.period[end],
            at.price[start],
            at.quantity[start],
            offers,
        )


def _windows(program: Program, sides: list[_Listed]) -> tuple[Records, Ints, list[Ints]]:
    """The windows in use, each commodity's stretch of them, and each listing's window or -1."""
    months = len(program.periods)
    keys = [
        ((side.commodity * program.nodes.count + side.node) * months + side.last) * 2 + side.offers
        for side in sides
    ]
    spread = [(side.last > side.first) & (side.quantity > 0) for side in sides]
    found = np.concatenate([key[wide] for key, wide in zip(keys, spread, strict=True)])
    _, first, which = np.unique(found, return_index=True, return_inverse=True)

    def of_all(name: str) -> Ints:
        values: Ints = np.concatenate(
            [getattr(side, name)[wide] for side, wide in zip(sides, spread, strict=True)]
        )
        return values[first]

    windows = np.zeros(len(first), dtype=WINDOW)
    commodity = of_all("commodity")
    windows["node"] = program.nodes.count + np.arange(len(first))
    windows["first_node"] = of_all("node")
    windows["stride"] = program.nodes.places[commodity]
    windows["months"] = of_all("last") - of_all("first") + 1
    windows["offers"] = (found[first] & 1) if len(first) else 0
    first_window = np.searchsorted(commodity, np.arange(len(program.goods.commodities) + 1)).astype(np.int64)
    window_of, start = [], 0
    for wide in spread:
        window = np.full(len(wide), -1, dtype=np.int64)
        end = start + int(wide.sum())
        window[wide] = which[start:end]
        window_of.append(window)
        start = end
    return windows, first_window, window_of


def _sheet_of_nodes(program: Program, first_window: Ints, haulier_month: Ints) -> Ints:
    """Sheets: every (commodity, month), then the windows of every commodity, then every month's hauliers."""
    commodities, months = len(program.goods.commodities), len(program.periods)
    traded = commodities * months
    sheets: Ints = np.concatenate(
        [
            np.repeat(np.arange(traded), np.repeat(program.nodes.places, months)),
            np.repeat(traded + np.arange(commodities), np.diff(first_window)),
            traded + commodities + haulier_month,
        ]
    )
    return sheets


def _ladders(nodes: int, listed: list[tuple[Ints, Floats, Floats]]) -> tuple[Ints, Records, tuple[Ints, ...]]:
    """The ladders of all nodes, and the step of every listing (node, price, quantity); -1 for nothing."""
    node, price, size = (np.concatenate(parts) for parts in zip(*listed, strict=True))
    something = np.flatnonzero(size > 0)
    climbs = something[price[something] > 0]
    climbs = climbs[np.lexsort((price[climbs], node[climbs]))]
    new = np.ones(len(climbs), dtype=np.bool_)
    new[1:] = (np.diff(node[climbs]) > 0) | (np.diff(price[climbs]) > 0)
    starts = np.flatnonzero(new)
    count = np.bincount(node[climbs[starts]], minlength=nodes)
    first_step = np.concatenate([[0], np.cumsum(count + 2)]).astype(np.int64)
    within = np.cumsum(new) - 1
    before = np.concatenate([[0], np.cumsum(count)])[:-1]
    step = np.full(len(node), -1, dtype=np.int64)
    step[something] = first_step[node[something]]
    step[climbs] = first_step[node[climbs]] + 1 + within - before[node[climbs]]
    steps = np.zeros(int(first_step[-1]), dtype=STEP)
    last = first_step[1:] - 1
    steps["amount"] = np.bincount(step[something], weights=size[something], minlength=len(steps))
    steps["price"][step[climbs]] = price[climbs]
    steps["price"][last], steps["amount"][last] = np.inf, np.inf
    ends = np.cumsum([len(part) for part, _, _ in listed])[:-1]
    return first_step, steps, tuple(np.split(step, ends))


def _sheets(program: Program) -> tuple[Records, Floats]:
    """Every (commodity, month) with its lanes, and the matrices of those that move from any to any region."""
    commodities, months = len(program.goods.commodities), len(program.periods)
    sheets = np.zeros(commodities * months, dtype=SHEET)
    travels = program.ways.travels()
    regions = len(program.regions)
    kind, rate = np.full(commodities, STAYS), np.zeros(commodities)
    matrix = np.zeros(commodities, dtype=np.int64)
    chosen: list[Floats] = []
    number: dict[float, int] = {}
    for c in np.flatnonzero(travels).tolist():
        rate[c] = program.ways.rate(c)
        if program.ways.by_network(c, program.gives[c], program.takes[c]):
            kind[c] = NETWORK
            continue
        kind[c], days = PAIRS, float(program.goods.shelf_life_days[c])
        if days not in number:
            number[days] = len(chosen)
            chosen.append(program.ways.cheapest(c))
        matrix[c] = number[days]
    of = np.repeat(np.arange(commodities), months)
    month = np.tile(np.arange(months), commodities)
    sheets["first_node"] = program.nodes.base[of] + month * program.nodes.places[of]
    for name, values in (("kind", kind), ("rate", rate), ("matrix", matrix)):
        sheets[name] = values[of]
    sheets["commodity"] = of
    return sheets, np.stack(chosen) if chosen else np.empty((0, regions, regions))


def _stretches(marked: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The places marked, commodity by commodity."""
    first = np.concatenate([[0], np.cumsum(marked.sum(axis=1))]).astype(np.int64)
    return first, np.nonzero(marked)[1].astype(np.int64)


def _tiny(first_step: Ints, steps: Records, node_sheet: Ints, sheets: int) -> Floats:
    """What is nothing among the prices of each sheet; sheets without a price take the market's."""
    dearest = steps["price"][first_step[1:] - 2]
    tiny = np.zeros(sheets)
    np.maximum.at(tiny, node_sheet, dearest)
    result: Floats = NOTHING_OF_A_PRICE * np.where(tiny > 0, tiny, 1.0)
    return result


@dataclass(frozen=True)
class _Processes:
    processes: Records
    first_process: Ints
    entry_node: Ints
    entry_quantity: Floats
    first_haul: int
    capacity_process: Ints
    store_process: Ints
    groups: list[tuple[int, Ints]]
    """Per group: the commodity it is priced after, and the sheets it touches."""


def _processes(program: Program) -> _Processes:
    """Capacities by recipe and month, stores by commodity and month, and room for hauls."""
    months = len(program.periods)
    mill, work, store = program.activities["capacities"], program.work, program.activities["stores"]
    mills, mill_group, mill_of = _merged(work.recipe * months + mill.period, mill)
    stores, store_group, store_of = _merged(store.commodity * months + store.period, store)
    made = np.bincount(work.activity, minlength=len(mill))[mills]
    first_row = np.searchsorted(work.activity, mills)
    end = np.cumsum(made)
    rows = np.repeat(first_row - (end - made), made) + np.arange(int(made.sum()))
    room = ROOM_FOR_HAULS * len(program.activities["haulage"]) + (
        ROOM_FOR_DEBTS if program.nodes.count else 0
    )
    kept, then = (
        program.nodes.row(store.commodity[stores], store.period[stores] + later, store.place[stores])
        for later in (0, 1)
    )
    activity = work.activity[rows]
    entry_node = np.concatenate(
        [
            program.nodes.row(work.commodity[rows], mill.period[activity], mill.place[activity]),
            np.column_stack([kept, then]).ravel(),
            np.zeros(ENTRIES_OF_A_HAUL * room, dtype=np.int64),
        ]
    )
    entry_quantity = np.concatenate(
        [work.quantity[rows], np.tile([-1.0, 1.0], len(stores)), np.zeros(ENTRIES_OF_A_HAUL * room)]
    )
    entries = np.concatenate([made, np.full(len(stores), 2), np.full(room, ENTRIES_OF_A_HAUL)])
    processes = np.zeros(len(entries), dtype=PROCESS)
    processes["last_entry"] = np.cumsum(entries)
    processes["first_entry"] = processes["last_entry"] - entries
    processes["cost"] = np.concatenate([mill.price[mills], store.price[stores], np.zeros(room)])
    own = len(mills) + len(stores)
    processes["upper"][:own] = np.bincount(
        np.concatenate([mill_of, np.where(store_of >= 0, store_of + len(mills), -1)]) + 1,
        weights=np.concatenate([mill.quantity, store.quantity]),
        minlength=own + 1,
    )[1:]
    processes["upper"][own:] = np.inf
    starts = np.concatenate(
        [
            np.flatnonzero(np.diff(mill_group, prepend=-1)),
            len(mills) + np.flatnonzero(np.diff(store_group, prepend=-1)),
        ]
    )
    groups = []
    for first in starts.tolist():
        if first < len(mills):
            activity_here = mills[first]
            at = slice(first_row[first], first_row[first] + made[first])
            sheets = np.unique(work.commodity[at]) * months + mill.period[activity_here]
            groups.append((int(mill.commodity[activity_here]), sheets))
        else:
            sheet = store_group[first - len(mills)]
            groups.append((int(sheet // months), np.array([sheet, sheet + 1])))
    return _Processes(
        processes=processes,
        first_process=np.append(starts, own).astype(np.int64),
        entry_node=entry_node,
        entry_quantity=entry_quantity,
        first_haul=own,
        capacity_process=mill_of,
        store_process=np.where(store_of >= 0, store_of + len(mills), -1),
        groups=groups,
    )


def _merged(group: Ints, at: Activities) -> tuple[Ints, Ints, Ints]:
    """Activities of equal group, place and price as one.

    Returns the first activity of each, its group, and the number of the one that each activity is part of.
    """
    usable = np.flatnonzero(at.quantity > 0)
    order = usable[np.lexsort((at.price[usable], at.place[usable], group[usable]))]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(group[order]) > 0) | (np.diff(at.place[order]) != 0) | (np.diff(at.price[order]) != 0)
    number = np.full(len(at), -1, dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    first = order[new]
    return first, group[first], number


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
