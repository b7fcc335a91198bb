"""What else changes when one element moves: the entering column in terms of the basis.

A unit more at a node is for the top of its tree to absorb. Where a ladder anchors the top, its supply gives
way. Where a process is seated, it changes its level, which puts more or less on the other trees it touches,
and so on until ladders absorb all:

    node ^ arc ^ arc ^ top = process --- top = ladder
                                \\------- top = process --- top = ladder

What it saves is known then. Only if that is something, all that was put somewhere climbs to its top, and
changes every flow on the way. Rates are per unit of the entering element.
"""

from jejaring.planning.simplex.basis import (
    ARC,
    COLUMN,
    GRAPH,
    LADDER,
    LARGEST_BLOCK,
    MET,
    NONE,
    PUTS,
    RUNG,
    STAMP,
    TOPS,
    TOUCHED,
    WORKING,
    Basis,
)
from jejaring.planning.simplex.blocks import are_ready, block_of, keep_blocks, weight_in
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.elimination import solve
from jejaring.planning.simplex.problem import Problem, Records

NO_GAIN = 1e-12  # of the terms a true reduced cost is the sum of
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
    counts[PUTS] = counts[TOUCHED] = counts[TOPS] = counts[WORKING] = 0


@compiled
def add_at(nodes: Records, node: int, amount: float, mark: int) -> bool:
    """So much more at a node; True: nothing of this column has been there before."""
    first = bool(nodes[node].mark != mark)
    if first:
        nodes[node].mark = mark
        nodes[node].moving = 0.0
        nodes[node].terms = 0.0
    nodes[node].moving += amount
    nodes[node].terms += abs(amount)
    return first


@compiled
def put(basis: Basis, node: int, amount: float) -> None:
    """So much more at a node, which its top has to absorb; what arcs carry is found by `climb_all`."""
    nodes, counts = basis.nodes, basis.counts
    top = nodes[node].top
    if add_at(nodes, top, amount, counts[COLUMN]):
        basis.tops[counts[TOPS]] = top
        counts[TOPS] += 1
    if nodes[top].anchor >= 0 and basis.search[top].mark == counts[GRAPH]:
        basis.hit[basis.search[top].block] = counts[COLUMN]
    basis.put_at[counts[PUTS]] = node
    basis.put_amount[counts[PUTS]] = amount
    counts[PUTS] += 1


@compiled
def put_entries(problem: Problem, basis: Basis, process: int, rate: float) -> None:
    """A process works so much more: all it gives and takes."""
    entries, work = basis.entries, problem.processes[process]
    for entry in range(work.first_entry, work.last_entry):
        put(basis, entries[entry].node, rate * entries[entry].quantity)


@compiled
def enter(problem: Problem, basis: Basis, kind: int, first: int, second: int, direction: float) -> None:
    """The entering element moves by one unit."""
    begin_column(basis)
    if kind == ARC:
        put(basis, first, -1.0)
        put(basis, second, 1.0)
    elif kind == RUNG:
        put(basis, first, direction)
    else:
        put_entries(problem, basis, first, direction)


@compiled
def climb_all(basis: Basis) -> None:
    """How much more every arc carries of what is put somewhere: it climbs to the top."""
    nodes, counts = basis.nodes, basis.counts
    mark = counts[COLUMN]
    for place in range(counts[PUTS]):
        node, amount = basis.put_at[place], basis.put_amount[place]
        while nodes[node].parent >= 0:
            if add_at(nodes, node, amount, mark):
                basis.touched[counts[TOUCHED]] = node
                counts[TOUCHED] += 1
            node = nodes[node].parent


@compiled
def absorb(problem: Problem, basis: Basis) -> bool:
    """Let basic processes absorb what reached their trees; False: some of their equations have no answer.

    Block by block, from the highest number of those that anything reaches.
    """
    nodes, counts, tops, hit = basis.nodes, basis.counts, basis.tops, basis.hit
    blocks, ends, mark = basis.block_tops, basis.block_ends, basis.counts[COLUMN]
    keep_blocks(basis)
    counts[MET], block = 0, NONE
    for place in range(counts[TOPS]):
        top = tops[place]
        if nodes[top].anchor >= 0 and rate_at(nodes, top) != 0.0:
            own = block_of(problem, basis, top)
            hit[own] = mark
            block = max(block, own)
    while block >= 0:
        if hit[block] == mark:
            first, size = ends[block], ends[block + 1] - ends[block]
            counts[MET] += size
            if size > 1:
                if not absorb_in_block(problem, basis, first, size):
                    return False
            elif is_moved(nodes, blocks[first], mark) and not absorb_at(problem, basis, blocks[first]):
                return False
        block -= 1
    return True


@compiled
def work_more(problem: Problem, basis: Basis, process: int, rate: float) -> None:
    """A basic process changes its level at this rate."""
    basis.roles[process].moving = rate
    basis.working[basis.counts[WORKING]] = process
    basis.counts[WORKING] += 1
    put_entries(problem, basis, process, rate)


@compiled
def is_moved(nodes: Records, top: int, mark: int) -> bool:
    """Whether anything has reached a top that it has to absorb."""
    return bool(nodes[top].mark == mark and rate_at(nodes, top) != 0.0)


@compiled
def absorb_at(problem: Problem, basis: Basis, top: int) -> bool:
    """The process seated at a top absorbs what reached it."""
    nodes = basis.nodes
    process = nodes[top].anchor
    weight = weight_in(problem, basis, process, top)
    if weight == 0.0:
        return False
    work_more(problem, basis, process, -nodes[top].moving / weight)
    nodes[top].moving = 0.0
    return True


@compiled
def absorb_in_block(problem: Problem, basis: Basis, first: int, size: int) -> bool:
    """The processes of a block absorb together what reached its trees."""
    nodes, lines, counts, tops = basis.nodes, basis.lines, basis.counts, basis.block_tops
    mark, last, any_moved = counts[COLUMN], first + size, False
    for place in range(first, last):
        any_moved |= is_moved(nodes, tops[place], mark)
    if not any_moved:
        return True
    counts[LARGEST_BLOCK] = max(counts[LARGEST_BLOCK], size)
    if not are_ready(problem, basis, first, size):
        return False
    for place in range(first, last):
        top = tops[place]
        lines[place].right = -nodes[top].moving if is_moved(nodes, top, mark) else 0.0
    solve(basis, first, size)
    for place in range(first, last):
        rate = lines[place].answer
        if rate != 0.0:
            work_more(problem, basis, nodes[tops[place]].anchor, rate)
    for place in range(first, last):
        if nodes[tops[place]].mark == mark:
            nodes[tops[place]].moving = 0.0
    return True


@compiled
def gain_of_column(problem: Problem, basis: Basis, own_cost: float) -> tuple[float, float]:
    """What a unit of the entering element, whose own cost this is, truly saves; and the size of its terms.

    Prices may be a few pivots old where processes are basic; this never is: what the arcs up to a top cost
    is, within rounding, what prices differ by within a tree, whatever the tree's own price.
    """
    nodes, counts, price = basis.nodes, basis.counts, basis.price
    cost, size = own_cost, abs(own_cost)
    for place in range(counts[PUTS]):
        node, amount = basis.put_at[place], basis.put_amount[place]
        top = nodes[node].top
        cost += amount * (price[top] - price[node])
        size += abs(amount) * (abs(price[top]) + abs(price[node]))
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
