"""Solve a sparse system of equations by elimination, once or for several right sides.

Every step takes the column with the fewest cells left and, of its rows whose cell is not small beside
the largest, the one with the fewest cells: so that few cells come anew (Markowitz 1957). What is small
beside the terms it is the difference of is rounding, and counts as nothing. What was subtracted from what is
noted, so that it can be done to another right side later, and backwards for the transposed equations.

The equations of a block stand in the lines from its first top on. Cells and notes of all blocks share one
space, as long as the blocks hold; when it is full, what was found is forgotten.
"""

from jejaring.planning.simplex.basis import CELLS, FACTORED, NOTES, STAMP, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.problem import Ints, Records

NOT_SMALL = 0.1  # of the largest cell of a column: good enough to divide by
ROUNDING = 1e-13  # of the terms of a difference
SINGULAR = 1e-11  # of the largest cell a column began with
END = -1
NO_ROOM, UNDECIDED, READY = -1, 0, 1


@compiled
def forget_equations(basis: Basis) -> None:
    """Nothing is solved yet."""
    counts = basis.counts
    counts[STAMP] += 1
    counts[FACTORED] = counts[STAMP]
    counts[CELLS] = counts[NOTES] = 0


@compiled
def begin_equations(basis: Basis, first: int, size: int) -> None:
    """No cell yet in `size` lines from `first` on."""
    lines, left = basis.lines, basis.left
    for place in range(first, first + size):
        left[place] = 0
        line = lines[place]
        line.first_in_row = END
        line.first_in_column = END
        line.place_of = END
        line.in_row = 0
        line.used_up = 0
        line.largest = 0.0


@compiled
def add(
    cells: Records, lines: Records, left: Ints, number: int, row: int, column: int, weight: float
) -> None:
    """One more cell."""
    cell, across, down = cells[number], lines[row], lines[column]
    cell.row = row
    cell.column = column
    cell.weight = weight
    cell.next_in_row = across.first_in_row
    cell.next_in_column = down.first_in_column
    across.first_in_row = number
    down.first_in_column = number
    across.in_row += 1
    left[column] += 1


@compiled
def factored(basis: Basis, first: int, size: int) -> int:
    """READY: the equations can be solved now; UNDECIDED: they have no single answer; NO_ROOM for them."""
    cells, lines, left = basis.cells, basis.lines, basis.left
    notes, counts = basis.notes, basis.counts
    last = first + size
    for column in range(first, last):
        place = lines[column].first_in_column
        while place >= 0:
            lines[column].largest = max(lines[column].largest, abs(cells[place].weight))
            place = cells[place].next_in_column
    lines[first].first_note = counts[NOTES]
    done = first  # all columns before it are done
    for step in range(first, last):
        while left[done] == END:
            done += 1
        column = emptiest(left, done, last)
        pivot = best_row(cells, lines, column)
        if pivot < 0:
            return UNDECIDED
        row = cells[pivot].row
        lines[step].pivot = pivot
        lines[row].used_up = 1
        left[column] = END
        place = lines[column].first_in_column
        while place >= 0:
            if lines[cells[place].row].used_up == 0 and cells[place].weight != 0.0:
                if counts[CELLS] + lines[row].in_row > len(cells) or counts[NOTES] == len(notes):
                    return NO_ROOM
                note = notes[counts[NOTES]]
                note.row = cells[place].row
                note.from_row = row
                note.factor = cells[place].weight / cells[pivot].weight
                counts[NOTES] += 1
                counts[CELLS] = subtract(cells, lines, left, counts[CELLS], pivot, place, note.factor)
            place = cells[place].next_in_column
        place = lines[row].first_in_row
        while place >= 0:
            if cells[place].weight != 0.0 and left[cells[place].column] > 0:
                left[cells[place].column] -= 1
            place = cells[place].next_in_row
    lines[first].last_note = counts[NOTES]
    lines[first].factored = counts[FACTORED]
    return READY


@compiled
def emptiest(left: Ints, first: int, last: int) -> int:
    """The column with the fewest cells left."""
    best, fewest = END, last + 1
    for column in range(first, last):
        if 0 <= left[column] < fewest:
            best, fewest = column, left[column]
            if fewest <= 1:
                break
    return best


