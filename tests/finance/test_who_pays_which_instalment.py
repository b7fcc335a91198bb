"""Receivables pay instalments; what breaks when buyers are late."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.finance import Break, FinanceFaults, Piece, Receivable, annuity, at_harvest, breaking, cover

START = date(2026, 1, 1)
LOAN = at_harvest(30_000_000, 0, [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)], START)
BUYERS = [
    Receivable("kopi-1", date(2026, 2, 25), 10_000_000),
    Receivable("kopi-2", date(2026, 3, 20), 12_000_000),
    Receivable("kopi-3", date(2026, 4, 20), 9_000_000),
]


def test_in_time_each_receivable_pays_its_instalment():
    paid = cover(LOAN, BUYERS)
    assert paid
    assert paid.pieces == (
        Piece(1, "kopi-1", 10_000_000, date(2026, 3, 1)),
        Piece(2, "kopi-2", 10_000_000, date(2026, 4, 1)),
        Piece(3, "kopi-2", 2_000_000, date(2026, 5, 1)),
        Piece(3, "kopi-3", 8_000_000, date(2026, 5, 1)),
    )
    assert paid.unused == 1_000_000


@pytest.mark.parametrize(
    ("late", "breaks"),
    [
        (4, ()),  # kopi-1 arrives on the very day
        (5, (Break(1, date(2026, 3, 1), 10_000_000, date(2026, 3, 2)),)),
        (
            14,
            (
                Break(1, date(2026, 3, 1), 10_000_000, date(2026, 3, 11)),
                Break(2, date(2026, 4, 1), 10_000_000, date(2026, 4, 3)),
                Break(3, date(2026, 5, 1), 8_000_000, date(2026, 5, 4)),
            ),
        ),
        (
            60,
            (
                Break(1, date(2026, 3, 1), 10_000_000, date(2026, 4, 26)),
                Break(2, date(2026, 4, 1), 10_000_000, date(2026, 5, 19)),
                Break(3, date(2026, 5, 1), 10_000_000, date(2026, 6, 19)),
            ),
        ),
    ],
)
def test_what_breaks_by_how_much_until_when(late, breaks):
    assert cover(LOAN, BUYERS, late).breaks == breaks


def test_too_little_never_pays():
    assert cover(LOAN, BUYERS[:2]).breaks == (Break(3, date(2026, 5, 1), 8_000_000, None),)


def test_cash_in_hand_helps():
    assert cover(LOAN, BUYERS[:2], cash=8_000_000)
    first = cover(LOAN, BUYERS[:2], cash=8_000_000).pieces[0]
    assert (first.reference, first.amount) == ("", 8_000_000)


def test_which_buyer_s_lateness_breaks_what():
    told = breaking(LOAN, BUYERS, (4, 14))
    assert told["kopi-1"][4] == ()
    assert [broken.instalment for broken in told["kopi-1"][14]] == [1]
    assert [broken.instalment for broken in told["kopi-2"][14]] == [2]
    assert [broken.instalment for broken in told["kopi-3"][14]] == [3]


receivables = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 5_000_000)), min_size=0, max_size=12
).map(
    lambda rows: [
        Receivable(f"r{n}", START + timedelta(days=days), amount) for n, (days, amount) in enumerate(rows)
    ]
)


@given(receivables, st.integers(0, 400), st.integers(0, 3_000_000))
def test_no_rupiah_is_lost_or_used_twice(items, late, cash):
    loan = annuity(10_000_000, "0.09", 12, START)
    paid = cover(loan, items, late, cash=cash)
    used, got = Counter(), Counter()
    for piece in paid.pieces:
        used[piece.reference] += piece.amount
        got[piece.instalment] += piece.amount
        assert piece.day >= loan.instalments[piece.instalment - 1].day
    have = {"": cash} | {item.reference: item.amount for item in items}
    assert all(used[name] <= have[name] for name in used)
    assert paid.unused == sum(have.values()) - sum(used.values())
    broken = {item.instalment: item for item in paid.breaks}
    so_far = 0
    for row in loan.instalments:
        so_far += row.payment
        in_time = cash + sum(item.amount for item in items if item.due + timedelta(days=late) <= row.day)
        short = min(row.payment, max(0, so_far - in_time))
        assert (broken[row.number].short if row.number in broken else 0) == short
        if row.number not in broken or broken[row.number].until:
            assert got[row.number] == row.payment
        else:
            assert got[row.number] < row.payment


@given(receivables, st.integers(0, 100), st.integers(0, 100))
def test_later_never_breaks_less(items, early, more):
    loan = annuity(10_000_000, "0.09", 12, START)
    before = {item.instalment: item.short for item in cover(loan, items, early).breaks}
    after = {item.instalment: item.short for item in cover(loan, items, early + more).breaks}
    assert all(after.get(number, 0) >= short for number, short in before.items())


def test_faults_are_told_together():
    wrong = [Receivable("a", START, 0), Receivable("a", START, -5)]
    with pytest.raises(FinanceFaults) as told:
        cover(LOAN, wrong, -1, late={"b"}, cash=-1)
    assert [fault.kind for fault in told.value.faults] == [
        "late-days",
        "cash",
        "receivable",
        "receivable",
        "receivable-twice",
        "receivable-unknown",
    ]
