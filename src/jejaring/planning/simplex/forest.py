"""Trees of arcs: cutting, hanging and turning them.

             top  (its price comes from its anchor)
            /   \\
         node   node        a child's price is its parent's, plus or minus the cost of the arc between
         /  \\
      node   node           children hang in a list: first_child, then next, next, ...
"""

from jejaring.planning.simplex.basis import NONE, Basis
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
        belong(nodes, node, top)
        node = following(nodes, node, top)


@compiled
def belong(nodes: Records, node: int, top: int) -> bool:
    """A node belongs to the tree of `top` from now on; True: with it, what a basic process touches."""
    if nodes[node].top == top:
        return False
    touched = bool(nodes[node].touched >= 0)
    if touched:
        unlist_touched(nodes, node)
        list_touched(nodes, node, top)
    nodes[node].top = top
    return touched


@compiled
def list_touched(nodes: Records, node: int, top: int) -> None:
    """Basic processes touch a node of the tree of `top`."""
    first = nodes[top].first_touched
    nodes[node].next_touched = first
    nodes[node].previous_touched = NONE
    if first >= 0:
        nodes[first].previous_touched = node
    nodes[top].first_touched = node


@compiled
def unlist_touched(nodes: Records, node: int) -> None:
    """No basic process touches a node any more, or none of this tree."""
    before, after = nodes[node].previous_touched, nodes[node].next_touched
    if before >= 0:
        nodes[before].next_touched = after
    else:
        nodes[nodes[node].top].first_touched = after
    if after >= 0:
        nodes[after].previous_touched = before


@compiled
def set_breakpoint(basis: Basis, steps: Records, first_step: Ints, node: int) -> None:
    """Note between which prices a node's ladder, at its current step, would stay as it is."""
    step = basis.nodes[node].step
    basis.above[node] = steps[step].price
    basis.below[node] = steps[step - 1].price if step > first_step[node] else -1.0
