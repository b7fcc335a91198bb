"""What a basis says: the level of every listing, every flow, every price; and whether it is optimal.

A step of a ladder and a process may stand for many equal listings. What is used of it is used in the order
of the listings, the first ones wholly: few listings are used in part, and nobody's price depends on it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import Activities
from jejaring.planning.moves import Flows
from jejaring.planning.program import Program
from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.simplex.problem import Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class State:
    """Levels and prices of a processing network, read off a basis."""

    used: Floats
    """Shape (steps,): how much of each ladder's step is used; of the first, below 0 what is disposed of."""
    level: Floats
    """Shape (processes,)."""
    price: Floats
    """Shape (nodes,)."""
    child: Ints
    """Shape (arcs,): the nodes with an arc to their parent."""
    origin: Ints
    """Shape (arcs,): where that arc comes from."""
    destination: Ints
    flow: Floats
    arc_cost: Floats


def state_of(problem: Problem, basis: Basis) -> State:
    """Read off a basis."""
    nodes = basis.nodes
    node_of_step = np.repeat(np.arange(len(nodes)), np.diff(problem.first_step))
    number = np.arange(len(problem.steps))
    at = nodes["step"][node_of_step]
    amount = problem.steps["amount"]
    used = np.where(number < at, amount, np.where(number == at, nodes["used"][node_of_step], 0.0))
    child = np.flatnonzero(nodes["parent"] >= 0)
    parent = nodes["parent"][child].astype(np.int64)
    upward = nodes["toward_parent"][child] > 0
    return State(
        used=used,
        level=basis.roles["level"].copy(),
        price=np.maximum(basis.price, 0.0),
        child=child,
        origin=np.where(upward, child, parent),
        destination=np.where(upward, parent, child),
        flow=nodes["flow"][child].copy(),
        arc_cost=nodes["arc_cost"][child].copy(),
    )


def levels_of(program: Program, layout: Layout, state: State, flows: Flows) -> dict[str, Floats]:
    """The level of every activity but moves, per kind."""
    offers, needs = program.activities["offers"], program.activities["needs"]
    gives = _shared(layout.offer_step, layout.offered, state.used)
    # Where an offer and a need meet at one price, the offer comes first: the need is served.
    real = layout.offer_step >= 0
    offered = np.bincount(layout.offer_step[real], weights=layout.offered[real], minlength=len(state.used))
    released = _shared(layout.need_step, layout.needed, state.used - offered)
    takes = np.where(layout.need_step >= 0, layout.needed - released, 0.0)
    haulage = program.activities["haulage"]
    carried = flows.haulage >= 0
    kg = flows.quantity[carried] * program.goods.kg_per_unit[flows.commodity[carried]]
    return {
        "offers": _by_month(program, offers, gives, layout, state, 1),
        "needs": _by_month(program, needs, takes, layout, state, 0),
        "capacities": _shared(
            layout.capacity_process, program.activities["capacities"].quantity, state.level
        ),
        "stores": _shared(layout.store_process, program.activities["stores"].quantity, state.level),
        "haulage": np.bincount(flows.haulage[carried], weights=kg, minlength=len(haulage)).astype(np.float64),
    }


def _shared(group: Ints, quantity: Floats, used: Floats) -> Floats:
    """What each listing is used for, where `used` of its group (-1: none) goes to the listings in order."""
    order = np.argsort(group, kind="stable")
    order = order[np.searchsorted(group[order], 0) :]
    member, size = group[order], quantity[order]
    total = np.cumsum(size)
    start = np.flatnonzero(np.diff(member, prepend=-1))
    before = total - size - np.repeat((total - size)[start], np.diff(np.append(start, len(member))))
    result = np.zeros(len(group))
    result[order] = np.clip(used[member] - before, 0.0, size)
    return result


