"""Every basic process has a seat: a tree it touches, whose imbalance it absorbs.

Processes and the tops without a ladder are matched one to one. When an exchange leaves a process without a
seat and a top without an anchor, a walk from the process finds the top: over trees it touches, whose
processes could move over to other trees they touch, and so on (an augmenting path; Berge 1957).
"""

from jejaring.planning.simplex.basis import FREE, GRAPH, NONE, STAMP, UNSEATED, Basis
from jejaring.planning.simplex.blocks import weight_in
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.forest import list_touched, unlist_touched
from jejaring.planning.simplex.problem import Problem


@compiled
def touch(problem: Problem, basis: Basis, process: int) -> None:
    """A process becomes basic: its entries are listed at the nodes they touch."""
    entries, nodes = basis.entries, basis.nodes
    for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
        node = entries[entry].node
        first = nodes[node].touched
        entries[entry].next = first
        entries[entry].previous = NONE
        if first >= 0:
            entries[first].previous = entry
        nodes[node].touched = entry
        if first < 0:
            list_touched(nodes, node, nodes[node].top)


@compiled
def untouch(problem: Problem, basis: Basis, process: int) -> None:
    """A process is no longer basic."""
    entries, nodes = basis.entries, basis.nodes
    for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
        before, after = entries[entry].previous, entries[entry].next
        if before >= 0:
            entries[before].next = after
        else:
            nodes[entries[entry].node].touched = after
        if after >= 0:
            entries[after].previous = before
        elif before < 0:
            unlist_touched(nodes, entries[entry].node)


@compiled
def leave_seat(basis: Basis, top: int) -> int:
    """The process seated at a top gives up its seat; returns it, or NONE if none sat there."""
    process = basis.nodes[top].anchor
    basis.nodes[top].anchor = FREE
    if process < 0:
        return NONE
    basis.counts[GRAPH] = 0
    basis.roles[process].seat = UNSEATED
    return int(process)


@compiled
def find_seat(problem: Problem, basis: Basis, process: int) -> bool:
    """Seat a process, moving others over if need be; False: there is no free top it could lead to."""
    nodes, search, queue = basis.nodes, basis.search, basis.queue
    basis.counts[GRAPH] = 0
    basis.counts[STAMP] += 1
    mark = basis.counts[STAMP]
    waiting, done, moving, came_from = 0, 0, process, NONE
    while True:
        for entry in range(problem.processes[moving].first_entry, problem.processes[moving].last_entry):
            top = nodes[basis.entries[entry].node].top
            anchor = nodes[top].anchor
            if search[top].mark == mark or not (anchor >= 0 or anchor == FREE):
                continue
            if weight_in(problem, basis, moving, top) == 0.0:
                continue
            search[top].mark = mark
            search[top].came_from = came_from
            if anchor == FREE:
                seat_along(basis, process, top)
                return True
            queue[waiting] = top
            waiting += 1
        if done >= waiting:
            return False
        came_from = queue[done]
        moving = nodes[came_from].anchor
        done += 1


@compiled
def seat_along(basis: Basis, process: int, top: int) -> None:
    """Move every process on the path that ends at `top` over to the next top; `process` sits down first."""
    while True:
        came_from = basis.search[top].came_from
        mover = process if came_from < 0 else basis.nodes[came_from].anchor
        basis.nodes[top].anchor = mover
        basis.roles[mover].seat = top
        if came_from < 0:
            return
        top = came_from
