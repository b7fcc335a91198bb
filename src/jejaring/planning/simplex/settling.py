"""Take back what rounding has left behind.

Every pivot moves flows and levels by a little rounding. After many of them a node may receive a trifle more
than it gives on. What is too much there climbs and is absorbed as in a pivot, all nodes at once.
"""

from jejaring.planning.simplex.answer import state_of
from jejaring.planning.simplex.basis import ARC, GRAPH, LADDERS, NONE, Basis
from jejaring.planning.simplex.column import absorb, begin_column, climb_all, put
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.problem import Floats, Problem
from jejaring.planning.simplex.proof import balance_of
from jejaring.planning.simplex.ratio import list_ladders, move
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference


def settle(problem: Problem, basis: Basis) -> None:
    """Bring every node into balance, whatever pivots have left there."""
    absorb_all(problem, basis, balance_of(problem, basis, state_of(problem, basis))[0])


@entry
def absorb_all(by_problem: Problem, by_basis: Basis, too_much: Floats) -> None:
    """Let ladders and processes absorb what is too much at each node; nothing, if they cannot."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    basis.counts[GRAPH] = 0
    begin_column(basis)
    for node in range(len(too_much)):
        if too_much[node] != 0.0:
            put(basis, node, too_much[node])
    if not absorb(problem, basis):
        return
    climb_all(basis)
    list_ladders(problem, basis, ARC, NONE, 1.0)
    for place in range(basis.counts[LADDERS]):
        basis.nodes[basis.ladders[place]].used += basis.ladder_rate[place]
    move(problem, basis, ARC, NONE, 1.0, 1.0)
