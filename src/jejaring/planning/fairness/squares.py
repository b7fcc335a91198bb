"""Least squares within limits: the point of a polyhedron nearest to what is wished for, weighed.

Clarabel (Goulart and Chen 2024), an interior-point method, finds it to within its tolerance and shows which
limits bind. From there an active-set method (Nocedal and Wright 2006, 16.5) goes to the last digits: it takes
the limits that bind as equations, walks to the nearest point they allow, takes in a limit it runs into and
lets go of one that pulls the wrong way.

Most pieces are a few prices; there full matrices are far quicker than sparse ones.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import clarabel  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve
from scipy.sparse import csc_array, csr_array, diags_array, hstack, triu, vstack
from scipy.sparse.linalg import splu

from jejaring.planning.fairness.pieces import Piece, Rows

Floats = NDArray[np.float64]
Matrix = Any  # a full array, or a csr_array
FULL_UP_TO = 100  # groups: a larger piece is kept sparse
TOLERANCE = 1e-11  # of Clarabel, in scaled units where slacks and wishes are near 1
STEADIED = (1e-8, 1e-12)  # Clarabel's own nudge on its equations, and a smaller one where that stops short
STEPS = 300  # of the active-set method; it seldom takes more than a few
NUDGE = 1e-10  # on the diagonal of the equations, taken out again by refinement
REFINEMENTS = 6
PULL = 1e-9  # of the slopes at hand: a limit whose multiplier is below minus this pulls the wrong way
KEPT = 1e-12  # scaled: a limit overstepped by less is kept
LOST = 1.0  # scaled: where Clarabel oversteps by more it has lost its way; the walk begins at no shift at all
OVERSTEPPED = 1e-8  # scaled: a point that oversteps by more is none; then the walk begins at no shift at all


def nearest(piece: Piece, unit: Floats) -> Floats:
    """The shifts of a piece's groups that come nearest to its wishes.

    Parameters
    ----------
    piece : Piece
        No shift at all must keep its limits.
    unit : array, shape (groups,)
        A typical shift of each group, to scale by.

    Returns
    -------
    array, shape (groups,)
        Exactly one is nearest as far as wishes go; where they leave a choice, any.
    """
    scaled = _Scaled(piece, unit)
    rough, binds = scaled.by_clarabel()
    nothing = np.zeros(len(rough))
    if scaled.overstepped(rough) > LOST:
        rough, binds = nothing, np.zeros_like(binds)
    point = scaled.polished(rough, binds)
    if scaled.overstepped(point) > OVERSTEPPED:
        point = scaled.polished(nothing, np.zeros_like(binds))
    if scaled.overstepped(point) > OVERSTEPPED:
        point = nothing
    shift: Floats = scaled.unit * point
    return shift


class _Scaled:
    """A piece with shifts in units, each row of about length 1, and weights of about 1."""

    def __init__(self, piece: Piece, unit: Floats) -> None:
        self.unit = unit
        self.limits, self.slack = _in_units(piece.limits, unit)
        self.equations, self.constant = _in_units(piece.equations, unit)
        self.wishes, self.value = _weighed(piece, unit)
        self.square: Matrix = self.wishes.T @ self.wishes
        self.slope: Floats = -(self.wishes.T @ self.value)
        curved = self.square.diagonal()
        self.nudge = NUDGE * np.where(curved > 0, curved, curved.max(initial=0.0) or 1.0)
        self.least_pull: Floats = -PULL * (abs(self.limits) @ (curved + np.abs(self.slope)))

    def by_clarabel(self) -> tuple[Floats, NDArray[np.bool_]]:
        """The nearest point, nearly; and which limits bind there."""
        settings = clarabel.DefaultSettings()
        settings.verbose = False
        settings.max_threads = 1
        for name in ("tol_gap_abs", "tol_gap_rel", "tol_feas", "tol_ktratio"):
            setattr(settings, name, TOLERANCE)
        matrix = csc_array(_above(self.equations, self.limits))
        right = np.concatenate([self.constant, self.slack])
        cones = [clarabel.ZeroConeT(len(self.constant)), clarabel.NonnegativeConeT(len(self.slack))]
        for steadied in STEADIED:
            settings.static_regularization_constant = steadied
            square = csc_array(triu(csc_array(self.square)))
            answer = clarabel.DefaultSolver(square, self.slope, matrix, right, cones, settings).solve()
            if answer.status == clarabel.SolverStatus.Solved:
                break
        first = len(self.constant)
        spare, force = np.asarray(answer.s)[first:], np.asarray(answer.z)[first:]
        return np.asarray(answer.x), force > spare

    def polished(self, rough: Floats, binds: NDArray[np.bool_]) -> Floats:
        """The nearest point to the last digits; the rough one where rounding sends the walk in circles."""
        point, binds = rough, binds.copy()
        for _ in range(STEPS):
            step, pull = self._towards_nearest(point, binds)
            rate = self.limits @ step
            spare = np.maximum(self.slack - self.limits @ point, 0.0)
            blocks = np.flatnonzero(~binds & (rate > KEPT) & (spare < rate))
            if len(blocks):
                share = spare[blocks] / rate[blocks]
                point = point + share.min() * step
                binds[blocks[share.argmin()]] = True
                continue
            point = point + step
            wrong = pull - self.least_pull[binds]
            if not len(wrong) or wrong.min() >= 0:
                return point if self.miss(point) <= self.miss(rough) + PULL else rough
            binds[np.flatnonzero(binds)[wrong.argmin()]] = False
        within = self.overstepped(point) <= self.overstepped(rough) + KEPT
        return point if within and self.miss(point) <= self.miss(rough) else rough

    def _towards_nearest(self, point: Floats, binds: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """The step to the nearest point on the limits that bind, and how hard each of them is pulled at."""
        count, binding = len(point), self.limits[np.flatnonzero(binds)]
        held = _above(self.equations, binding)
        right = np.concatenate(
            [
                -self.slope - self.square @ point,
                self.constant - self.equations @ point,
                self.slack[binds] - binding @ point,
            ]
        )
        system = _system(self.square, held)
        solve = _factored(system, np.append(self.nudge, np.full(held.shape[0], -NUDGE)))
        answer = np.zeros(len(right))
        for _ in range(REFINEMENTS):
            answer += solve(right - system @ answer)
        return answer[:count], answer[count + len(self.constant) :]

    def overstepped(self, point: Floats) -> float:
        """By how much a point oversteps a limit, or misses an equation, at most."""
        beyond = (self.limits @ point - self.slack).max(initial=0.0)
        return float(np.abs(self.equations @ point - self.constant).max(initial=beyond))

    def miss(self, point: Floats) -> float:
        """How far the wishes are missed."""
        return float(np.square(self.wishes @ point - self.value).sum())


def _weighed(piece: Piece, unit: Floats) -> tuple[Matrix, Floats]:
    """The wishes by their weights, of about 1."""
    root, matrix = np.sqrt(piece.weight), piece.wishes.matrix
    data = matrix.data * np.repeat(root, np.diff(matrix.indptr)) * unit[matrix.indices]
    largest = float(np.abs(data).max(initial=0.0)) or 1.0
    return _stored(matrix, data / largest), root * piece.wishes.value / largest


def _in_units(rows: Rows, unit: Floats) -> tuple[Matrix, Floats]:
    """Rows of shifts in units, the largest coefficient of each 1."""
    matrix = rows.matrix
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    data = matrix.data * unit[matrix.indices]
    largest = np.full(matrix.shape[0], 1e-300)
    np.maximum.at(largest, row, np.abs(data))
    return _stored(matrix, data / largest[row]), rows.value / largest


def _stored(matrix: csr_array, data: Floats) -> Matrix:
    """A matrix with other values, full where that is quicker."""
    stored = csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    return stored.toarray() if matrix.shape[1] <= FULL_UP_TO else stored


def _above(first: Matrix, second: Matrix) -> Matrix:
    """The one above the other."""
    if isinstance(first, np.ndarray):
        return np.vstack([first, second])
    return csr_array(vstack([first, second]))


def _system(square: Matrix, held: Matrix) -> Matrix:
    """The equations of a nearest point on the rows held."""
    count = held.shape[0]
    if isinstance(square, np.ndarray):
        return np.block([[square, held.T], [held, np.zeros((count, count))]])
    return csr_array(vstack([hstack([square, held.T]), hstack([held, csr_array((count, count))])]))


def _factored(system: Matrix, nudge: Floats) -> Callable[[Floats], Floats]:
    """What solves the system, each of its equations nudged."""
    if isinstance(system, np.ndarray):
        return partial(lu_solve, lu_factor(system + np.diag(nudge)))
    solve: Callable[[Floats], Floats] = splu(csc_array(system + diags_array(nudge))).solve
    return solve
