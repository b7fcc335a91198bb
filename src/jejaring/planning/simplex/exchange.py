"""One element leaves the basis, another enters: trees are cut, hung and turned, processes change seats."""

from jejaring.planning.simplex.basis import (
    ARC,
    AT_ONCE,
    FREE,
    FREE_HAULS,
    GRAPH,
    LADDER,
    NONE,
    RUNG,
    UNSEATED,
    WORK,
    Basis,
)
from jejaring.planning.simplex.blocks import weight_in
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.forest import (
    cut,
    hang,
    label,
    root_of,
    set_breakpoint,
    turn,
)
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.ratio import ARC_STOPS, LADDER_STOPS
from jejaring.planning.simplex.seats import find_seat, leave_seat, touch, untouch
from jejaring.planning.simplex.worth import await_repricing, price_below, price_by_ladder, shift


@compiled
def rest_at_bound(problem: Problem, basis: Basis, process: int) -> None:
    """A process that has come to 0 or to its bound stands there; a haul makes room for another."""
    role = basis.roles[process]
    role.level = (
        problem.processes[process].upper if role.level > 0.5 * problem.processes[process].upper else 0.0
    )
    if process >= problem.first_haul:
        basis.free_hauls[basis.counts[FREE_HAULS]] = process
        basis.counts[FREE_HAULS] += 1


@compiled
def leave(problem: Problem, basis: Basis, what: int, which: int) -> tuple[int, int]:
    """Take an element out of the basis; returns the top of the piece cut off, and of the tree it was in."""
    nodes = basis.nodes
    if what == ARC_STOPS:
        rest = nodes[which].parent
        cut(nodes, which)
        shift(basis, which, basis.shifted[nodes[which].top])
        nodes[which].flow = 0.0
        nodes[which].anchor = FREE
        return which, root_of(nodes, rest)
    if what == LADDER_STOPS:
        set_breakpoint(basis, problem.steps, problem.first_step, which)
        nodes[which].anchor = FREE
        return NONE, which
    top = basis.roles[which].seat
    nodes[top].anchor = FREE
    basis.roles[which].seat = NONE
    untouch(problem, basis, which)
    rest_at_bound(problem, basis, which)
    return NONE, top


@compiled
def enter_arc(
    problem: Problem, basis: Basis, origin: int, destination: int, cost: float, flow: float
) -> tuple[int, int, int]:
    """Join two trees by an arc.

    Returns the node by which the one tree now hangs, the joint top, and the process that lost its seat.
    A tree whose ladder anchors stays; one that is free, or has a process seated, is turned and hung.
    """
    nodes = basis.nodes
    from_top, to_top = root_of(nodes, origin), root_of(nodes, destination)
    hang_destination = nodes[to_top].anchor == FREE or (
        nodes[from_top].anchor != FREE and nodes[to_top].anchor >= 0
    )
    hung, stays, old_top = (
        (destination, origin, to_top) if hang_destination else (origin, destination, from_top)
    )
    unseated = leave_seat(basis, old_top)
    turn(nodes, hung)
    hang(nodes, hung, stays, cost, -1.0 if hang_destination else 1.0, flow)
    top = root_of(nodes, stays)
    if basis.counts[AT_ONCE] == 1 or not price_by_ladder(problem, basis, top):
        basis.price[hung] = basis.price[stays] + (cost if hang_destination else -cost)
        price_below(basis, hung, top)
    return hung, top, unseated


@compiled
def enter_ladder(problem: Problem, basis: Basis, node: int) -> int:
    """Anchor a tree at a ladder; returns the process that lost its seat."""
    nodes = basis.nodes
    unseated = leave_seat(basis, root_of(nodes, node))
    turn(nodes, node)
    nodes[node].anchor = LADDER
    basis.price[node], basis.shifted[node] = problem.steps[nodes[node].step].price, 0.0
    set_breakpoint(basis, problem.steps, problem.first_step, node)
    price_below(basis, node, node)
    return unseated


@compiled
def exchange(
    problem: Problem,
    basis: Basis,
    what: int,
    which: int,
    kind: int,
    first: int,
    second: int,
    cost: float,
    far: float,
) -> bool:
    """Let `which` leave and the entering element in; False: no seat is left for some process."""
    nodes = basis.nodes
    if kind != ARC or what != ARC_STOPS:
        basis.counts[GRAPH] = 0
    piece, rest = leave(problem, basis, what, which)
    entered_top, unseated = NONE, NONE
    if kind == ARC:
        from_top, to_top = root_of(nodes, first), root_of(nodes, second)
        both_have_ladders = nodes[from_top].anchor == LADDER and nodes[to_top].anchor == LADDER
        if from_top == to_top or both_have_ladders:
            return False
        _, entered_top, unseated = enter_arc(problem, basis, first, second, cost, far)
    elif kind == RUNG:
        if nodes[root_of(nodes, first)].anchor == LADDER:
            return False
        unseated = enter_ladder(problem, basis, first)
    else:
        touch(problem, basis, first)
        basis.roles[first].seat = UNSEATED
        unseated = first
    if piece >= 0 and nodes[piece].parent < 0 and nodes[piece].anchor == FREE:
        label(nodes, piece)
    others = (
        unseat_without_weight(problem, basis, rest),
        unseat_without_weight(problem, basis, entered_top),
    )
    for process in (unseated, others[0], others[1]):
        if process >= 0 and not find_seat(problem, basis, process):
            return False
    if kind == WORK and basis.roles[first].pending == 0:
        await_repricing(basis, basis.entries[problem.processes[first].first_entry].node)
    return True


@compiled
def unseat_without_weight(problem: Problem, basis: Basis, top: int) -> int:
    """The process seated at a top whose tree has changed, if it no longer gives or takes there on balance."""
    if top < 0 or basis.nodes[top].parent >= 0:
        return NONE
    process = basis.nodes[top].anchor
    if process < 0 or weight_in(problem, basis, process, top) != 0.0:
        return NONE
    return leave_seat(basis, top)
