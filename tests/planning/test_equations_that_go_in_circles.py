"""A block of processes that feed one another is solved as NumPy solves it, however large and sparse."""

import numpy as np
import pytest
from seeds import seeds
from tests.planning.machine_code import sampled

from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex.basis import CELLS, empty_basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.elimination import (
    add,
    begin_equations,
    factored,
    forget_equations,
    solve,
    solve_across,
)
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.simplex.references import basis_by_reference


@entry
def make_ready(by_basis, first, size, rows, columns, weights):
    basis = basis_by_reference(by_basis)
    begin_equations(basis, first, size)
    for number in range(len(rows)):
        row, column = first + rows[number], first + columns[number]
        add(basis.cells, basis.lines, basis.left, basis.counts[CELLS], row, column, weights[number])
        basis.counts[CELLS] += 1
    return factored(basis, first, size)


@entry
def solve_for(by_basis, first, right, answer, across):
    basis = basis_by_reference(by_basis)
    for place in range(len(right)):
        basis.lines[first + place].right = right[place]
    if across:
        solve_across(basis, first, len(right))
    else:
        solve(basis, first, len(right))
    for place in range(len(right)):
        answer[place] = basis.lines[first + place].answer


@entry
def begin(by_basis):
    forget_equations(basis_by_reference(by_basis))


@pytest.fixture(scope="module")
def space():
    """A basis with lines for two blocks."""
    market = sampled()
    return empty_basis(lay_out(build_program(market, Ways(market.freight, goods_of(market)))).problem)


def random_equations(seed):
    """Like those of a block: something on the diagonal of a shuffled matrix, and a few entries beside it."""
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 120))
    entries = np.zeros((size, size))
    entries[random.permutation(size), np.arange(size)] = random.choice([-1.0, 1.0, 0.35, -40.0], size)
    beside = random.random((size, size)) < 2.5 / size
    entries[beside] += random.choice([-1.0, 1.0, 0.62], int(beside.sum()))
    return entries, random.choice([0.0, 1.0, -3.0], size)


def ready(space, entries, first=0):
    rows, columns = np.nonzero(entries)
    return make_ready(space, first, len(entries), rows, columns, entries[rows, columns])


def answer_of(space, right, first=0, across=False):
    answer = np.empty(len(right))
    solve_for(space, first, right, answer, across)
    return answer


@pytest.mark.parametrize("seed", seeds(quick=30))
def test_answers_are_those_of_numpy_block_beside_block_and_for_several_right_sides(space, seed):
    begin(space)
    blocks, first = [], 0
    for number in (2 * seed, 2 * seed + 1):
        entries, right = random_equations(number)
        if np.linalg.cond(entries) > 1e9:
            continue  # no single answer within rounding
        assert ready(space, entries, first) == 1
        blocks.append((first, entries, right))
        first += len(entries)
    for first, entries, right in [*blocks, *blocks[::-1]]:
        for side in (right, np.arange(len(right)) - 3.0):
            expected = np.linalg.solve(entries, side)
            assert answer_of(space, side, first) == pytest.approx(expected, rel=1e-7, abs=1e-9)
            across = np.linalg.solve(entries.T, side)
            assert answer_of(space, side, first, across=True) == pytest.approx(across, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("size", [2, 5, 60])
def test_a_full_matrix_has_room(space, size):
    begin(space)
    entries = np.random.default_rng(size).random((size, size)) + np.eye(size)
    assert ready(space, entries) == 1
    expected = np.linalg.solve(entries, np.ones(size))
    assert answer_of(space, np.ones(size)) == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_where_cells_do_not_fit_it_is_said(space):
    entries = np.eye(40) * 3.0
    entries[0], entries[:, 0] = 1.0, 1.0
    entries[1, 2:20] = entries[2:20, 1] = 1.0
    for room, result in ((1600, 1), (np.count_nonzero(entries), -1)):
        begin(space)
        assert ready(space._replace(cells=space.cells[:room]), entries) == result


@pytest.mark.parametrize("size", [2, 30])
def test_equations_that_say_the_same_twice_have_no_answer(space, size):
    begin(space)
    entries = np.eye(size)
    entries[0] = entries[1] = np.arange(1.0, size + 1.0)
    assert ready(space, entries) == 0
