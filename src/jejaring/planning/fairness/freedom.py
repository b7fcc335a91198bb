"""What the conditions on prices leave open: groups that may shift, how far, and in which pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from jejaring.planning.fairness.conditions import FULL
from jejaring.planning.fairness.face import Face
from jejaring.planning.fairness.groups import Groups, groups_of
from jejaring.planning.fairness.pieces import Pieces, Rows, pieces_of
from jejaring.planning.fairness.room import Room, pairs_and_woven, room_of, size_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Freedom:
    """What may still shift under given conditions."""

    groups: Groups
    room: Room
    pieces: Pieces
    size: Floats


def freedom(
    face: Face, use: NDArray[np.int8], limit: Floats, settled: NDArray[np.bool_] | None = None
) -> Freedom:
    """What the conditions of `face`, with these uses and limits, leave open."""
    groups = groups_of(face, use, limit, settled)
    pairs, woven = pairs_and_woven(face, groups, use)
    room = room_of(groups, pairs, woven)
    size = size_of(groups)
    wishes, weight = _gains(face, groups, use)
    return Freedom(groups, room, pieces_of(size, pairs, woven, room, wishes, weight), size)


def _gains(face: Face, groups: Groups, use: NDArray[np.int8]) -> tuple[Rows, Floats]:
    """Every rent that depends on a shift, wished to be 0; those of one group alone taken together."""
    rents = np.flatnonzero((use[groups.rows] == FULL) & (face.weight[groups.rows] > 0))
    matrix, value = csr_array(groups.matrix[rents]), groups.slack[rents]
    weight = face.weight[groups.rows[rents]]
    entries = np.diff(matrix.indptr)
    alone = np.flatnonzero(entries == 1)
    at = matrix.indptr[alone]
    group, factor = matrix.indices[at], matrix.data[at]
    total = np.bincount(group, weight[alone] * factor**2, minlength=groups.count)
    pull = np.bincount(group, weight[alone] * factor * value[alone], minlength=groups.count)
    pulled = np.flatnonzero(total)
    single = coo_array(
        (np.ones(len(pulled)), (np.arange(len(pulled)), pulled)), shape=(len(pulled), groups.count)
    )
    several = np.flatnonzero(entries > 1)
    return (
        Rows(
            csr_array(vstack([single.tocsr(), matrix[several]])),
            np.append(pull[pulled] / total[pulled], value[several]),
        ),
        np.append(total[pulled], weight[several]),
    )


def unit_of(free: Freedom, groups: Ints) -> Floats:
    """By how much each group may shift, or its price where that has no end."""
    width = free.room.upper[groups] - free.room.lower[groups]
    unit: Floats = np.where(np.isfinite(width), width, free.size[groups])
    return unit


def shifted(free: Freedom, shift: Floats) -> Floats:
    """Shape (variables,): the prices when each group shifts by `shift`, shape (groups,)."""
    variables: Floats = free.groups.prices + shift[free.groups.of]
    return variables
