"""Givers matched with takers, group by group, in few and large pieces: the north-west corner rule.

In each group the givers are laid end to end on a line, smallest first, and the takers on the same line
beside them; the stretch that a giver and a taker have in common is what the one gives the other. So m
givers and n takers make at most m + n - 1 pieces. Smallest first, because a place on the line is known only
as exactly as the line is long up to there: a kilogram keeps its digits beside a million tonnes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDING = 1e-9  # a piece below this share of both its giver and its taker is rounding


class Pieces(NamedTuple):
    """What is matched, group by group along the line; every array has shape (pieces,)."""

    giver: Ints
    taker: Ints
    quantity: Floats


def match(giver_group: Ints, gives: Floats, taker_group: Ints, takes: Floats) -> Pieces:
    """Match what givers give with what takers take.

    Parameters
    ----------
    giver_group, gives : arrays, shape (m,)
        The group and the quantity of each giver, at least 0.
    taker_group, takes : arrays, shape (n,)
        The same of each taker.

    Returns
    -------
    Pieces
        Givers and takers by their index. What one side of a group has more than the other is left over,
        from its largest. Equals stand in the order given.
    """
    givers = np.lexsort((gives, giver_group))
    takers = np.lexsort((takes, taker_group))
    group = np.concatenate([giver_group[givers], taker_group[takers]])
    end = np.concatenate(
        [
            cumulated(giver_group[givers], gives[givers]),
            cumulated(taker_group[takers], takes[takers]),
        ]
    )
    order = np.lexsort((end, group))
    group, end = group[order], end[order]
    # Up to each end on the line stretches the first giver, and the first taker, that has not ended before.
    of_giver = order < len(givers)
    giver: Ints = np.cumsum(of_giver) - of_giver
    taker = np.arange(len(order)) - giver
    length = np.diff(end, prepend=0.0)
    starts = np.diff(group, prepend=-1) != 0
    length[starts] = end[starts]
    both = (giver < len(givers)) & (taker < len(takers)) & (length > 0)
    group, giver, taker, length = group[both], givers[giver[both]], takers[taker[both]], length[both]
    counts = length > ROUNDING * np.minimum(gives[giver], takes[taker])
    kept = counts & (giver_group[giver] == group) & (taker_group[taker] == group)
    return Pieces(giver[kept], taker[kept], length[kept])


def cumulated(group: Ints, values: Floats) -> Floats:
    """The running sums within each run of equal groups, shape (k,).

    By doubling (Hillis and Steele 1986), so that no group's sums carry another's rounding.
    """
    sums = values.astype(np.float64)
    if not len(sums):
        return sums
    place = np.arange(len(group)) - np.searchsorted(group, group)
    reach, furthest = 1, int(place.max())
    while reach <= furthest:
        beyond = np.flatnonzero(place >= reach)
        sums[beyond] += sums[beyond - reach]
        reach *= 2
    return sums


def places_of(wanted: Ints, column: Ints) -> tuple[Ints, Ints]:
    """Every place in a sorted column where a wanted value stands: (index into `wanted`, place) pairs."""
    first = np.searchsorted(column, wanted)
    count = np.searchsorted(column, wanted, side="right") - first
    start_of_run = np.cumsum(count) - count
    which = np.repeat(np.arange(len(wanted)), count)
    return which, np.repeat(first - start_of_run, count) + np.arange(len(which))


def sum_by(group: Ints, values: Floats, groups: int) -> Floats:
    """The sum of the values of each group, shape (groups,)."""
    sums: Floats = np.bincount(group, values, minlength=groups).astype(np.float64)
    return sums
