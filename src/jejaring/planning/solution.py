"""What a solver gives back for a program: levels, flows and prices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.moves import Flows
from jejaring.planning.program import Program

Floats = NDArray[np.float64]
EXACT = 1e-14  # of the prices a reduced cost is made of: it is not known more exactly


class NotSolved(RuntimeError):
    """The solver ended without an optimum: time ran out, or it lost its way."""


class Astray(NotSolved):
    """Rounding has led the simplex astray; from another start it may not."""


@dataclass(frozen=True)
class Solution:
    """An optimal vertex of a program and its dual prices."""

    columns: Floats
    """Shape (columns,): level of every activity; from HiGHS also of every move."""
    flows: Flows
    """What moves where, by the open network or with which haulage: only what carries anything."""
    prices: Floats
    """Shape (nodes,): rupiah per unit at every balance row, >= 0."""
    rents: Floats
    """Shape (limits,): rupiah per unit of every window and every haulier's kilogram, >= 0."""
    solver: str
    seconds: float
    bound: float | None = None
    """The dual objective, rupiah, where the solver tells it."""
    basis: object | None = None
    """Where the simplex stood, for more questions (`jejaring.planning.entering`); HiGHS leaves none."""

    def levels(self, program: Program, kind: str) -> Floats:
        """The levels of one kind of activity; "moves" for the flows of haulage and lanes."""
        return self.columns[program.columns(kind)]


def bound_of(program: Program, solution: Solution) -> float:
    """The dual objective, rupiah: no plan of the program can have more surplus than this."""
    if solution.bound is not None:
        return solution.bound
    nodes, held = program.nodes.count, program.held
    limits = program.row_upper[nodes:]
    matrix, cost = program.activity_matrix, program.activity_cost
    duals = np.concatenate([solution.prices, -solution.rents])
    earns = matrix.T @ duals - cost  # what moves earn is in the rents of hauliers' kilograms
    earns[np.abs(earns) <= EXACT * (abs(matrix).T @ np.abs(duals) + np.abs(cost))] = 0.0
    gained = program.most @ np.maximum(earns, 0.0) + program.least @ np.minimum(earns, 0.0)
    promised = program.row_lower[:nodes] @ solution.prices
    return float(limits @ solution.rents + gained - promised) - (0.0 if held is None else held.rupiah)
