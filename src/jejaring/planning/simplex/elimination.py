"""Solve a sparse system of equations by elimination.

Every step takes the column with the fewest entries left and, of its rows whose entry is not small beside
the largest, the one with the fewest entries: so that few entries come anew (Markowitz 1957). What is small
beside the terms it is the difference of is rounding, and counts as nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.problem import Floats, Ints

NOT_SMALL = 0.1  # of the largest entry of a column: good enough to divide by
ROUNDING = 1e-13  # of the terms of a difference
SINGULAR = 1e-11  # of the largest entry a column began with
END = -1

Equations = tuple[Ints, Ints, Floats]
"""Row, column and weight of every entry."""


class Sparse(NamedTuple):
    """What is left of the equations: entries, listed by row and by column."""

    row: Ints
    column: Ints
    weight: Floats
    next_in_row: Ints
    next_in_column: Ints
    first_in_row: Ints
    first_in_column: Ints
    in_row: Ints
    """Shape (size,): entries other than 0."""
    in_column: Ints
    """Shape (size,): the same, in rows not yet used; -1: the column is done."""
    place_of: Ints
    """Scratch, shape (size,): the place of a row's entry in each column."""
    used: Ints
    """Shape (1,): how many entries there are."""


@compiled
def solved(equations: Equations, right: Floats) -> bool:
    """Solve the equations for `right` in place; False: they have no single answer."""
    size, entries = len(right), len(equations[0])
    most = size * (size + 1)
    room = min(4 * entries + 8 * size, most)
    while True:
        trial = right.copy()
        result = eliminated(sparse(equations, size, room), trial)
        if result == 1:
            right[:] = trial
        if result >= 0:
            return result == 1
        room = min(4 * room, most)


@compiled
def sparse(equations: Equations, size: int, room: int) -> Sparse:
    """The equations, with room for so many entries."""
    left = Sparse(
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.full(size, END),
        np.full(size, END),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.full(size, END),
        np.zeros(1, np.int64),
    )
    rows, columns, weights = equations
    for number in range(len(rows)):
        add(left, rows[number], columns[number], weights[number])
    return left


@compiled
def add(left: Sparse, row: int, column: int, weight: float) -> None:
    """One more entry."""
    place = left.used[0]
    left.used[0] = place + 1
    left.row[place], left.column[place], left.weight[place] = row, column, weight
    left.next_in_row[place], left.first_in_row[row] = left.first_in_row[row], place
    left.next_in_column[place], left.first_in_column[column] = left.first_in_column[column], place
    left.in_row[row] += 1
    left.in_column[column] += 1


@compiled
def eliminated(left: Sparse, right: Floats) -> int:
    """1: `right` is the answer; 0: there is no single one; -1: there is no room for the entries that come."""
    size = len(right)
    pivots = np.empty(size, np.int64)
    used_up = np.zeros(size, np.bool_)
    largest = np.zeros(size)
    for place in range(left.used[0]):
        largest[left.column[place]] = max(largest[left.column[place]], abs(left.weight[place]))
    for step in range(size):
        column = emptiest(left.in_column)
        pivot = best_row(left, column, used_up, SINGULAR * largest[column])
        if pivot < 0:
            return 0
        pivots[step] = pivot
        used_up[left.row[pivot]] = True
        left.in_column[column] = END
        place = left.first_in_column[column]
        while place >= 0:
            if not used_up[left.row[place]] and left.weight[place] != 0.0:
                if left.used[0] + left.in_row[left.row[pivot]] > len(left.row):
                    return -1
                subtract(left, pivot, place, right)
            place = left.next_in_column[place]
        place = left.first_in_row[left.row[pivot]]
        while place >= 0:
            if left.weight[place] != 0.0 and left.in_column[left.column[place]] > 0:
                left.in_column[left.column[place]] -= 1
            place = left.next_in_row[place]
    substitute_back(left, pivots, right)
    return 1


@compiled
def emptiest(in_column: Ints) -> int:
    """The column with the fewest entries left."""
    best, fewest = END, len(in_column) + 1
    for column in range(len(in_column)):
        if 0 <= in_column[column] < fewest:
            best, fewest = column, in_column[column]
            if fewest <= 1:
                break
    return best


@compiled
def best_row(left: Sparse, column: int, used_up: NDArray[np.bool_], nothing: float) -> int:
    """The entry of a column to divide by; -1: all are nothing."""
    most, best = nothing, END
    place = left.first_in_column[column]
    while place >= 0:
        if not used_up[left.row[place]]:
            most = max(most, abs(left.weight[place]))
        place = left.next_in_column[place]
    place = left.first_in_column[column]
    while place >= 0:
        if (
            not used_up[left.row[place]]
            and abs(left.weight[place]) > nothing
            and abs(left.weight[place]) >= NOT_SMALL * most
            and (best < 0 or left.in_row[left.row[place]] < left.in_row[left.row[best]])
        ):
            best = place
        place = left.next_in_column[place]
    return best


@compiled
def subtract(left: Sparse, pivot: int, target: int, right: Floats) -> None:
    """Take so much of the pivot's row from the target's that the target becomes 0."""
    from_row, row, column = left.row[pivot], left.row[target], left.column[pivot]
    factor = left.weight[target] / left.weight[pivot]
    place = left.first_in_row[row]
    while place >= 0:
        left.place_of[left.column[place]] = place
        place = left.next_in_row[place]
    source = left.first_in_row[from_row]
    while source >= 0:
        own, change = left.column[source], factor * left.weight[source]
        if own != column and change != 0.0:
            place = left.place_of[own]
            if place < 0:
                add(left, row, own, -change)
            else:
                before = left.weight[place]
                left.weight[place] = difference(before, change)
                came = int(left.weight[place] != 0.0) - int(before != 0.0)
                left.in_row[row] += came
                left.in_column[own] += came
        source = left.next_in_row[source]
    left.weight[target] = 0.0
    left.in_row[row] -= 1
    place = left.first_in_row[row]
    while place >= 0:
        left.place_of[left.column[place]] = END
        place = left.next_in_row[place]
    right[row] = difference(right[row], factor * right[from_row])


@compiled
def difference(one: float, other: float) -> float:
    """one - other, where a rest that is only rounding is nothing."""
    rest = one - other
    return 0.0 if abs(rest) <= ROUNDING * abs(other) else rest


@compiled
def substitute_back(left: Sparse, pivots: Ints, right: Floats) -> None:
    """Find the unknowns from the last to the first, in place of `right`."""
    answer = np.empty(len(right))
    for step in range(len(pivots) - 1, -1, -1):
        pivot = pivots[step]
        rest = right[left.row[pivot]]
        terms = abs(rest)
        place = left.first_in_row[left.row[pivot]]
        while place >= 0:
            if place != pivot and left.weight[place] != 0.0:
                part = left.weight[place] * answer[left.column[place]]
                rest -= part
                terms += abs(part)
            place = left.next_in_row[place]
        answer[left.column[pivot]] = rest / left.weight[pivot] if abs(rest) > ROUNDING * terms else 0.0
    right[:] = answer
