"""A block of processes that feed one another is solved as NumPy solves it, however large and sparse."""

import numpy as np
import pytest
from seeds import seeds

from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.elimination import solved


@entry
def solve_in_place(rows, columns, weights, right):
    return solved((rows, columns, weights), right)


def random_equations(seed):
    """Like those of a block: something on the diagonal of a shuffled matrix, and a few entries beside it."""
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 120))
    entries = np.zeros((size, size))
    entries[random.permutation(size), np.arange(size)] = random.choice([-1.0, 1.0, 0.35, -40.0], size)
    beside = random.random((size, size)) < 2.5 / size
    entries[beside] += random.choice([-1.0, 1.0, 0.62], int(beside.sum()))
    return entries, random.choice([0.0, 1.0, -3.0], size)


def answer_of(entries, right):
    rows, columns = np.nonzero(entries)
    answer = right.copy()
    return solve_in_place(rows, columns, entries[rows, columns], answer), answer


@pytest.mark.parametrize("seed", seeds(quick=30))
def test_the_answer_is_that_of_numpy(seed):
    entries, right = random_equations(seed)
    if np.linalg.cond(entries) > 1e9:
        pytest.skip("no single answer within rounding")
    found, answer = answer_of(entries, right)
    assert found
    assert answer == pytest.approx(np.linalg.solve(entries, right), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("size", [2, 5, 60])
def test_a_full_matrix_has_room(size):
    entries = np.random.default_rng(size).random((size, size)) + np.eye(size)
    found, answer = answer_of(entries, np.ones(size))
    assert found
    assert answer == pytest.approx(np.linalg.solve(entries, np.ones(size)), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("size", [2, 30])
def test_equations_that_say_the_same_twice_have_no_answer(size):
    entries, right = np.eye(size), np.ones(size)
    entries[0] = entries[1] = np.arange(1.0, size + 1.0)
    found, answer = answer_of(entries, right)
    assert not found
    assert (answer == right).all()
