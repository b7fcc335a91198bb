"""Trees of arcs: cutting, hanging, turning them, and what their nodes are worth.

             top  (its price comes from its anchor)
            /   \\
         node   node        a child's price is its parent's, plus or minus the cost of the arc between
         /  \\
      node   node           children hang in a list: first_child, then next, next, ...
"""

from jejaring.planning.simplex.basis import LADDER, NONE, PENDING, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.problem import Ints, Records


@compiled
def cut(nodes: Records, node: int) -> None:
    """Take a node, and all below it, off its parent."""
    parent, before, after = nodes[node].parent, nodes[node].previous, nodes[node].next
    if before >= 0:
        nodes[before].next = after
    else:
        nodes[parent].first_child = after
    if after >= 0:
        nodes[after].previous = before
    nodes[node].parent = NONE
    nodes[node].next = NONE
    nodes[node].previous = NONE


@compiled
def hang(nodes: Records, node: int, parent: int, cost: float, toward_parent: float, flow: float) -> None:
    """Hang a top, and all below it, under `parent` by an arc."""
    first = nodes[parent].first_child
    nodes[node].parent = parent
    nodes[node].previous = NONE
    nodes[node].next = first
    if first >= 0:
        nodes[first].previous = node
    nodes[parent].first_child = node
    nodes[node].arc_cost = cost
    nodes[node].toward_parent = toward_parent
    nodes[node].flow = flow


@compiled
def root_of(nodes: Records, node: int) -> int:
    """The top of a node's tree, found by climbing."""
    while nodes[node].parent >= 0:
        node = nodes[node].parent
    return node


@compiled
def turn(nodes: Records, node: int) -> None:
    """Make a node the top of its tree: every arc on the way up now hangs the other way round."""
    above, cost, toward, flow = NONE, 0.0, 1.0, 0.0
    while True:
        parent = nodes[node].parent
        own_cost, own_toward, own_flow = nodes[node].arc_cost, nodes[node].toward_parent, nodes[node].flow
        if parent >= 0:
            cut(nodes, node)
        if above >= 0:
            hang(nodes, node, above, cost, -toward, flow)
        if parent < 0:
            return
        above, cost, toward, flow = node, own_cost, own_toward, own_flow
        node = parent


@compiled
def following(nodes: Records, node: int, top: int) -> int:
    """The next node of a walk through all below `top`; NONE after the last."""
    if nodes[node].first_child >= 0:
        return int(nodes[node].first_child)
    while node != top:
        if nodes[node].next >= 0:
            return int(nodes[node].next)
        node = nodes[node].parent
    return NONE


@compiled
def label(nodes: Records, top: int) -> None:
    """Tell all nodes of a tree who their top is."""
    node = top
    while node >= 0:
        nodes[node].top = top
        node = following(nodes, node, top)


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
    """Price all nodes below `start`, whose own price is known, and label them with their top."""
    nodes, price, changes = basis.nodes, basis.price, basis.changes
    node = start
    while node >= 0:
        nodes[node].top = top
        if node != start:
            parent = nodes[node].parent
            price[node] = price[parent] - nodes[node].toward_parent * nodes[node].arc_cost
        changes[nodes[node].sheet] += 1
        if nodes[node].touched >= 0:
            await_repricing(basis, node)
        node = following(nodes, node, start)


@compiled
def price_by_ladder(basis: Basis, steps: Records, top: int) -> bool:
    """Price a tree that a ladder anchors, if what its current step asks has changed; whether it has."""
    new = steps[basis.nodes[top].step].price
    if basis.nodes[top].anchor != LADDER or basis.price[top] == new:
        return False
    basis.price[top] = new
    price_below(basis, top, top)
    return True


@compiled
def set_breakpoint(basis: Basis, steps: Records, first_step: Ints, node: int) -> None:
    """Note between which prices a node's ladder, at its current step, would stay as it is."""
    step = basis.nodes[node].step
    basis.above[node] = steps[step].price
    basis.below[node] = steps[step - 1].price if step > first_step[node] else -1.0
