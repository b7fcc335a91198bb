"""What else changes when one element moves: the entering column in terms of the basis.

A unit more at a node climbs to the top of its tree, changing every flow on the way. A top that a ladder
anchors absorbs it: its supply gives way. A top where a process is seated absorbs it by changing that
process's level, which disturbs the other trees the process touches, and so on until ladders absorb all:

    node ^ arc ^ arc ^ top = process --- top = ladder
                                \\------- top = process --- top = ladder

Rates are per unit of the entering element.
"""

import numpy as np

from jejaring.planning.simplex.basis import (
    ARC,
    BLOCKS,
    COLUMN,
    LADDER,
    LARGEST_BLOCK,
    MET,
    RUNG,
    STAMP,
    TOPS,
    TOUCHED,
    WIDEST,
    WORKING,
    Basis,
)
from jejaring.planning.simplex.blocks import add_blocks, begin_blocks, weight_in, weights_of_block
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import solved
from jejaring.planning.simplex.problem import Problem, Records

NO_RATE = 1e-11  # of the terms a rate is the sum of: what cancelling leaves


@compiled
def rate_at(nodes: Records, node: int) -> float:
    """How fast the imbalance under a node that the column touches changes; 0 within rounding."""
    moving = nodes[node].moving
    return float(moving if abs(moving) > NO_RATE * nodes[node].terms else 0.0)


@compiled
def begin_column(basis: Basis) -> None:
    """Nothing moves yet."""
    counts = basis.counts
    counts[STAMP] += 1
    counts[COLUMN] = counts[STAMP]
    counts[TOUCHED] = counts[TOPS] = counts[WORKING] = 0


@compiled
def climb(basis: Basis, node: int, amount: float) -> None:
    """So much more at a node: every arc above it carries the change, and its top has to absorb it."""
    nodes, counts = basis.nodes, basis.counts
    mark = counts[COLUMN]
    while True:
        parent = nodes[node].parent
        if nodes[node].mark != mark:
            nodes[node].mark = mark
            nodes[node].moving = 0.0
            nodes[node].terms = 0.0
            if parent >= 0:
                basis.touched[counts[TOUCHED]] = node
                counts[TOUCHED] += 1
            else:
                basis.tops[counts[TOPS]] = node
                counts[TOPS] += 1
        nodes[node].moving += amount
        nodes[node].terms += abs(amount)
        if parent < 0:
            return
        node = parent


@compiled
def climb_from_entries(problem: Problem, basis: Basis, process: int, rate: float) -> None:
    """A process works so much more: all it gives and takes climbs."""
    for entry in range(problem.processes[process].first_entry, problem.processes[process].last_entry):
        climb(basis, basis.entries[entry].node, rate * basis.entries[entry].quantity)


@compiled
def enter(problem: Problem, basis: Basis, kind: int, first: int, second: int, direction: float) -> None:
    """The entering element moves by one unit."""
    begin_column(basis)
    if kind == ARC:
        climb(basis, first, -1.0)
        climb(basis, second, 1.0)
    elif kind == RUNG:
        climb(basis, first, direction)
    else:
        climb_from_entries(problem, basis, first, direction)


@compiled
def absorb(problem: Problem, basis: Basis) -> bool:
    """Let basic processes absorb what reached their trees; False: some of their equations have no answer."""
    nodes, counts = basis.nodes, basis.counts
    mark, met = begin_blocks(basis), 0
    for place in range(counts[TOPS]):
        top = basis.tops[place]
        if nodes[top].anchor >= 0 and rate_at(nodes, top) != 0.0 and basis.search[top].mark != mark:
            met = add_blocks(problem, basis, top, mark, met, 0)
    counts[MET], counts[WIDEST] = met, max(counts[WIDEST], met)
    for block in range(counts[BLOCKS] - 1, -1, -1):
        first = basis.block_ends[block]
        size = basis.block_ends[block + 1] - first
        if size == 1:
            if not absorb_at(problem, basis, basis.block_tops[first]):
                return False
        elif not absorb_in_block(problem, basis, first, size):
            return False
    return True


@compiled
def work_more(problem: Problem, basis: Basis, process: int, rate: float) -> None:
    """A basic process changes its level at this rate."""
    basis.roles[process].moving = rate
    basis.working[basis.counts[WORKING]] = process
    basis.counts[WORKING] += 1
    climb_from_entries(problem, basis, process, rate)


@compiled
def is_moved(basis: Basis, top: int) -> bool:
    """Whether anything has reached a top that it has to absorb."""
    return bool(basis.nodes[top].mark == basis.counts[COLUMN] and rate_at(basis.nodes, top) != 0.0)


@compiled
def absorb_at(problem: Problem, basis: Basis, top: int) -> bool:
    """The process seated at a top absorbs what reached it."""
    if not is_moved(basis, top):
        return True
    process = basis.nodes[top].anchor
    weight = weight_in(problem, basis, process, top)
    if weight == 0.0:
        return False
    work_more(problem, basis, process, -basis.nodes[top].moving / weight)
    basis.nodes[top].moving = 0.0
    return True


@compiled
def absorb_in_block(problem: Problem, basis: Basis, first: int, size: int) -> bool:
    """The processes of a block absorb together what reached its trees."""
    any_moved = False
    for place in range(first, first + size):
        any_moved |= is_moved(basis, basis.block_tops[place])
    if not any_moved:
        return True
    basis.counts[LARGEST_BLOCK] = max(basis.counts[LARGEST_BLOCK], size)
    weights = weights_of_block(problem, basis, first, size)
    rates = np.zeros(size)
    for row in range(size):
        top = basis.block_tops[first + row]
        rates[row] = -basis.nodes[top].moving if is_moved(basis, top) else 0.0
    if not solved(weights, rates):
        return False
    for row in range(size):
        if rates[row] != 0.0:
            work_more(problem, basis, basis.nodes[basis.block_tops[first + row]].anchor, rates[row])
    for row in range(size):
        top = basis.block_tops[first + row]
        if basis.nodes[top].mark == basis.counts[COLUMN]:
            basis.nodes[top].moving = 0.0
    return True


@compiled
def gain_of_column(problem: Problem, basis: Basis, own_cost: float) -> tuple[float, float]:
    """What a unit of the entering element, whose own cost this is, truly saves; and the size of its terms.

    Prices may be a few pivots old where processes are basic; this never is.
    """
    nodes, counts = basis.nodes, basis.counts
    cost, size = own_cost, abs(own_cost)
    for place in range(counts[TOUCHED]):
        node = basis.touched[place]
        part = nodes[node].moving * nodes[node].toward_parent * nodes[node].arc_cost
        cost += part
        size += abs(part)
    for place in range(counts[WORKING]):
        process = basis.working[place]
        part = basis.roles[process].moving * problem.processes[process].cost
        cost += part
        size += abs(part)
    for place in range(counts[TOPS]):
        top = basis.tops[place]
        if nodes[top].anchor == LADDER and nodes[top].moving != 0.0:
            part = -nodes[top].moving * problem.steps[nodes[top].step].price
            cost += part
            size += abs(part)
    return -cost, size
