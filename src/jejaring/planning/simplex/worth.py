"""What nodes are worth: prices of trees, and how they follow their top's.

A child's price is its parent's, plus or minus the cost of the arc between them. When only the top's price
changes, all others of its tree change by as much: the tree *shifts*. A shift is noted at the top, and the
tree need not be walked through; the price of a node is what is written down for it, and what its tree has
shifted since. Between calls from Python nothing is left shifted.
"""

from jejaring.planning.simplex.basis import AT_ONCE, GRAPH, LADDER, PENDING, SHIFTS, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.forest import belong, following
from jejaring.planning.simplex.problem import Problem

SAME = 1e-15  # of a price: what writing it as a sum leaves


@compiled
def price_of(basis: Basis, node: int) -> float:
    """What a unit is worth at a node."""
    return float(basis.price[node] + basis.shifted[basis.nodes[node].top])


@compiled
def await_repricing(basis: Basis, node: int) -> None:
    """A price has changed: the equations of the basic processes that touch the node may no longer hold."""
    entry = basis.nodes[node].touched
    while entry >= 0:
        process = basis.entries[entry].process
        if basis.roles[process].pending == 0:
            basis.roles[process].pending = 1
            basis.pending[basis.counts[PENDING]] = process
            basis.counts[PENDING] += 1
        entry = basis.entries[entry].next


@compiled
def price_below(basis: Basis, start: int, top: int) -> None:
    """Price all nodes below `start`, whose own price is written down, and let them belong to their top."""
    nodes, price, changes = basis.nodes, basis.price, basis.changes
    node = start
    while node >= 0:
        if belong(nodes, node, top):
            basis.counts[GRAPH] = 0
        if node != start:
            parent = nodes[node].parent
            price[node] = price[parent] - nodes[node].toward_parent * nodes[node].arc_cost
        changes[nodes[node].sheet] += 1
        if nodes[node].touched >= 0:
            await_repricing(basis, node)
        node = following(nodes, node, start)


@compiled
def price_top(problem: Problem, basis: Basis, top: int, price: float) -> None:
    """Give a top a price, and with it its tree."""
    if basis.counts[AT_ONCE] == 0:
        basis.price[top] = price
        price_below(basis, top, top)
        return
    shift(basis, top, price - basis.price[top])
    notice(problem, basis, basis.nodes[top].sheet)


@compiled
def price_by_ladder(problem: Problem, basis: Basis, top: int) -> bool:
    """Price a tree that a ladder anchors, if what its current step asks has changed; whether it has."""
    new = problem.steps[basis.nodes[top].step].price
    if basis.nodes[top].anchor != LADDER or abs(price_of(basis, top) - new) <= SAME * abs(new):
        return False
    price_top(problem, basis, top, new)
    if basis.counts[AT_ONCE] == 1:
        node = basis.nodes[top].first_touched
        while node >= 0:
            await_repricing(basis, node)
            node = basis.nodes[node].next_touched
    return True


@compiled
def notice(problem: Problem, basis: Basis, sheet: int) -> None:
    """Prices of a tree with a node in `sheet` have changed: its blocks are to be looked at again.

    Windows join the months of a commodity: where it has some, a tree may have nodes in all of them.
    """
    months, commodities = len(problem.first_haulier) - 1, len(problem.kg_per_unit)
    windows = commodities * months
    if sheet >= windows + commodities:
        basis.changes[sheet] += 1
        return
    commodity = sheet // months if sheet < windows else sheet - windows
    if problem.first_window[commodity] == problem.first_window[commodity + 1]:
        basis.changes[sheet] += 1
        return
    for month in range(months):
        basis.changes[commodity * months + month] += 1
    basis.changes[windows + commodity] += 1


@compiled
def shift(basis: Basis, top: int, to: float) -> None:
    """All prices of a tree are `to` above what is written down."""
    if basis.shifted[top] == 0.0 and to != 0.0:
        basis.shifts[basis.counts[SHIFTS]] = top
        basis.counts[SHIFTS] += 1
    basis.shifted[top] = to


@compiled
def settle_shifts(basis: Basis) -> None:
    """Write down what all prices are."""
    nodes, counts = basis.nodes, basis.counts
    for place in range(counts[SHIFTS]):
        top = basis.shifts[place]
        by = basis.shifted[top]
        basis.shifted[top] = 0.0
        if by == 0.0 or nodes[top].top != top:
            continue
        node = top
        while node >= 0:
            basis.price[node] += by
            node = following(nodes, node, top)
    counts[SHIFTS] = 0
