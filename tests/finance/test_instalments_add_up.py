"""Instalments: whole rupiah, exact sums, nothing owed at the end, whatever the loan."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.finance import annuity, at_harvest, effective_rate, flat, on_days

START = date(2026, 1, 15)
amounts = st.integers(1, 10**13)
rates = st.integers(0, 3600).map(lambda n: Fraction(n, 10000))
starts = st.dates(date(2000, 1, 1), date(2100, 1, 1))
gaps = st.lists(st.integers(1, 400), min_size=1, max_size=24)


def dates(start, gaps):
    return [start + timedelta(days=sum(gaps[: n + 1])) for n in range(len(gaps))]


def holds(schedule):
    """What is true of every loan."""
    rows = schedule.instalments
    assert rows[-1].balance == 0
    assert sum(row.principal for row in rows) == schedule.amount
    assert schedule.paid == sum(row.payment for row in rows)
    owed, day = schedule.amount, schedule.start
    for number, row in enumerate(rows, start=1):
        assert row.number == number
        assert row.day > day
        assert row.principal >= 0
        assert row.interest >= 0
        assert row.balance == owed - row.principal
        owed, day = row.balance, row.day


@given(amounts, rates, st.integers(1, 120), starts, st.data())
def test_a_monthly_loan(amount, rate, months, start, data):
    grace = data.draw(st.integers(0, months - 1))
    step = data.draw(st.sampled_from([1, 100, 1000]))
    schedule = annuity(amount, rate, months, start, grace=grace, step=step)
    holds(schedule)
    rows = schedule.instalments
    assert len(rows) == months
    assert all(row.principal == 0 for row in rows[:grace])
    equal = max(row.payment for row in rows[grace:-1]) if months - grace > 1 else rows[-1].payment
    month = rate / 12
    half_rupiah_a_month = Fraction(months, 2) if month == 0 else ((1 + month) ** months - 1) / month / 2
    assert rows[-1].payment <= equal + ceil(half_rupiah_a_month) + 1


@given(st.integers(10**6, 10**12), rates, st.integers(1, 120))
def test_what_is_paid_is_worth_what_was_lent(amount, rate, months):
    schedule = annuity(amount, rate, months, START)
    growth = 1 + rate / 12
    worth = sum(row.payment / growth**row.number for row in schedule.instalments)
    assert abs(worth - amount) <= months


@given(amounts, rates, gaps, starts, st.data())
def test_harvests(amount, rate, gaps, start, data):
    shares = data.draw(st.none() | st.lists(st.integers(1, 9), min_size=len(gaps), max_size=len(gaps)))
    days = dates(start, gaps)
    schedule = at_harvest(amount, rate, days, start, shares=shares)
    holds(schedule)
    weights = shares or [1] * len(days)
    for row, weight in zip(schedule.instalments, weights, strict=True):
        assert abs(row.principal - Fraction(amount * weight, sum(weights))) < 1
        owed = row.balance + row.principal
        begin = start if row.number == 1 else days[row.number - 2]
        assert abs(row.interest - owed * rate * (row.day - begin).days / 365) <= Fraction(1, 2)


@given(amounts, rates, gaps, starts)
def test_irregular_dates(amount, rate, gaps, start):
    schedule = on_days(amount, rate, dates(start, gaps), start)
    holds(schedule)
    payments = {row.payment for row in schedule.instalments[:-1] if row.balance and row.principal}
    assert len(payments) <= 1  # those that pay only the interest of a long gap aside


@given(amounts, rates, st.integers(1, 120), starts)
def test_flat_interest(amount, rate, months, start):
    schedule = flat(amount, rate, months, start)
    holds(schedule)
    assert abs(schedule.interest - amount * rate * months / 12) <= Fraction(1, 2)


def test_a_hundred_million_over_three_years():
    schedule = annuity(100_000_000, "0.06", 36, START)
    assert schedule.interest == 9_518_973
    assert schedule.instalments[0].payment == 3_042_194
    assert schedule.instalments[-1].day == date(2029, 1, 15)
    assert schedule.instalments[-1].balance == 0
    assert round(float(schedule.flat_rate), 4) == 0.0317


def test_six_per_cent_flat_is_eleven_effective():
    misleading = flat(100_000_000, "0.06", 36, START)
    assert misleading.interest == 18_000_000
    assert effective_rate(misleading) == Decimal("0.110825")
    assert effective_rate(annuity(100_000_000, "0.06", 36, START)) == Decimal("0.060000")


def test_only_interest_in_the_grace_period():
    schedule = annuity(60_000_000, "0.06", 12, START, grace=6)
    assert [row.payment for row in schedule.instalments[:6]] == [300_000] * 6
    assert schedule.instalments[5].balance == 60_000_000
    assert schedule.instalments[6].principal > 0


def test_one_harvest_bears_the_interest_of_its_days():
    schedule = at_harvest(36_500_000, "0.06", [date(2026, 5, 15)], date(2026, 2, 4))
    assert [(row.principal, row.interest) for row in schedule.instalments] == [(36_500_000, 600_000)]


def test_a_leap_year_has_366_days_of_interest():
    schedule = at_harvest(36_500_000, "0.10", [date(2025, 1, 1)], date(2024, 1, 1))
    assert schedule.interest == 3_660_000


def test_no_interest_at_all():
    schedule = annuity(10_000_000, 0, 3, START)
    assert [row.payment for row in schedule.instalments] == [3_333_334, 3_333_334, 3_333_332]
    assert schedule.flat_rate == 0


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2026, 1, 31), [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        (date(2027, 12, 31), [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]),
    ],
)
def test_a_month_without_that_day_pays_on_its_last(start, days):
    assert [row.day for row in annuity(3_000_000, "0.06", 3, start).instalments] == days
