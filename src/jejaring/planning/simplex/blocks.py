"""The few equations that go around in circles.

A process seated at one tree also touches others, which may hang on processes in turn: tree -> the trees its
process touches. Mostly these chains end at ladders, and can be solved link by link. Where they go around in
a circle, the trees of the circle form a *block* and are solved together. Tarjan (1972) finds the blocks of
a directed graph in one walk, each after all those it leads to. What is found holds until seats change,
or what processes touch changes trees; most do neither.
"""

from jejaring.planning.simplex.basis import BLOCKS, CELLS, FACTORED, GRAPH, NONE, STAMP, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import (
    NO_ROOM,
    READY,
    add,
    begin_equations,
    factored,
    forget_equations,
)
from jejaring.planning.simplex.problem import Problem

NO_WEIGHT = 1e-11  # of a process in a tree, relative to its entries there: they cancel


@compiled
def weight_in(problem: Problem, basis: Basis, process: int, top: int) -> float:
    """What one unit of a process gives the tree of `top`, all its entries there together."""
    total, size = 0.0, 0.0
    nodes, entries, work = basis.nodes, basis.entries, problem.processes[process]
    for entry in range(work.first_entry, work.last_entry):
        if nodes[entries[entry].node].top == top:
            quantity = entries[entry].quantity
            total += quantity
            size += abs(quantity)
    return total if abs(total) > NO_WEIGHT * size else 0.0


@compiled
def keep_blocks(basis: Basis) -> None:
    """Go on with the blocks that are known, if trees and seats are as they were; else none is."""
    counts = basis.counts
    if counts[GRAPH] == 0:
        counts[STAMP] += 1
        counts[GRAPH] = counts[STAMP]
        counts[BLOCKS] = basis.block_ends[0] = 0
        forget_equations(basis)


@compiled
def block_of(problem: Problem, basis: Basis, top: int) -> int:
    """The number of the block of a top that a process anchors; it leads only to blocks of lower numbers."""
    if basis.search[top].mark != basis.counts[GRAPH]:
        add_blocks(problem, basis, top)
    return int(basis.search[top].block)


@compiled
def add_blocks(problem: Problem, basis: Basis, start: int) -> None:
    """Find the blocks that lead on from the top `start`, each after those it leads to."""
    nodes, entries, search, mark = basis.nodes, basis.entries, basis.search, basis.counts[GRAPH]
    blocks = basis.counts[BLOCKS]
    numbered = in_blocks = basis.block_ends[blocks]
    waiting, depth = 0, 1
    basis.path[0] = start
    search[start].mark = mark
    search[start].number = search[start].low = numbered
    search[start].place = problem.processes[nodes[start].anchor].first_entry
    search[start].open = 1
    basis.open_tops[0] = start
    waiting = 1
    numbered += 1
    while depth > 0:
        top = basis.path[depth - 1]
        entry = search[top].place
        if entry < problem.processes[nodes[top].anchor].last_entry:
            search[top].place += 1
            other = nodes[entries[entry].node].top
            if other == top or nodes[other].anchor < 0:
                continue
            if search[other].mark != mark:
                search[other].mark = mark
                search[other].number = search[other].low = numbered
                search[other].place = problem.processes[nodes[other].anchor].first_entry
                search[other].open = 1
                basis.open_tops[waiting] = other
                waiting += 1
                numbered += 1
                basis.path[depth] = other
                depth += 1
            elif search[other].open == 1 and search[other].number < search[top].low:
                search[top].low = search[other].number
            continue
        depth -= 1
        if depth > 0:
            caller = basis.path[depth - 1]
            if search[top].low < search[caller].low:
                search[caller].low = search[top].low
        if search[top].low == search[top].number:
            while True:
                waiting -= 1
                member = basis.open_tops[waiting]
                search[member].open = 0
                search[member].block = blocks
                search[member].place = NONE
                basis.block_tops[in_blocks] = member
                in_blocks += 1
                if member == top:
                    break
            blocks += 1
            basis.block_ends[blocks] = in_blocks
    basis.counts[BLOCKS] = blocks


@compiled
def write_equations(problem: Problem, basis: Basis, first: int, size: int) -> bool:
    """What the process of each top of a block (column) gives each tree (row); False: there is no room."""
    nodes, entries, search, tops = basis.nodes, basis.entries, basis.search, basis.block_tops
    cells, lines, count, last = basis.cells, basis.lines, basis.counts[CELLS], first + size
    begin_equations(basis, first, size)
    for place in range(first, last):
        search[tops[place]].place = place
    for place in range(first, last):
        process = nodes[tops[place]].anchor
        begin = count
        for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
            top = nodes[entries[entry].node].top
            tree = search[top].place
            if not (first <= tree < last and tops[tree] == top):
                continue
            same = begin
            while same < count and cells[same].row != tree:
                same += 1
            if same < count:
                cells[same].weight += entries[entry].quantity
            elif count == len(cells):
                return False
            else:
                add(cells, lines, basis.left, count, tree, place, entries[entry].quantity)
                count += 1
    basis.counts[CELLS] = count
    return True


@compiled
def are_ready(problem: Problem, basis: Basis, first: int, size: int) -> bool:
    """Factor a block's equations, if that is not done yet; False: they have no single answer."""
    if basis.lines[first].factored == basis.counts[FACTORED]:
        return True
    result = NO_ROOM
    if write_equations(problem, basis, first, size):
        result = factored(basis, first, size)
    if result == NO_ROOM:
        forget_equations(basis)
        if write_equations(problem, basis, first, size):
            result = factored(basis, first, size)
    return bool(result == READY)
