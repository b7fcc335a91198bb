"""A lane is shut: what moves along it finds another way, or gives way.

The lane is no longer to be entered. Where it is in use it becomes dear, and pivots empty it; where it still
carries something at the optimum it becomes dearer. What is empty at last is cut.
"""

import numpy as np

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.debts import to_optimum
from jejaring.planning.simplex.forest import root_of
from jejaring.planning.simplex.forests import detach, lanes_in_use
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
    sheets = len(problem.sheets)
    dear = problem.tiny[:sheets] / NOTHING_OF_A_PRICE
    traded = problem.node_sheet < sheets
    np.maximum.at(dear, problem.node_sheet[traded], basis.price[traded])
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
        carrying = child[basis.nodes["flow"][child] > _rounding(layout.problem, basis, child)]
        if not len(carrying):
            detach(layout.problem, basis, child)
            return to_optimum(layout, basis, deadline)
        dear *= DEARER
        _price(layout.problem, basis, child, dear)
        layout, basis = to_optimum(layout, basis, deadline)
    raise NotSolved("simplex: a shut lane cannot be emptied")


def _in_use(problem: Problem, basis: Basis, shut: Ints) -> Ints:
    """The nodes whose arc to the parent is a shut lane."""
    child, _, origin, destination = lanes_in_use(problem, basis.nodes)
    places = int(max(problem.lane_origin.max(initial=0), problem.lane_destination.max(initial=0))) + 1
    by_network = problem.sheets["kind"][problem.node_sheet[child]] == NETWORK
    key = problem.lane_origin[shut] * places + problem.lane_destination[shut]
    in_use: Ints = child[by_network & np.isin(origin * places + destination, key)]
    return in_use


def _rounding(problem: Problem, basis: Basis, children: Ints) -> Floats:
    """Shape of `children`: the flow on the arcs above them that is no more than rounding."""
    of_sheet = problem.node_sheet
    largest = np.zeros(int(of_sheet.max(initial=0)) + 1)
    np.maximum.at(largest, of_sheet, basis.nodes["flow"])
    least: Floats = ROUNDING * largest[of_sheet[children]]
    return least


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
