"""A lane is shut: what moves along it finds another way, or gives way.

The lane is no longer to be entered. Where it is in use it becomes dear, and pivots empty it; where it still
carries something at the optimum it becomes dearer. What is empty at last is cut.
"""

import numpy as np

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.debts import to_optimum
from jejaring.planning.simplex.forest import root_of
from jejaring.planning.simplex.forests import detach
from jejaring.planning.simplex.ladders import NOTHING_OF_A_PRICE
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.simplex.problem import NETWORK, Floats, Ints, Problem
from jejaring.planning.simplex.references import basis_by_reference
from jejaring.planning.simplex.worth import price_below
from jejaring.planning.solution import NotSolved

DEARER = 4.0  # times the cost before, as long as a shut lane carries something
RISES = 40  # at most
ROUNDING = 1e-12  # of the largest flow of the same good: what adding and taking away has left


def make_dear(problem: Problem, basis: Basis, shut: Ints) -> Floats:
    """Let every use of a shut lane cost more than its good is worth; shape (sheets,): what it costs now."""
    least = problem.tiny[: len(problem.sheets)] / NOTHING_OF_A_PRICE
    dear = np.maximum(least, _largest(problem, basis.price))
    _price(problem, basis, _in_use(problem, basis, shut), dear)
    return dear


def empty(layout: Layout, basis: Basis, shut: Ints, dear: Floats, deadline: float) -> tuple[Layout, Basis]:
    """Pivot until shut lanes carry nothing, and cut them off.

    Raises
    ------
    NotSolved
        When a lane cannot be emptied, rounding leads astray, or time runs out.
    """
    for _ in range(RISES):
        child = _in_use(layout.problem, basis, shut)
        if not _carries(layout.problem, basis, child):
            detach(layout.problem, basis, child)
            return to_optimum(layout, basis, deadline)
        dear *= DEARER
        _price(layout.problem, basis, child, dear)
        layout, basis = to_optimum(layout, basis, deadline)
    raise NotSolved("simplex: a shut lane cannot be emptied")


def _in_use(problem: Problem, basis: Basis, shut: Ints) -> Ints:
    """The nodes whose arc to the parent is a shut lane."""
    first = problem.sheets["first_node"][problem.sheets["kind"] == NETWORK].astype(np.int64)[:, None]
    origin = (first + problem.lane_origin[shut]).ravel()
    destination = (first + problem.lane_destination[shut]).ravel()
    parent, toward_parent = basis.nodes["parent"], basis.nodes["toward_parent"]
    up = (parent[origin] == destination) & (toward_parent[origin] > 0)
    down = (parent[destination] == origin) & (toward_parent[destination] < 0)
    return np.union1d(origin[up], destination[down])


def _carries(problem: Problem, basis: Basis, children: Ints) -> bool:
    """Whether an arc above one of these nodes carries more than rounding."""
    carrying = children[basis.nodes["flow"][children] > 0.0]
    if not len(carrying):
        return False
    nothing = ROUNDING * _largest(problem, basis.nodes["flow"])[problem.node_sheet[carrying]]
    return bool((basis.nodes["flow"][carrying] > nothing).any())


def _largest(problem: Problem, values: Floats) -> Floats:
    """Shape (sheets,): the largest value among the nodes of each sheet."""
    traded = np.searchsorted(problem.node_sheet, len(problem.sheets))
    largest: Floats = np.maximum.reduceat(values[:traded], problem.sheets["first_node"])
    return largest


def _price(problem: Problem, basis: Basis, children: Ints, dear: Floats) -> None:
    price_arcs(problem, basis, children, dear[problem.node_sheet[children]])


@entry
def price_arcs(by_problem: Problem, by_basis: Basis, children: Ints, cost: Floats) -> None:
    """Give arcs another cost."""
    basis = basis_by_reference(by_basis)
    nodes = basis.nodes
    for place in range(len(children)):
        child = children[place]
        nodes[child].arc_cost = cost[place]
        basis.price[child] = basis.price[nodes[child].parent] - nodes[child].toward_parent * cost[place]
        price_below(basis, child, root_of(nodes, child))
