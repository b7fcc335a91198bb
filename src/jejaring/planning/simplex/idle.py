"""What carries nothing is hung elsewhere without a column.

Where an arc on the way up carries nothing, and the entering arc would make it carry less, it stops the
entering arc at once: it leaves, the entering arc takes its place, and nothing moves. If no basic process
touches what hangs there, its rate is known without a column, and no price but those of this piece changes.
So most places where nothing is listed find their nearest source, as in a search for shortest paths.

      top                        top
     /   \\                      /   \\
    a     b                    a     b
          | carries nothing    |
          c                    d
          |                    |
          d                    c        a -> d has entered
"""

from jejaring.planning.simplex.basis import NONE, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.forest import cut, following, hang, turn
from jejaring.planning.simplex.problem import Records
from jejaring.planning.simplex.worth import price_below

FEW = 64  # nodes of a piece: larger ones are not looked through


@compiled
def hung_elsewhere(basis: Basis, origin: int, destination: int, cost: float) -> bool:
    """Hang an idle piece by the entering arc, if one of its ends is in such a piece."""
    nodes = basis.nodes
    piece = idle_piece(nodes, destination, origin, -1.0)
    if piece >= 0:
        hang_by(basis, piece, destination, origin, cost, -1.0)
        return True
    piece = idle_piece(nodes, origin, destination, 1.0)
    if piece >= 0:
        hang_by(basis, piece, origin, destination, cost, 1.0)
        return True
    return False


@compiled
def idle_piece(nodes: Records, node: int, other: int, toward_parent: float) -> int:
    """The top of the piece a node is in that hangs by an arc of that direction which carries nothing.

    NONE: there is none, `other` is in it too, or a basic process touches it.
    """
    top = node
    while nodes[top].parent >= 0 and (nodes[top].flow != 0.0 or nodes[top].toward_parent != toward_parent):
        top = nodes[top].parent
    if nodes[top].parent < 0:
        return NONE
    below, count = top, 0
    while below >= 0:
        count += 1
        if nodes[below].touched >= 0 or below == other or count > FEW:
            return NONE
        below = following(nodes, below, top)
    return top


@compiled
def hang_by(basis: Basis, piece: int, node: int, parent: int, cost: float, toward_parent: float) -> None:
    """Cut a piece off and hang it by one of its nodes; its prices follow."""
    nodes = basis.nodes
    cut(nodes, piece)
    turn(nodes, node)
    hang(nodes, node, parent, cost, toward_parent, 0.0)
    basis.price[node] = basis.price[parent] - toward_parent * cost
    price_below(basis, node, nodes[parent].top)
