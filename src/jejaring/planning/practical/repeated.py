"""A program solved again and again by HiGHS, each time within other bounds, from where the last solve ended.

A small program is taken whole. A large one begins with the moves that are nearest to paying at the exact
prices, and takes in those that pay at the prices of a solve, so that its optimum is that of the whole program
and its size that of what is in use.
"""

from dataclasses import replace

import highspy
import numpy as np
from numpy.typing import NDArray

from jejaring.planning.highs import as_highs, simplex, typical
from jejaring.planning.moves import NO_MOVES, Moves, joined
from jejaring.planning.practical.near import carried_by, near_moves, paying_moves
from jejaring.planning.practical.start import basis_at
from jejaring.planning.program import Program
from jejaring.planning.rows import entries_of_moves
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DUAL, PRIMAL = 1, 4  # HiGHS' names for them
FEW = 50_000  # columns of a program that is taken whole from the beginning
ROUNDS = 20  # in which moves are taken in for one solve, at most
STEPS = 20_000_000_000  # columns looked at in all solves together: so many simplex iterations times columns


class Repeated:
    """The program of a market, from its exact optimum on."""

    program: Program
    """With the moves that are considered so far."""

    def __init__(self, program: Program, solution: Solution, time_limit: float = 3600.0) -> None:
        hauliers = len(program.activities["haulage"])
        self._first_haulier = len(program.row_lower) - hauliers
        rents = solution.rents[len(solution.rents) - hauliers :]
        few = len(program.cost) <= FEW
        near = program.moves if few else near_moves(program, solution.prices, rents)
        self.program = replace(program, considered=near)
        self._unit, self._rupiah = typical(self.program.upper), typical(self.program.cost)
        self._highs = simplex(time_limit)
        self._highs.passModel(as_highs(self.program, self._unit, self._rupiah))
        columns = np.concatenate(
            [solution.columns[: program.activity_columns], carried_by(self.program, solution.flows)]
        )
        duals = np.concatenate([solution.prices, -solution.rents])
        self._highs.setBasis(basis_at(self.program, columns, duals))
        self._iterations = STEPS // len(self.program.cost)

    @property
    def is_spent(self) -> bool:
        """Whether all the work has been done that may be done."""
        return self._iterations <= 0

    def bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Keep columns between these levels from now on."""
        number = columns.astype(np.int32)
        self._highs.changeColsBounds(len(number), number, lower / self._unit, upper / self._unit)

    def balance(self, rows: Ints, lower: Floats) -> None:
        """Keep balances above these amounts from now on."""
        for row, least in zip(rows.tolist(), (lower / self._unit).tolist(), strict=True):
            self._highs.changeRowBounds(row, least, self._highs.getInfinity())

    def balance_exactly(self, rows: Ints) -> None:
        """Leave nothing over at balances from now on."""
        least = self.program.row_lower[rows] / self._unit
        number = rows.astype(np.int32)
        self._highs.changeRowsBounds(len(rows), number, least, least)  # type: ignore[attr-defined]

    def ask(self, columns: Ints, least: float) -> int:
        """Ask for at least so much of some columns together from now on; the row that does."""
        number = columns.astype(np.int32)
        self._highs.addRow(
            least / self._unit, self._highs.getInfinity(), len(number), number, np.ones(len(number))
        )
        return int(self._highs.getNumRow()) - 1

    def ask_no_more(self, row: int) -> None:
        """Let go of what was asked for."""
        infinity = self._highs.getInfinity()
        self._highs.changeRowBounds(row, -infinity, infinity)

    def solve(self) -> Floats | None:
        """The columns of an optimal vertex, or None where there is none, or its work is spent."""
        self._highs.setOptionValue("simplex_strategy", DUAL)  # only bounds have changed: prices still hold
        for _ in range(ROUNDS):
            self._run()
            status = self._highs.getModelStatus()
            more = self._would_help(status)
            if not len(more):
                break
            self._take_in(more)
            self._highs.setOptionValue(
                "simplex_strategy", PRIMAL
            )  # only columns have come: levels still hold
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        columns: Floats = np.asarray(self._highs.getSolution().col_value) * self._unit
        return columns

    def _run(self) -> None:
        """Iterate to an end or until the work is spent: counted, so that a market always gets one plan."""
        self._highs.setOptionValue("simplex_iteration_limit", max(self._iterations, 0))
        self._highs.run()
        self._iterations -= int(self._highs.getInfo().simplex_iteration_count)

    def _would_help(self, status: highspy.HighsModelStatus) -> Moves:
        """The moves that would pay at the prices of the last solve, or bring what it lacks."""
        counted = 0.0
        if status == highspy.HighsModelStatus.kOptimal:
            duals, counted = np.asarray(self._highs.getSolution().row_dual), 1.0 / self._rupiah
        elif status == highspy.HighsModelStatus.kInfeasible:
            _, known, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
            if not known:
                return NO_MOVES
            duals = np.asarray(ray)
        else:
            return NO_MOVES
        hauliers = slice(self._first_haulier, len(self.program.row_lower))
        return paying_moves(self.program, duals[: self.program.nodes.count], -duals[hauliers], counted)

    def _take_in(self, more: Moves) -> None:
        """Consider more moves from now on."""
        goods, nodes = self.program.goods, self.program.nodes
        row, move, value = entries_of_moves(goods, nodes, more, self._first_haulier)
        ordered = np.argsort(move, kind="stable")
        start = np.searchsorted(move[ordered], np.arange(len(more)))
        self._highs.addCols(
            len(more),
            more.rupiah_per_unit / self._rupiah,
            np.zeros(len(more)),
            np.full(len(more), self._highs.getInfinity()),
            len(row),
            start.astype(np.int32),
            row[ordered].astype(np.int32),
            value[ordered],
        )
        self.program = replace(self.program, considered=joined(self.program.moves, more))
