"""The fairest optimal prices: those with the least sum of gain^2 / put-in."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, eye_array, vstack

from jejaring.planning.fairness.face import FULL, PARTLY, Face, face_of
from jejaring.planning.fairness.groups import Groups, groups_of
from jejaring.planning.fairness.pieces import Piece, Pieces, Rows, pieces_of
from jejaring.planning.fairness.room import Room, pairs_and_woven, room_of, size_of
from jejaring.planning.fairness.squares import nearest
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Freedom:
    """What may still shift under given conditions."""

    groups: Groups
    room: Room
    pieces: Pieces
    size: Floats


def fair_prices(program: Program, solution: Solution, levels: dict[str, Floats]) -> Floats:
    """Shape (nodes,): the fairest optimal prices.

    Parameters
    ----------
    program : Program
    solution : Solution
        Any optimum of it.
    levels : dict
        Per kind the level of every activity, as the plan will state it.
    """
    face = face_of(program, solution, levels)
    open_prices = freedom(face, face.use, face.limit)
    variables = _shifted(open_prices, _fairest(open_prices))
    fair = replace(face, known=variables)
    # With everyone's gain settled, what is used in full is worth exactly what it is worth now.
    worth = face.matrix @ variables
    limit = np.where(face.use == FULL, worth, face.limit)
    use = np.where(face.use == FULL, PARTLY, face.use).astype(np.int8)
    variables = resting_prices(fair, use, limit)
    return np.maximum(variables[: program.nodes.count], 0.0)


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


def _fairest(free: Freedom) -> Floats:
    """Shape (groups,): the shifts with the least sum of gain^2 / put-in."""
    shift = np.zeros(free.groups.count)
    for piece in free.pieces.take(free.pieces.wished):
        shift[piece.groups] = nearest(piece, unit_of(free, piece.groups))
    return shift


def unit_of(free: Freedom, groups: Ints) -> Floats:
    """By how much each group may shift, or its price where that has no end."""
    width = free.room.upper[groups] - free.room.lower[groups]
    unit: Floats = np.where(np.isfinite(width), width, free.size[groups])
    return unit


def _shifted(free: Freedom, shift: Floats) -> Floats:
    variables: Floats = free.groups.prices + shift[free.groups.of]
    return variables


def resting_prices(face: Face, use: NDArray[np.int8], limit: Floats) -> Floats:
    """Prices where nothing trades, gains being settled: what the cheapest supply would cost there.

    Where no supply reaches it is the least that any use elsewhere allows. Where recipes say that not all
    prices can be so at once, the nearest to it, by least squares relative to the prices.
    """
    free = freedom(face, use, limit)
    room, of, pieces = free.room, free.pieces.of, free.pieces
    reached = np.isfinite(room.upper)
    shift = np.zeros(free.groups.count)
    plain = (of >= 0) & pieces.simple[of] if pieces.count else of >= 0
    highest = room.upper[plain & reached].max(initial=0.0)
    shift[plain] = np.where(reached, room.upper, highest)[plain]
    for piece in pieces.take(~pieces.simple):
        shift[piece.groups] = _nearest_to(
            free, piece, np.where(reached, room.upper, room.lower)[piece.groups]
        )
    prices = _shifted(free, shift)
    adrift = plain & ~reached
    if not adrift.any():
        return prices
    rest = freedom(replace(face, known=prices), use, limit, settled=~adrift[free.groups.of])
    return _shifted(rest, np.where(rest.pieces.of >= 0, rest.room.lower, 0.0))


def _nearest_to(free: Freedom, piece: Piece, target: Floats) -> Floats:
    count = len(piece.groups)
    wishes = Rows(csr_array(eye_array(count)), target)
    number = np.full(free.groups.count, -1)
    number[piece.groups] = np.arange(count)
    member = np.flatnonzero(number[free.groups.of] >= 0)
    of = number[free.groups.of[member]]
    scale = np.ones(count)  # the largest price of each group at its target, at least one rupiah
    np.maximum.at(scale, of, free.groups.prices[member] + target[of])
    return nearest(replace(piece, wishes=wishes, weight=scale**-2.0), scale)
