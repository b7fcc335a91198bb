"""What is cleared is the most that can be, without anybody's net position moving."""

from collections import defaultdict

import numpy as np
import pytest
from networks import obligations, random_obligations
from scipy.optimize import linprog

from jejaring.clearing import Obligations, clear

SHARE, ALL = 60, 1_000


def seeds():
    return [
        *range(SHARE),
        *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(SHARE, ALL)),
    ]


def taken_off(debts, **given):
    clearing = clear(debts, **given)
    return dict(zip(debts.table["id"], clearing.setoffs.tolist(), strict=True))


def test_a_loop_is_cleared_and_what_hangs_on_it_is_not():
    debts = obligations(
        ("1", "10", "20", 100), ("2", "20", "30", 100), ("3", "30", "10", 200), ("4", "40", "30", 100)
    )
    assert taken_off(debts) == {"1": 100, "2": 100, "3": 100, "4": 0}


def largest_by_linear_program(debts):
    """The same question in SciPy: as much off what each owes as off what each is owed."""
    balance = np.zeros((len(debts.parties), len(debts)))
    balance[debts.debtor, np.arange(len(debts))] += 1
    balance[debts.creditor, np.arange(len(debts))] -= 1
    found = linprog(
        -np.ones(len(debts)),
        A_eq=balance,
        b_eq=np.zeros(len(debts.parties)),
        bounds=list(zip(np.zeros(len(debts)), debts.amount, strict=True)),
    )
    assert found.status == 0
    return round(-found.fun)


@pytest.mark.parametrize("seed", seeds())
def test_no_clearing_is_larger(seed):
    debts = random_obligations(seed)
    clearing = clear(debts)
    assert clearing.cleared == largest_by_linear_program(debts)
    assert (clearing.setoffs >= 0).all()
    assert (clearing.setoffs <= debts.amount).all()
    net = defaultdict(int)
    for debtor, creditor, setoff in zip(debts.debtor, debts.creditor, clearing.setoffs, strict=True):
        net[debtor] += int(setoff)
        net[creditor] -= int(setoff)
    assert not any(net.values())


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_rows_changes_nothing(seed):
    debts = random_obligations(seed)
    shuffled = Obligations.of(debts.table.sample(fraction=1.0, shuffle=True, seed=seed))
    assert taken_off(shuffled) == taken_off(debts)


def test_of_debts_between_the_same_two_the_oldest_goes_first():
    debts = obligations(
        ("new", "A", "B", 60, 9), ("old", "A", "B", 60, 1), ("mid", "A", "B", 60, 5), ("back", "B", "A", 100)
    )
    assert taken_off(debts) == {"old": 60, "mid": 40, "new": 0, "back": 100}


def test_parties_in_insolvency_are_left_out():
    debts = obligations(("1", "A", "B", 5), ("2", "B", "A", 5), ("3", "B", "C", 7), ("4", "C", "B", 7))
    assert taken_off(debts, insolvent=["A"]) == {"1": 0, "2": 0, "3": 7, "4": 7}


def test_amounts_beyond_what_floats_can_count_are_exact():
    most = 2**53 - 1
    debts = obligations(("1", "A", "B", most), ("2", "B", "A", most - 1))
    assert taken_off(debts) == {"1": most - 1, "2": most - 1}


def test_nothing_owed_is_nothing_cleared():
    nothing = Obligations.of(obligations(("1", "A", "B", 1)).table.clear())
    assert clear(nothing).cleared == 0
    assert clear(obligations(("1", "A", "B", 1))).cleared == 0
