"""What everything is worth after an exchange.

A basic process earns exactly its fee: price of what it gives - price of what it takes = fee. Where that no
longer holds, the tree it is seated at changes its price until it does; that upsets other processes that
touch the tree, and so on. They are solved block by block, each after those it depends on.
"""

import numpy as np

from jejaring.planning.simplex.basis import (
    BLOCKS,
    LAST_REPRICED,
    PENDING,
    REPRICED,
    SINCE_REPRICING,
    STAMP,
    WASTED,
    Basis,
)
from jejaring.planning.simplex.blocks import add_blocks, begin_blocks, weight_in, weights_of_block
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import solved
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.worth import price_of, price_top

EXACT = 1e-15  # of the prices in an equation: it holds


@compiled
def missing(problem: Problem, basis: Basis, process: int) -> float:
    """How much a process's fee exceeds what its unit earns; 0 within rounding."""
    fee = problem.processes[process].cost
    lack, size = fee, abs(fee)
    for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
        part = basis.entries[entry].quantity * price_of(basis, basis.entries[entry].node)
        lack -= part
        size += abs(part)
    return lack if abs(lack) > EXACT * size else 0.0


@compiled
def upset_trees(problem: Problem, basis: Basis) -> tuple[int, int]:
    """The tops whose prices have to change, in `queue`; returns how many, and the mark they bear."""
    counts, nodes, search = basis.counts, basis.nodes, basis.search
    counts[STAMP] += 1
    within, found = counts[STAMP], 0
    for place in range(counts[PENDING]):
        process = basis.pending[place]
        basis.roles[process].pending = 0
        seat = basis.roles[process].seat
        if seat >= 0 and search[seat].within != within and missing(problem, basis, process) != 0.0:
            search[seat].within = within
            basis.queue[found] = seat
            found += 1
    counts[PENDING] = 0
    done = 0
    while done < found:
        top = basis.queue[done]
        done += 1
        node = nodes[top].first_touched
        while node >= 0:
            entry = nodes[node].touched
            while entry >= 0:
                seat = basis.roles[basis.entries[entry].process].seat
                if search[seat].within != within:
                    search[seat].within = within
                    basis.queue[found] = seat
                    found += 1
                entry = basis.entries[entry].next
            node = nodes[node].next_touched
    return found, within


@compiled
def reprice(problem: Problem, basis: Basis) -> bool:
    """Make every basic process earn its fee again; False: some equations have no answer."""
    basis.counts[SINCE_REPRICING] = basis.counts[WASTED] = 0
    if basis.counts[PENDING] == 0:
        return True
    found, within = upset_trees(problem, basis)
    mark, met = begin_blocks(basis), 0
    for place in range(found):
        top = basis.queue[place]
        if basis.search[top].mark != mark:
            met = add_blocks(problem, basis, top, mark, met, within)
    basis.counts[REPRICED] += met
    basis.counts[LAST_REPRICED] = met
    for block in range(basis.counts[BLOCKS]):
        first = basis.block_ends[block]
        size = basis.block_ends[block + 1] - first
        if not (
            reprice_tree(problem, basis, basis.block_tops[first])
            if size == 1
            else reprice_block(problem, basis, first, size)
        ):
            return False
    # Every equation upset by these changes has been solved after them.
    for place in range(basis.counts[PENDING]):
        basis.roles[basis.pending[place]].pending = 0
    basis.counts[PENDING] = 0
    return True


@compiled
def reprice_tree(problem: Problem, basis: Basis, top: int) -> bool:
    """Shift one tree's prices until the process seated there earns its fee."""
    process = basis.nodes[top].anchor
    lack = missing(problem, basis, process)
    if lack == 0.0:
        return True
    weight = weight_in(problem, basis, process, top)
    if weight == 0.0:
        return False
    price_top(problem, basis, top, price_of(basis, top) + lack / weight)
    return True


@compiled
def reprice_block(problem: Problem, basis: Basis, first: int, size: int) -> bool:
    """Shift the trees of a block together."""
    shifts = np.empty(size)
    upset = False
    for row in range(size):
        shifts[row] = missing(problem, basis, basis.nodes[basis.block_tops[first + row]].anchor)
        upset |= shifts[row] != 0.0
    if not upset:
        return True
    rows, columns, weights = weights_of_block(problem, basis, first, size)
    if not solved((columns, rows, weights), shifts):
        return False
    for row in range(size):
        if shifts[row] != 0.0:
            top = basis.block_tops[first + row]
            price_top(problem, basis, top, price_of(basis, top) + shifts[row])
    return True
