"""What the first unit more at a node is worth: at once where it has room, else after a few pivots.

The slope of the optimum in what is at the nodes has two sides where plans tie. Optimal prices are only a
bound on each. They are the slope itself where the optimal basis can carry the unit some way: what it saves
on that way is what the prices say, and no plan saves more. Where something stops the unit before it has
moved, a little of it is forced in, pivots find the optimum with it, and the prices there are the slope.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import ARC, GRAPH, LADDERS, NONE, Basis
from jejaring.planning.simplex.column import absorb, begin_column, climb_all, put
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.debts import carry, pay_off
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.ratio import first_stop, list_ladders, room_on_step
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """Units to be put in: what each changes at which nodes."""

    first: Ints
    """Shape (units + 1,): each unit's stretch of `node` and `amount`."""
    node: Ints
    amount: Floats
    """Above 0: there is so much more at the node for one unit; below 0: less."""

    def of(self, unit: int) -> tuple[Ints, Floats]:
        """The nodes one of them changes, and by how much."""
        own = slice(int(self.first[unit]), int(self.first[unit + 1]))
        return self.node[own], self.amount[own]

    def worth(self, price: Floats) -> Floats:
        """Shape (units,): what each is worth at these prices of all nodes."""
        if not len(self.node):
            return np.zeros(len(self.first) - 1)
        worth: Floats = np.add.reduceat(self.amount * price[self.node], self.first[:-1])
        return worth

    def chosen(self, units: Ints) -> "Units":
        """Some of them."""
        size = np.diff(self.first)[units]
        end = np.cumsum(size)
        rows = np.repeat(self.first[units] - (end - size), size) + np.arange(int(size.sum()))
        return Units(np.append(0, end), self.node[rows], self.amount[rows])


def room_for(problem: Problem, basis: Basis, units: Units) -> Floats:
    """Shape (units,): how many of each the basis can carry before anything stops them; -1: it cannot tell."""
    room = np.empty(len(units.first) - 1)
    find_room(problem, basis, units.first, units.node, units.amount, room)
    return room


@entry
def find_room(
    by_problem: Problem, by_basis: Basis, first: Ints, node: Ints, amount: Floats, room: Floats
) -> None:
    """Fill `room`: the ratio test of every unit, nothing moved."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    basis.counts[GRAPH] = 0
    for unit in range(len(room)):
        begin_column(basis)
        for place in range(first[unit], first[unit + 1]):
            put(basis, node[place], amount[place])
        if not absorb(problem, basis):
            room[unit] = -1.0
            continue
        climb_all(basis)
        _, _, far = first_stop(problem, basis, ARC, NONE, 1.0)
        list_ladders(problem, basis, ARC, NONE, 1.0)
        for place in range(basis.counts[LADDERS]):
            rate = basis.ladder_rate[place]
            far = min(far, room_on_step(problem, basis, basis.ladders[place], rate) / abs(rate))
        room[unit] = far


def put_in(
    layout: Layout, basis: Basis, node: Ints, amount: Floats, dearest: float, deadline: float
) -> tuple[Layout, Basis]:
    """The optimum with so much more (below 0: less) at some nodes; the basis given is used up.

    Raises
    ------
    Unpayable
        When what is taken is not to be had for `dearest` rupiah.
    NotSolved
        When rounding leads astray, or time runs out.
    """
    layout, basis, debts = carry(layout, basis, node, amount)
    return pay_off(layout, basis, debts, deadline, dearest=dearest)
