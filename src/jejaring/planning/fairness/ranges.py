"""Between which prices each could lie in some optimal plan's prices.

Where only pairs of prices hold each other, the room of a group is exact. Where recipes or hauliers' kilograms
weave several together, each end is a linear program over the piece, solved by HiGHS from the last one's
basis. A large woven piece would take thousands of those: there only what is used is worked out, and where
even that is too much, nothing.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from jejaring.planning.activities import KINDS
from jejaring.planning.fairness.conditions import node_of
from jejaring.planning.fairness.face import Face
from jejaring.planning.fairness.freedom import Freedom
from jejaring.planning.fairness.groups import NOTHING, largest_of
from jejaring.planning.fairness.pieces import Piece
from jejaring.planning.highs import QuietHighs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LARGE = 60  # groups in a woven piece: beyond, only what is used is worked out
EFFORT = 200_000  # groups x ends of what is used in one large piece: beyond, none of it is worked out


@dataclass(frozen=True)
class Range:
    """The least and the most that each activity's unit could be worth; nan where it was not worked out."""

    low: Floats
    high: Floats


def ranges_of(face: Face, free: Freedom, levels: dict[str, Floats]) -> dict[str, Range]:
    """Per kind what each activity's unit could be worth in optimal prices, rupiah, shape (activities,).

    Parameters
    ----------
    face : Face
        The optimal prices of the program.
    free : Freedom
        What they leave open.
    levels : dict
        Per kind the level of every activity. What an idle haulier's kilogram could be worth is no sum of
        prices but the best of many, and is not worked out.
    """
    ranges = {}
    for kind in KINDS:
        low, high = _ends(free, _worth(face, kind), levels[kind] > 0)
        if kind == "haulage":
            fee, idle = face.program.activities[kind].price, levels[kind] <= 0
            low, high = np.where(idle, np.nan, low + fee), np.where(idle, np.nan, high + fee)
        ranges[kind] = Range(low, high)
    return ranges


def _worth(face: Face, kind: str) -> csr_array:
    """Shape (activities, variables): what a unit of each activity is worth; of haulage, its rent."""
    program, variables = face.program, face.matrix.shape[1]
    nodes, work, at = program.nodes, program.work, program.activities[kind]
    own, one = np.arange(len(at)), np.ones(len(at))
    if kind == "capacities":
        row, value = work.activity, work.quantity
        column = nodes.row(work.commodity, at.period[row], at.place[row])
    elif kind == "stores":
        row, value = np.tile(own, 2), np.append(one, -one)
        column = np.append(nodes.next_row(at.commodity, at.period, at.place), node_of(program, at))
    elif kind == "haulage":
        row, value, column = own, one, variables - len(at) + own
    else:
        row, value, column = own, one, node_of(program, at)
    return csr_array((value, (row, column)), shape=(len(at), variables))


