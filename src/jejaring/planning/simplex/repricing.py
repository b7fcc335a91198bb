"""What everything is worth after an exchange.

A basic process earns exactly its fee: price of what it gives - price of what it takes = fee. Where that no
longer holds, the tree it is seated at changes its price until it does; that upsets other processes that
touch the tree, and so on. They are solved block by block, each after those it depends on.
"""

from jejaring.planning.simplex.basis import (
    BLOCKS,
    LAST_REPRICED,
    NONE,
    PENDING,
    REPRICED,
    SINCE_REPRICING,
    STAMP,
    WASTED,
    Basis,
)
from jejaring.planning.simplex.blocks import are_ready, block_of, keep_blocks, weight_in
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import solve_across
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.worth import price_of, price_top

EXACT = 1e-15  # of the prices in an equation: it holds


@compiled
def missing(problem: Problem, basis: Basis, process: int) -> float:
    """How much a process's fee exceeds what its unit earns; 0 within rounding."""
    work, entries = problem.processes[process], basis.entries
    lack, size = work.cost, abs(work.cost)
    for entry in range(work.first_entry, work.last_entry):
        part = entries[entry].quantity * price_of(basis, entries[entry].node)
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
    counts, ends, hit = basis.counts, basis.block_ends, basis.hit
    found, within = upset_trees(problem, basis)
    counts[REPRICED] += found
    counts[LAST_REPRICED] = found
    keep_blocks(basis)
    block, last = ends[counts[BLOCKS]] + found, NONE
    for place in range(found):
        own = block_of(problem, basis, basis.queue[place])
        hit[own] = within
        block, last = min(block, own), max(last, own)
    while block <= last:
        if hit[block] == within:
            first, size = ends[block], ends[block + 1] - ends[block]
            if not (
                reprice_tree(problem, basis, basis.block_tops[first])
                if size == 1
                else reprice_block(problem, basis, first, size)
            ):
                return False
        block += 1
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
    nodes, lines, tops, upset = basis.nodes, basis.lines, basis.block_tops, False
    for place in range(first, first + size):
        lines[place].right = missing(problem, basis, nodes[tops[place]].anchor)
        upset |= lines[place].right != 0.0
    if not upset:
        return True
    if not are_ready(problem, basis, first, size):
        return False
    solve_across(basis, first, size)
    for place in range(first, first + size):
        shift = lines[place].answer
        if shift != 0.0:
            price_top(problem, basis, tops[place], price_of(basis, tops[place]) + shift)
    return True
