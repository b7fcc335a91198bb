"""The independent pieces of what may still shift: groups joined by the conditions that can bind."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

from jejaring.planning.fairness.room import Pairs, Room, Woven

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNIQUE = 1e-9  # of a price: room for less is none
LOOSE = 1e-9  # of a price: a condition that the room itself keeps with this to spare cannot bind


@dataclass(frozen=True)
class Rows:
    """matrix @ shift against one value a row; of all pieces together or of one."""

    matrix: csr_array
    value: Floats


@dataclass(frozen=True)
class Piece:
    """Groups that shift together: limits.matrix @ shift <= limits.value, equations with ==."""

    groups: Ints
    limits: Rows
    equations: Rows
    wishes: Rows
    weight: Floats
    """Per wish: what missing its value costs, times the square of the miss."""


@dataclass(frozen=True)
class Pieces:
    """The groups that may shift, taken apart."""

    of: Ints
    """Shape (groups,): the piece of each; -1: cannot shift by a difference anyone could see."""
    count: int
    limits: Rows
    equations: Rows
    wishes: Rows
    weight: Floats
    simple: NDArray[np.bool_]
    """Shape (pieces,): whether only pairs hold the piece, so that its room is exact."""
    wished: NDArray[np.bool_]
    """Shape (pieces,): whether anybody's gain depends on it."""

    def take(self, which: NDArray[np.bool_]) -> Iterator[Piece]:
        """The pieces `which` (shape (pieces,)), one by one."""
        order = np.argsort(self.of, kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        first_group = np.searchsorted(self.of[order], np.arange(self.count + 1))
        parts = [_Sorted(rows, self.of, self.count) for rows in (self.limits, self.equations, self.wishes)]
        weight = self.weight[parts[2].order]
        for number in np.flatnonzero(which):
            low, high = first_group[number], first_group[number + 1]
            limits, equations, wishes = (part.of(int(number), place - low, int(high - low)) for part in parts)
            own = slice(parts[2].first[number], parts[2].first[number + 1])
            yield Piece(order[low:high], limits, equations, wishes, weight[own])


class _Sorted:
    """Rows sorted by the piece they belong to."""

    def __init__(self, rows: Rows, piece_of: Ints, count: int) -> None:
        piece = piece_of[rows.matrix.indices[rows.matrix.indptr[:-1]]]
        self.order = np.argsort(piece, kind="stable")
        self.first = np.searchsorted(piece[self.order], np.arange(count + 1))
        self.matrix, self.value = csr_array(rows.matrix[self.order]), rows.value[self.order]

    def of(self, number: int, place: Ints, groups: int) -> Rows:
        low, high = self.first[number], self.first[number + 1]
        indptr = self.matrix.indptr[low : high + 1]
        entries = slice(indptr[0], indptr[-1])
        columns = place[self.matrix.indices[entries]]
        matrix = csr_array(
            (self.matrix.data[entries], columns, indptr - indptr[0]), shape=(high - low, groups)
        )
        return Rows(matrix, self.value[low:high])


def pieces_of(size: Floats, pairs: Pairs, woven: Woven, room: Room, wishes: Rows, weight: Floats) -> Pieces:
    """Take apart what may shift.

    Parameters
    ----------
    size : array, shape (groups,)
        The largest price of each group.
    wishes, weight : Rows, array
        Sums of shifts that should come near a value; groups in one sum are in one piece.
    """
    count = len(size)
    free = room.upper - room.lower > UNIQUE * size
    free[0] = False
    limits = _only(free, _limits(pairs, woven, room, size))
    equations = _only(free, Rows(woven.matrix[woven.equation], woven.slack[woven.equation]))
    wishes, weight = _only(free, wishes), weight[_has(free, wishes)]
    linked = csr_array(vstack([limits.matrix, equations.matrix, wishes.matrix]))
    row = np.repeat(np.arange(linked.shape[0]), np.diff(linked.indptr))
    same = row[1:] == row[:-1]
    ends = linked.indices[:-1][same], linked.indices[1:][same]
    links = coo_array((np.ones(same.sum()), ends), shape=(count, count))
    _, label = connected_components(links, directed=False)
    of = np.full(count, -1)
    names, number = np.unique(label[free], return_inverse=True)
    of[free] = number
    simple, wished = np.ones(len(names), dtype=np.bool_), np.zeros(len(names), dtype=np.bool_)
    plain = (np.diff(limits.matrix.indptr) == 1) | (
        (np.diff(limits.matrix.indptr) == 2) & (np.abs(limits.matrix.sum(axis=1)) == 0)
    )
    for rows in (limits.matrix[~plain], equations.matrix):
        simple[of[rows.indices]] = False
    wished[of[wishes.matrix.indices]] = True
    return Pieces(of, len(names), limits, equations, wishes, weight, simple, wished)


def _limits(pairs: Pairs, woven: Woven, room: Room, size: Floats) -> Rows:
    """The room of every group, and the inequalities between groups that it does not keep by itself."""
    count = len(size)
    most = room.upper[pairs.end] - room.lower[pairs.start]
    spare = LOOSE * np.maximum(size[pairs.end], size[pairs.start])
    binds = np.flatnonzero((most > pairs.slack + spare) & (pairs.start > 0) & (pairs.end > 0))
    number = np.arange(len(binds))
    paired = coo_array(
        (
            np.repeat([-1.0, 1.0], len(binds)),
            (np.tile(number, 2), np.concatenate([pairs.start[binds], pairs.end[binds]])),
        ),
        shape=(len(binds), count),
    )
    above, below = np.flatnonzero(np.isfinite(room.upper)), np.flatnonzero(np.isfinite(room.lower))
    bounds = csr_array(
        (
            np.repeat([1.0, -1.0], [len(above), len(below)]),
            (np.arange(len(above) + len(below)), np.append(above, below)),
        ),
        shape=(len(above) + len(below), count),
    )
    limited = np.flatnonzero(~woven.equation)
    matrix = csr_array(woven.matrix[limited])
    row = np.repeat(np.arange(len(limited)), np.diff(matrix.indptr))
    ends = np.where(matrix.data > 0, room.upper[matrix.indices], room.lower[matrix.indices])
    reach = np.bincount(row, matrix.data * ends, minlength=len(limited))
    sums = np.bincount(row, np.abs(matrix.data) * size[matrix.indices], minlength=len(limited))
    knots = np.flatnonzero(reach > woven.slack[limited] + LOOSE * sums)
    return Rows(
        csr_array(vstack([bounds, paired.tocsr(), matrix[knots]])),
        np.concatenate(
            [room.upper[above], -room.lower[below], pairs.slack[binds], woven.slack[limited[knots]]]
        ),
    )


def _has(free: NDArray[np.bool_], rows: Rows) -> NDArray[np.bool_]:
    """Which rows have a group that may shift."""
    row = np.repeat(np.arange(rows.matrix.shape[0]), np.diff(rows.matrix.indptr))
    return np.bincount(row, free[rows.matrix.indices], minlength=rows.matrix.shape[0]) > 0


def _only(free: NDArray[np.bool_], rows: Rows) -> Rows:
    """The rows as far as they speak of groups that may shift."""
    keep = _has(free, rows)
    matrix = csr_array(rows.matrix[keep])
    matrix.data = np.where(free[matrix.indices], matrix.data, 0.0)
    matrix.eliminate_zeros()
    return Rows(matrix, rows.value[keep])
