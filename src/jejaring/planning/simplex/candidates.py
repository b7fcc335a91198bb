"""Which candidate of a list is taken next: the one that gains most at the prices of the moment."""

from jejaring.planning.simplex.basis import FOUND, HAUL, NONE, RUNG, STALLED, WORK, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.pricing import ROUNDING, gain_of_process
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.ratio import chance
from jejaring.planning.simplex.worth import price_of


@compiled
def gain_of_rung(basis: Basis, node: int) -> tuple[float, float]:
    """What a unit more (or, at a direction of -1, less) from a ladder saves: (gain, direction)."""
    price = price_of(basis, node)
    slack = ROUNDING * price
    up = price - slack - basis.above[node]
    down = basis.below[node] - price - slack
    return (up, 1.0) if up > down else (down, -1.0)


@compiled
def best_candidate(problem: Problem, basis: Basis) -> int:
    """The candidate that gains most at the prices of the moment; those that gain nothing leave the list.

    NONE: there is none. All are asked at every pivot: so the loop asks them itself, without a call.
    """
    candidates, best, best_gain, number = basis.candidates, NONE, 0.0, 0
    while number < basis.counts[FOUND]:
        candidate = candidates[number]
        direction = 1.0
        if candidate.kind == WORK:
            gain, direction = gain_of_process(problem, basis, candidate.first)
        elif candidate.kind == RUNG:
            gain, direction = gain_of_rung(basis, candidate.first)
        else:
            fee = candidate.cost
            if candidate.kind == HAUL:
                fee *= price_of(basis, problem.hauliers[candidate.third].node)
            rise = price_of(basis, candidate.second) * (1.0 - ROUNDING) - price_of(basis, candidate.first)
            gain = rise - fee
        if gain <= 0.0:
            drop_candidate(basis, number)
            continue
        candidate.direction = direction
        if gain > best_gain:
            best, best_gain = number, gain
        number += 1
    if best >= 0 and basis.counts[STALLED] == 1:
        best = chance(basis, basis.counts[FOUND])
    return best


@compiled
def drop_candidate(basis: Basis, number: int) -> None:
    """Take a candidate off the list."""
    last = basis.counts[FOUND] - 1
    basis.candidates[number] = basis.candidates[last]
    basis.counts[FOUND] = last
