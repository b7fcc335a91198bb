"""What is owed, by how long it is past due: the ages sum to the whole."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jejaring.web.money.ageing import ageing
from jejaring.web.money.models import Obligation

TODAY = date(2026, 11, 29)


def bill(days_past, balance):
    return Obligation(due=TODAY - timedelta(days=days_past), balance=balance)


def test_the_edges():
    ages = ageing([bill(days, 1) for days in (-5, 0, 1, 30, 31, 60, 61, 90, 91, 400)], TODAY)
    assert [age.count for age in ages] == [2, 2, 2, 2, 2]


@given(st.lists(st.tuples(st.integers(-100, 500), st.integers(0, 10**12))))
def test_nothing_is_lost_or_counted_twice(owed):
    ages = ageing([bill(days, balance) for days, balance in owed], TODAY)
    assert sum(age.amount for age in ages) == sum(balance for _, balance in owed)
    assert sum(age.count for age in ages) == sum(1 for _, balance in owed if balance)
