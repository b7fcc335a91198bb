"""Prices that move together: nodes tied by what passes between them, and those the market settles at once.

Goods that move along a lane, are kept in a partly used store or sold in several months of one window tie
prices to a fixed difference; something used in part settles a price outright. A partly used recipe whose
other prices are settled settles its last one. What remains is few groups of prices, each free to shift as
one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from jejaring.planning.fairness.conditions import PARTLY
from jejaring.planning.fairness.face import Face

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOTHING = 1e-12  # of a condition's largest coefficient: what cancels to less is nothing


@dataclass(frozen=True)
class Groups:
    """Which variables shift together, and a point of the polyhedron to shift from."""

    of: Ints
    """Shape (variables,): the group of each; 0 is settled and does not shift."""
    count: int
    """Number of groups, group 0 included."""
    prices: Floats
    """Shape (variables,): every tie holds here to the last digits."""
    rows: Ints
    """The conditions that hold for a shift: those with an unsettled group."""
    matrix: csr_array
    """Shape (rows, count): their coefficients, column 0 empty."""
    slack: Floats
    """Shape (rows,): limit - matrix @ prices."""


def groups_of(
    face: Face, use: NDArray[np.int8], limit: Floats, settled: NDArray[np.bool_] | None = None
) -> Groups:
    """The groups of `face` with this `use` and `limit` in place of its own; `settled` variables stay."""
    group, prices = _tied(face, use, limit)
    if settled is not None:
        group = np.where(np.isin(group, group[settled]), 0, group)
    rows = np.arange(len(limit))
    matrix = face.matrix
    while True:
        grouped = _by_group(matrix, group)
        unsettled = np.flatnonzero(np.diff(grouped.indptr))
        rows, matrix, grouped = rows[unsettled], matrix[unsettled], grouped[unsettled]
        slack = limit[rows] - matrix @ prices
        exact = np.flatnonzero(use[rows] == PARTLY)
        low, high, shift = _decided(csr_array(grouped[exact]), slack[exact])
        if not len(low):
            break
        by_group = np.zeros(grouped.shape[1])
        by_group[high] = shift
        prices = prices + by_group[group]
        into = np.arange(grouped.shape[1])
        into[high] = low
        group = into[group]
    names, group = np.unique(np.append(group, 0), return_inverse=True)
    return Groups(group[:-1], len(names), prices, rows, _by_group(matrix, group[:-1], len(names)), slack)


def _decided(matrix: csr_array, slack: Floats) -> tuple[Ints, Ints, Floats]:
    """Groups that equations add to another: low, high, what high shifts by; each group in one pair at most.

    An equation on one group alone settles it: it goes to group 0. One on the difference of two makes them
    one.
    """
    entries = np.diff(matrix.indptr)
    one = np.flatnonzero(entries == 1)
    at = matrix.indptr[one].astype(np.int64)
    two = np.flatnonzero(entries == 2)
    first, second = matrix.indptr[two], matrix.indptr[two] + 1
    opposite = matrix.data[first] == -matrix.data[second]
    two, first, second = two[opposite], first[opposite], second[opposite]
    low = np.concatenate([np.zeros(len(one), dtype=np.int64), matrix.indices[first]])
    high = np.concatenate([matrix.indices[at], matrix.indices[second]]).astype(np.int64)
    shift = np.concatenate([slack[one] / matrix.data[at], slack[two] / matrix.data[second]])
    number = np.arange(len(low))
    earliest = np.full(matrix.shape[1], len(low))
    np.minimum.at(earliest, high, number)
    np.minimum.at(earliest, low[low > 0], number[low > 0])
    alone = (earliest[high] == number) & ((low == 0) | (earliest[low] == number))
    return low[alone], high[alone], shift[alone]


def _by_group(matrix: csr_array, group: Ints, count: int | None = None) -> csr_array:
    """Coefficients summed over each group; the settled group 0 left out."""
    count = int(group.max(initial=0)) + 1 if count is None else count
    shifting = np.flatnonzero(group)
    member = coo_array((np.ones(len(shifting)), (shifting, group[shifting])), shape=(len(group), count))
    grouped = csr_array(matrix @ member.tocsr())
    largest = largest_of(matrix)
    row = np.repeat(np.arange(grouped.shape[0]), np.diff(grouped.indptr))
    grouped.data[np.abs(grouped.data) <= NOTHING * largest[row]] = 0.0
    grouped.eliminate_zeros()
    grouped.sort_indices()
    return grouped


def largest_of(matrix: csr_array) -> Floats:
    """The largest coefficient of each row, by size; 0 where it has none."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    largest = np.zeros(matrix.shape[0])
    np.maximum.at(largest, row, np.abs(matrix.data))
    return largest


