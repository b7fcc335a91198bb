"""The fairest optimal prices: those with the least sum of gain^2 / put-in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array

from jejaring.planning.activities import KINDS
from jejaring.planning.fairness.conditions import FULL, PARTLY
from jejaring.planning.fairness.face import Face, face_of
from jejaring.planning.fairness.freedom import Freedom, freedom, shifted, unit_of
from jejaring.planning.fairness.pieces import Piece, Rows
from jejaring.planning.fairness.ranges import Range, ranges_of
from jejaring.planning.fairness.squares import nearest
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDING = 1e-14  # of the dearest price: a price of no more is none


@dataclass(frozen=True)
class FairPrices:
    """The fairest optimal prices, and what any optimal prices could have been."""

    prices: Floats
    """Shape (nodes,): rupiah per unit."""
    ranges: dict[str, Range]
    """Per kind: the least and the most each activity's unit could have been worth."""


def fair_prices(program: Program, solution: Solution, levels: dict[str, Floats]) -> FairPrices:
    """The optimal prices with the least sum of gain^2 / put-in.

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
    with ThreadPoolExecutor(1) as threads:
        ranges = threads.submit(ranges_of, face, open_prices, levels)
        variables = shifted(open_prices, _fairest(open_prices))
        fair = replace(face, known=variables)
        # With everyone's gain settled, what is used in full is worth exactly what it is worth now.
        worth = face.matrix @ variables
        limit = np.where(face.use == FULL, worth, face.limit)
        use = np.where(face.use == FULL, PARTLY, face.use).astype(np.int8)
        variables = resting_prices(fair, use, limit)
    return FairPrices(_prices_of(program, variables), ranges.result())


def settled_prices(program: Program, solution: Solution, levels: dict[str, Floats]) -> Floats:
    """Optimal prices at which everybody gains what they gain at the fairest; shape (nodes,), rupiah per unit.

    Where nothing trades they need not be those of `fair_prices`.
    """
    face = face_of(program, solution, levels)
    open_prices = freedom(face, face.use, face.limit)
    return _prices_of(program, shifted(open_prices, _fairest(open_prices)))


def _prices_of(program: Program, variables: Floats) -> Floats:
    """Shape (nodes,): the prices among the variables; what rounding has left of nothing is nothing."""
    prices = variables[: program.nodes.count]
    least = ROUNDING * float(np.abs(prices).max(initial=0.0))
    return np.where(prices > least, prices, 0.0)


def as_solved(program: Program, solution: Solution) -> FairPrices:
    """The prices as the solver left them, and no ranges: around accepted trades these are not worked out."""
    unknown = {kind: np.full(len(program.activities[kind]), np.nan) for kind in KINDS}
    return FairPrices(solution.prices, {kind: Range(ends, ends) for kind, ends in unknown.items()})


def _fairest(free: Freedom) -> Floats:
    """Shape (groups,): the shifts with the least sum of gain^2 / put-in."""
    shift = np.zeros(free.groups.count)
    for piece in free.pieces.take(free.pieces.wished):
        shift[piece.groups] = nearest(piece, unit_of(free, piece.groups))
    return shift


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
    prices = shifted(free, shift)
    adrift = plain & ~reached
    if not adrift.any():
        return prices
    rest = freedom(replace(face, known=prices), use, limit, settled=~adrift[free.groups.of])
    return shifted(rest, np.where(rest.pieces.of >= 0, rest.room.lower, 0.0))


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
