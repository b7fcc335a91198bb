"""Solve a program with HiGHS (Huangfu and Hall 2018): arrays in, arrays out."""

import math
import time

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from jejaring.planning.moves import used_moves
from jejaring.planning.program import Program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.solution import NotSolved, Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
TOLERANCE = 1e-9  # of feasibility, in the scaled program, where typical quantities and prices are near 1
ITERATIONS_PER_ROW = 1.5  # what dual simplex took on national and rice markets; only for the estimate shown


class QuietHighs(highspy.Highs):
    """HiGHS that prints nothing: its own constructor writes a banner when it readies its callbacks."""

    def enableCallbacks(self) -> None:
        """Fall silent first."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def solve(program: Program, *, time_limit: float = 3600.0, progress: ProgressTold | None = None) -> Solution:
    """The optimum of `program`.

    Parameters
    ----------
    program : Program
    time_limit : float
        Seconds. Always finite: without a limit, presolve's search for dependent equations may take ten
        times as long as the solve itself.
    progress : callable, optional
        Told how far the solve has come.

    Raises
    ------
    NotSolved
        When no optimum is found within the time limit.
    """
    started = time.perf_counter()
    if len(program.cost) == 0:
        nothing = used_moves(program.moves, np.empty(0))
        rents = np.zeros(len(program.row_upper) - program.nodes.count)  # hauliers with nothing to carry
        return Solution(np.empty(0), nothing, np.zeros(program.nodes.count), rents, "none", 0.0)
    unit, rupiah = typical(program.upper), typical(program.cost)
    highs = simplex(time_limit)
    if progress is not None:
        _report_progress(highs, program, progress)
    rows = rows_at_work(program)
    highs.passModel(as_highs(program, unit, rupiah, rows))
    highs.run()
    status = highs.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise NotSolved(f"HiGHS: {highs.modelStatusToString(status)}")
    answer = highs.getSolution()
    columns = np.clip(np.asarray(answer.col_value) * unit, program.lower, program.upper)
    duals = np.zeros(len(program.row_lower))
    duals[rows] = np.asarray(answer.row_dual) * rupiah
    return Solution(
        columns=columns,
        flows=used_moves(program.moves, columns[program.columns("moves")]),
        prices=np.maximum(duals[: program.nodes.count], 0.0),
        rents=np.maximum(-duals[program.nodes.count :], 0.0),
        solver=f"HiGHS {highs.version()} simplex",
        seconds=time.perf_counter() - started,
    )


def simplex(time_limit: float) -> QuietHighs:
    """HiGHS' simplex, with our tolerances; `time_limit` in seconds."""
    highs = QuietHighs()
    for option, value in (
        ("time_limit", float(time_limit)),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
        ("solver", "simplex"),
    ):
        highs.setOptionValue(option, value)
    return highs


def typical(values: Floats) -> float:
    """A power of two near the geometric mean of the finite nonzero values: dividing by it costs no digits."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    return 2.0 ** round(float(np.log2(sizes).mean())) if len(sizes) else 1.0


def linear_program(
    matrix: csc_array,
    cost: Floats,
    columns: tuple[Floats, Floats],
    rows: tuple[Floats, Floats],
) -> highspy.HighsLp:
    """Minimise `cost` @ x with x between `columns` and matrix @ x between `rows`, in HiGHS' form."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = columns
    lp.row_lower_, lp.row_upper_ = rows
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data
    return lp


def rows_at_work(program: Program) -> Ints:
    """The rows that hold anything; the others, of goods that are dealt in elsewhere, say that 0 is 0.

    In a small market, which deals in few goods at few places, these are nearly all.
    """
    asks = (program.row_lower > 0) | (program.row_upper < 0)
    asks[program.matrix.indices] = True
    return np.flatnonzero(asks)


def as_highs(program: Program, unit: float, rupiah: float, rows: Ints | None = None) -> highspy.HighsLp:
    """The program in HiGHS' form, quantities divided by `unit` and prices by `rupiah`.

    Of `rows` alone, if they are given: all that hold anything must be among them.
    """
    matrix, lower, upper = program.matrix, program.row_lower, program.row_upper
    if rows is not None:
        number = np.empty(len(lower), dtype=matrix.indices.dtype)
        number[rows] = np.arange(len(rows))
        lower, upper = lower[rows], upper[rows]
        shape = (len(rows), matrix.shape[1])
        matrix = csc_array((matrix.data, number[matrix.indices], matrix.indptr), shape=shape)
    return linear_program(
        matrix,
        program.cost / rupiah,
        (program.lower / unit, program.upper / unit),
        (lower / unit, upper / unit),
    )


def _report_progress(highs: highspy.Highs, program: Program, progress: ProgressTold) -> None:
    expected = ITERATIONS_PER_ROW * program.nodes.count

    def on_interrupt(event: highspy.HighsCallbackEvent) -> None:
        done = event.data_out.simplex_iteration_count / expected
        progress("solve", 1 - math.exp(-done))  # never says it is done before it is

    highs.cbSimplexInterrupt.subscribe(on_interrupt)