def _by_month(
    program: Program, at: Activities, used: Floats, layout: Layout, state: State, offers: int
) -> Floats:
    """Spread what each listing gives or takes over the months of its window.

    The window says how much flows to or from each month; its listings fill the months in order, laid end
    to end beside the months' flows.
    """
    start = np.flatnonzero(np.diff(at.listing, prepend=-1))
    length = np.diff(np.append(start, len(at)))
    listing_of = np.repeat(np.arange(len(start)), length)
    level = np.where(length[listing_of] == 1, used[listing_of], 0.0)
    windows = layout.problem.windows
    if not len(windows) or not (length > 1).any():
        return level
    step = layout.offer_step if offers else layout.need_step
    node_of_step = np.repeat(np.arange(len(layout.problem.taken)), np.diff(layout.problem.first_step))
    spread = np.flatnonzero((length > 1) & (used > 0))
    window = node_of_step[step[spread]] - program.nodes.count
    order = np.lexsort((spread, window))
    spread, window = spread[order], window[order]
    end = _cumulated(window, used[spread])
    # What flows between every window and its months, in the order of the months.
    first_window_node = program.nodes.count
    near, far = (state.origin, state.destination) if offers else (state.destination, state.origin)
    arcs = np.flatnonzero(
        (near >= first_window_node) & (near < first_window_node + len(windows)) & (state.flow > 0)
    )
    arc_window = near[arcs] - first_window_node
    month = (far[arcs] - windows["first_node"][arc_window]) // windows["stride"][arc_window]
    by = np.lexsort((month, arc_window))
    arcs, arc_window, month = arcs[by], arc_window[by], month[by]
    flow_end = _cumulated(arc_window, state.flow[arcs])
    # Cut both lines at all ends: each piece is one listing in one month.
    cut_window = np.concatenate([window, arc_window])
    cut_at = np.concatenate([end, flow_end])
    cuts = np.lexsort((cut_at, cut_window))
    cut_window, cut_at = cut_window[cuts], cut_at[cuts]
    piece = np.diff(cut_at, prepend=0.0)
    piece[np.flatnonzero(np.diff(cut_window, prepend=-1))] = cut_at[
        np.flatnonzero(np.diff(cut_window, prepend=-1))
    ]
    middle = cut_at - piece / 2
    listing = _at_line(window, end, cut_window, middle)
    arc = _at_line(arc_window, flow_end, cut_window, middle)
    real = (piece > 0) & (listing >= 0) & (arc >= 0)
    np.add.at(
        level,
        start[spread[listing[real]]] + month[arc[real]],
        piece[real],
    )
    return level


def _cumulated(group: Ints, quantity: Floats) -> Floats:
    """The running sum of `quantity` within each run of equal `group`."""
    total = np.cumsum(quantity)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    before = (total - quantity)[first]
    result: Floats = total - np.repeat(before, np.diff(np.append(first, len(group))))
    return result


def _at_line(group: Ints, end: Floats, wanted_group: Ints, place: Floats) -> Ints:
    """Which stretch of each group's line a place lies on; -1: beyond its end."""
    count = len(group)
    order = np.lexsort((np.concatenate([end, place]), np.concatenate([group, wanted_group])))
    is_end = order < count
    following = np.cumsum(is_end[::-1])[::-1]
    position = count - following  # of the first end at or after each
    found = np.empty(len(place), dtype=np.int64)
    found[order[~is_end] - count] = position[~is_end]
    inside = found < count
    inside[inside] = group[found[inside]] == wanted_group[inside]
    return np.where(inside, found, -1)


def flows_of(program: Program, layout: Layout, basis: Basis, state: State) -> Flows:
    """Everything that moves: along lanes, and with hauliers."""
    problem = layout.problem
    lanes = (
        (state.flow > 0) & (state.origin < program.nodes.count) & (state.destination < program.nodes.count)
    )
    entries = basis.entries
    hauls = problem.first_haul + np.flatnonzero(state.level[problem.first_haul :] > 0)
    entry = problem.processes["first_entry"][hauls].astype(np.int64)
    haulier = entries["node"][entry + 2] - problem.first_haulier_node
    by_month = np.argsort(program.activities["haulage"].period, kind="stable")
    activity = by_month[haulier]
    origin = np.concatenate([state.origin[lanes], entries["node"][entry]])
    destination = np.concatenate([state.destination[lanes], entries["node"][entry + 1]])
    sheet = problem.node_sheet[origin]
    months = len(program.periods)
    base = problem.sheets["first_node"][sheet]
    commodity = sheet // months
    fee = program.activities["haulage"].price[activity]
    kg = program.goods.kg_per_unit[commodity[int(lanes.sum()) :]]
    return Flows(
        commodity=commodity,
        period=sheet % months,
        origin=origin - base,
        destination=destination - base,
        rupiah_per_unit=np.concatenate([state.arc_cost[lanes], fee * kg]),
        haulage=np.concatenate([np.full(int(lanes.sum()), -1), activity]),
        quantity=np.concatenate([state.flow[lanes], state.level[hauls]]),
    )