@compiled
def best_row(cells: Records, lines: Records, column: int) -> int:
    """The cell of a column to divide by; -1: all are nothing."""
    nothing = SINGULAR * lines[column].largest
    most, best = nothing, END
    place = lines[column].first_in_column
    while place >= 0:
        if lines[cells[place].row].used_up == 0:
            most = max(most, abs(cells[place].weight))
        place = cells[place].next_in_column
    place = lines[column].first_in_column
    while place >= 0:
        size = abs(cells[place].weight)
        if (
            lines[cells[place].row].used_up == 0
            and size > nothing
            and size >= NOT_SMALL * most
            and (best < 0 or lines[cells[place].row].in_row < lines[cells[best].row].in_row)
        ):
            best = place
        place = cells[place].next_in_column
    return best


@compiled
def subtract(
    cells: Records, lines: Records, left: Ints, count: int, pivot: int, target: int, factor: float
) -> int:
    """Take `factor` times the pivot's row from the target's; returns how many cells there are now."""
    from_row, row, column = cells[pivot].row, cells[target].row, cells[pivot].column
    place = lines[row].first_in_row
    while place >= 0:
        lines[cells[place].column].place_of = place
        place = cells[place].next_in_row
    source = lines[from_row].first_in_row
    while source >= 0:
        own, change = cells[source].column, factor * cells[source].weight
        if own != column and change != 0.0:
            place = lines[own].place_of
            if place < 0:
                add(cells, lines, left, count, row, own, -change)
                count += 1
            else:
                before = cells[place].weight
                after = difference(before, change)
                cells[place].weight = after
                came = int(after != 0.0) - int(before != 0.0)
                lines[row].in_row += came
                left[own] += came
        source = cells[source].next_in_row
    cells[target].weight = 0.0
    lines[row].in_row -= 1
    place = lines[row].first_in_row
    while place >= 0:
        lines[cells[place].column].place_of = END
        place = cells[place].next_in_row
    return count


@compiled
def difference(one: float, other: float) -> float:
    """one - other, where a rest that is only rounding is nothing."""
    rest = one - other
    return 0.0 if abs(rest) <= ROUNDING * abs(other) else rest


@compiled
def solve(basis: Basis, first: int, size: int) -> None:
    """Factored equations: how much of each column makes each row what stands in `right`, which is used up."""
    cells, lines, notes = basis.cells, basis.lines, basis.notes
    for place in range(lines[first].first_note, lines[first].last_note):
        note = notes[place]
        line = lines[note.row]
        line.right = difference(line.right, note.factor * lines[note.from_row].right)
    for step in range(first + size - 1, first - 1, -1):
        pivot = lines[step].pivot
        row = cells[pivot].row
        rest = lines[row].right
        terms = abs(rest)
        place = lines[row].first_in_row
        while place >= 0:
            if place != pivot and cells[place].weight != 0.0:
                part = cells[place].weight * lines[cells[place].column].answer
                rest -= part
                terms += abs(part)
            place = cells[place].next_in_row
        answer = rest / cells[pivot].weight if abs(rest) > ROUNDING * terms else 0.0
        lines[cells[pivot].column].answer = answer


@compiled
def solve_across(basis: Basis, first: int, size: int) -> None:
    """The same of the transposed equations: how much of each row makes each column what stands in `right`."""
    cells, lines, notes = basis.cells, basis.lines, basis.notes
    for step in range(first, first + size):
        pivot = lines[step].pivot
        column = cells[pivot].column
        rest = lines[column].right
        terms = abs(rest)
        place = lines[column].first_in_column
        while place >= 0:
            if place != pivot and cells[place].weight != 0.0:
                part = cells[place].weight * lines[cells[place].row].answer
                rest -= part
                terms += abs(part)
            place = cells[place].next_in_column
        answer = rest / cells[pivot].weight if abs(rest) > ROUNDING * terms else 0.0
        lines[cells[pivot].row].answer = answer
    for place in range(lines[first].last_note - 1, lines[first].first_note - 1, -1):
        note = notes[place]
        line = lines[note.from_row]
        line.answer = difference(line.answer, note.factor * lines[note.row].answer)
