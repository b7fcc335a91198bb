"""Which solver a program goes to: HiGHS for small markets, the processing-network simplex for nations."""

from typing import Literal

from jejaring.planning import highs
from jejaring.planning.activities import KINDS
from jejaring.planning.program import Program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.solution import NotSolved, Solution

Solver = Literal["auto", "highs", "simplex"]

SMALL = 4_000
"""Activities up to which HiGHS answers sooner than the simplex is loaded and run (docs/benchmarks.md)."""


def solve(
    program: Program,
    *,
    solver: Solver = "auto",
    time_limit: float = 3600.0,
    progress: ProgressTold | None = None,
) -> Solution:
    """The optimum of `program`.

    Parameters
    ----------
    program : Program
    solver : Solver
        "highs", "simplex", or "auto": by the size of the program. What the simplex cannot prove HiGHS
        solves; the solution says who did.
    time_limit : float
        Seconds.
    progress : callable, optional
        Told how far the solve has come.

    Raises
    ------
    NotSolved
        When no optimum is found within the time limit.
    """
    if solver == "highs" or (solver == "auto" and is_small(program)):
        return highs.solve(program, time_limit=time_limit, progress=progress)
    try:
        return solve_alone(program, time_limit=time_limit, progress=progress)
    except NotSolved:
        return highs.solve(program, time_limit=time_limit, progress=progress)


def solve_alone(
    program: Program, *, time_limit: float = 3600.0, progress: ProgressTold | None = None
) -> Solution:
    """The optimum of `program` by the simplex, with nobody behind it.

    Raises
    ------
    NotSolved
        When it does not prove an optimum within the time limit (seconds).
    """
    from jejaring.planning import simplex  # its compiler is slow to load

    announce_compilation(progress)
    return simplex.solve(program, time_limit=time_limit, progress=progress)


def announce_compilation(progress: ProgressTold | None) -> None:
    """Tell that the simplex turns into machine code first, on a machine that never ran this version of it."""
    from jejaring.planning.simplex.compiled import is_compiled

    if progress is not None and not is_compiled():
        progress("compile", 0.0)


def is_small(program: Program) -> bool:
    """Whether HiGHS is the quicker choice."""
    return sum(len(program.activities[kind]) for kind in KINDS) <= SMALL