def _tied(face: Face, use: NDArray[np.int8], limit: Floats) -> tuple[Ints, Floats]:
    """Groups by ties alone, and prices that keep them; group 0 is tied to the ground.

    Most variables are tied to none, or to the ground alone: only those tied to each other, and the ground,
    are walked through.
    """
    variable, at = _settled_outright(face, use, limit)
    low, high, difference = _ties(face, use, limit)
    prices, ground = face.known.copy(), len(face.known)
    is_tied = np.zeros(ground + 1, dtype=np.bool_)
    is_tied[low] = is_tied[high] = is_tied[ground] = True
    is_free = ~is_tied[:-1]
    is_free[variable] = False
    prices[variable] = at
    both = is_tied[variable]
    low = np.append(np.full(np.count_nonzero(both), ground), low)
    high, difference = np.append(variable[both], high), np.append(at[both], difference)
    tied, number = np.flatnonzero(is_tied), np.cumsum(is_tied) - 1
    low, high, ground = number[low], number[high], len(tied) - 1
    tie = np.arange(1, len(low) + 1)
    links = coo_array((tie, (low, high)), shape=(len(tied), len(tied))).tocsr()
    count, group = connected_components(links, directed=False)
    first = np.full(count, len(tied))
    np.minimum.at(first, group, np.arange(len(tied)))
    first[group[ground]] = ground
    before = _walk(len(tied), low, high, first)
    step = _steps(low, high, difference, before)
    step[first] = 0.0
    before[first] = first
    while True:  # each round doubles how far back a price is followed
        further = before[before]
        if (further == before).all():
            break
        step, before = step + step[before], further
    start = np.append(face.known, 0.0)[tied]
    prices[tied[:-1]] = (start[before] + step)[:-1]
    names = np.zeros(len(prices), dtype=np.int64)
    names[is_free] = count + np.arange(np.count_nonzero(is_free))
    names[tied[:-1]] = np.where(group == group[ground], 0, group + (group < group[ground]))[:-1]
    return names, prices


def _walk(count: int, low: Ints, high: Ints, first: Ints) -> Ints:
    """Shape (count,): the variable before each on a walk along the ties; it begins at `first`."""
    starts = np.full(len(first), count)
    links = coo_array(
        (np.ones(len(low) + len(first)), (np.append(low, starts), np.append(high, np.sort(first)))),
        shape=(count + 1, count + 1),
    ).tocsr()
    before: Ints = breadth_first_order(links, count, directed=False)[1].astype(np.int64)
    return before[:-1]


def _steps(low: Ints, high: Ints, difference: Floats, before: Ints) -> Floats:
    """By how much each variable is above the one before it on the walk."""
    step = np.zeros(len(before))
    forward = before[high] == low
    backward = before[low] == high
    step[low[backward]] = -difference[backward]
    step[high[forward]] = difference[forward]
    return step


def _settled_outright(face: Face, use: NDArray[np.int8], limit: Floats) -> tuple[Ints, Floats]:
    """Variables that one thing used in part settles, and at what."""
    matrix = face.matrix
    single = np.flatnonzero((use == PARTLY) & (np.diff(matrix.indptr) == 1))
    entry = matrix.indptr[single]
    return matrix.indices[entry].astype(np.int64), limit[single] / matrix.data[entry]


def _ties(face: Face, use: NDArray[np.int8], limit: Floats) -> tuple[Ints, Ints, Floats]:
    """Pairs (low, high, difference): high's price is low's and the difference."""
    matrix = face.matrix
    double = np.flatnonzero((use == PARTLY) & (np.diff(matrix.indptr) == 2))
    one, other = matrix.indptr[double], matrix.indptr[double] + 1
    opposite = matrix.data[one] == -matrix.data[other]
    double, one, other = double[opposite], one[opposite], other[opposite]
    return (
        matrix.indices[one].astype(np.int64),
        matrix.indices[other].astype(np.int64),
        limit[double] / matrix.data[other],
    )
