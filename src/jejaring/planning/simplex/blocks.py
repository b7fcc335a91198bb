"""The few equations that go around in circles.

A process seated at one tree also touches others, which may hang on processes in turn: tree -> the trees its
process touches. Mostly these chains end at ladders, and can be solved link by link. Where they go around in
a circle, the trees of the circle form a *block* and are solved together. Tarjan (1972) finds the blocks of
a directed graph in one walk, each after all those it leads to.
"""

import numpy as np

from jejaring.planning.simplex.basis import BLOCKS, NONE, STAMP, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import Equations
from jejaring.planning.simplex.problem import Problem

NO_WEIGHT = 1e-11  # of a process in a tree, relative to its entries there: they cancel


@compiled
def weight_in(problem: Problem, basis: Basis, process: int, top: int) -> float:
    """What one unit of a process gives the tree of `top`, all its entries there together."""
    total, size = 0.0, 0.0
    for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
        if basis.nodes[basis.entries[entry].node].top == top:
            quantity = basis.entries[entry].quantity
            total += quantity
            size += abs(quantity)
    return total if abs(total) > NO_WEIGHT * size else 0.0


@compiled
def begin_blocks(basis: Basis) -> int:
    """A new search; returns its mark."""
    basis.counts[STAMP] += 1
    basis.counts[BLOCKS] = 0
    basis.block_ends[0] = 0
    return int(basis.counts[STAMP])


@compiled
def add_blocks(problem: Problem, basis: Basis, start: int, mark: int, numbered: int, within: int) -> int:
    """Add the blocks that lead on from the top `start`, each after those it leads to.

    Parameters
    ----------
    mark : int
        Of this search, from `begin_blocks`.
    numbered : int
        How many tops the search has met so far.
    within : int
        Only tops with this mark in `search.within` take part; 0: all that are anchored by a process.

    Returns
    -------
    int
        How many tops the search has met.
    """
    nodes, entries, search = basis.nodes, basis.entries, basis.search
    blocks = basis.counts[BLOCKS]
    in_blocks = basis.block_ends[blocks]
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
            if other == top or nodes[other].anchor < 0 or (within > 0 and search[other].within != within):
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
                search[member].place = NONE
                basis.block_tops[in_blocks] = member
                in_blocks += 1
                if member == top:
                    break
            blocks += 1
            basis.block_ends[blocks] = in_blocks
    basis.counts[BLOCKS] = blocks
    return numbered


@compiled
def weights_of_block(problem: Problem, basis: Basis, first: int, size: int) -> Equations:
    """What the process of each top of a block (column) gives each of its trees (row)."""
    for place in range(size):
        basis.search[basis.block_tops[first + place]].place = place
    count = 0
    for column in range(size):
        process = basis.nodes[basis.block_tops[first + column]].anchor
        count += problem.processes[process].last_entry - problem.processes[process].first_entry
    rows, columns, weights = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count)
    count = 0
    for column in range(size):
        process = basis.nodes[basis.block_tops[first + column]].anchor
        begin = count
        for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
            top = basis.nodes[basis.entries[entry].node].top
            row = basis.search[top].place
            if not (0 <= row < size and basis.block_tops[first + row] == top):
                continue
            same = begin
            while same < count and rows[same] != row:
                same += 1
            if same < count:
                weights[same] += basis.entries[entry].quantity
            else:
                rows[count], columns[count], weights[count] = row, column, basis.entries[entry].quantity
                count += 1
    return rows[:count], columns[:count], weights[:count]