def _ends(free: Freedom, worth: csr_array, used: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The least and the most of every row of `worth` @ variables over all optimal prices.

    Pieces are independent: the ends of a row are the sums of its parts' ends.
    """
    now, shifts = np.asarray(worth @ free.groups.prices), _shifts(free, worth)
    row = np.repeat(np.arange(shifts.shape[0]), np.diff(shifts.indptr))
    piece = free.pieces.of[shifts.indices]
    order = np.lexsort((piece, row))
    row, piece, factor = row[order], piece[order], shifts.data[order]
    group = shifts.indices[order].astype(np.int64)
    begins = np.append(True, (row[1:] != row[:-1]) | (piece[1:] != piece[:-1]))[: len(row)]
    first = np.flatnonzero(begins)
    after = np.append(first, len(row))[1:]
    ends = np.full((2, len(first)), np.nan)
    plain = np.flatnonzero((after - first == 1) & free.pieces.simple[piece[first]])
    by_room = factor[first[plain]] * np.stack([free.room.lower, free.room.upper])[:, group[first[plain]]]
    ends[:, plain] = np.sort(by_room, axis=0)
    size = np.bincount(free.pieces.of[free.pieces.of >= 0], minlength=free.pieces.count)
    rest = np.setdiff1d(np.arange(len(first)), plain)
    rest = rest[_worked_out(size, piece[first[rest]], used[row[first[rest]]])]
    wishes = [(group[low:high], factor[low:high]) for low, high in zip(first[rest], after[rest], strict=True)]
    ends[:, rest] = _by_programs(free, piece[first[rest]], wishes)
    low, high = (np.bincount(row[first], end, minlength=len(now)) for end in ends)
    return now + low, now + high


def _worked_out(size: Ints, piece: Ints, used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which ends are worth their linear programs; `size` is that of every piece in groups."""
    ends = 2 * np.bincount(piece, used, minlength=len(size))
    worth_it: NDArray[np.bool_] = (size <= LARGE)[piece] | (used & (size * ends <= EFFORT)[piece])
    return worth_it


def _shifts(free: Freedom, worth: csr_array) -> csr_array:
    """How every row of `worth` depends on the groups that may shift."""
    of, count = free.groups.of, free.groups.count
    member = csr_array((np.ones(len(of)), (np.arange(len(of)), of)), shape=(len(of), count))
    shifts = csr_array(worth @ member)
    row = np.repeat(np.arange(shifts.shape[0]), np.diff(shifts.indptr))
    cancels = np.abs(shifts.data) <= NOTHING * largest_of(worth)[row]
    shifts.data = np.where((free.pieces.of[shifts.indices] < 0) | cancels, 0.0, shifts.data)
    shifts.eliminate_zeros()
    return shifts


def _by_programs(free: Freedom, pieces: Ints, wishes: list[tuple[Ints, Floats]]) -> Floats:
    """Shape (2, wishes): the least and the most of factor @ shift[group] for (group, factor) in `pieces`."""
    ends = np.empty((2, len(wishes)))
    wanted = np.zeros(free.pieces.count, dtype=np.bool_)
    wanted[pieces] = True
    order = np.argsort(pieces, kind="stable")
    first, after = (
        np.searchsorted(pieces[order], np.flatnonzero(wanted), side) for side in ("left", "right")
    )
    place = np.full(free.groups.count, -1)
    for piece, start, end in zip(free.pieces.take(wanted), first, after, strict=True):
        place[piece.groups] = np.arange(len(piece.groups))
        program = _Program(piece, free)
        done: dict[bytes, tuple[float, float]] = {}
        for wish in order[start:end].tolist():
            group, factor = wishes[wish]
            name = group.tobytes() + factor.tobytes()
            if name not in done:
                done[name] = program.least(place[group], factor), -program.least(place[group], -factor)
            ends[:, wish] = done[name]
    return ends


class _Program:
    """A piece as a linear program, shifts in units of their room."""

    def __init__(self, piece: Piece, free: Freedom) -> None:
        width = free.room.upper[piece.groups] - free.room.lower[piece.groups]
        self.unit = np.where(np.isfinite(width), width, free.size[piece.groups])
        matrix = csr_array(vstack([piece.limits.matrix, piece.equations.matrix]))
        matrix.data = matrix.data * self.unit[matrix.indices]
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_ = np.zeros(len(self.unit))
        lp.col_lower_, lp.col_upper_ = np.full(len(self.unit), -np.inf), np.full(len(self.unit), np.inf)
        lp.row_upper_ = np.append(piece.limits.value, piece.equations.value)
        lp.row_lower_ = np.append(np.full(len(piece.limits.value), -np.inf), piece.equations.value)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
        lp.a_matrix_.value_ = matrix.data
        self.highs = QuietHighs()  # type: ignore[no-untyped-call]
        self.highs.passModel(lp)
        self.every = np.arange(len(self.unit), dtype=np.int32)

    def least(self, group: Ints, factor: Floats) -> float:
        """The least of factor @ shift[group]; -inf where there is none, nan where HiGHS fails."""
        cost = np.zeros(len(self.unit))
        cost[group] = factor * self.unit[group]
        self.highs.changeColsCost(len(cost), self.every, cost)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return -np.inf
        if status != highspy.HighsModelStatus.kOptimal:
            return np.nan
        return float(cost @ np.asarray(self.highs.getSolution().col_value))
