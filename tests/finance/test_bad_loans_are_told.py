"""Loans that cannot be: every fault in one answer, in both languages."""

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from string import Formatter

import pytest

from jejaring.finance import FinanceFaults, annuity, at_harvest, flat, on_days

START = date(2026, 1, 15)


def faults_of(make):
    with pytest.raises(FinanceFaults) as told:
        make()
    assert all(told.value.say(language) for language in ("id", "en"))
    return [fault.kind for fault in told.value.faults]


@pytest.mark.parametrize("amount", [0, -1, 2**53, 1.5, 10_000_000.0, "1000000", None, True, Decimal(5)])
def test_an_amount_is_whole_rupiah(amount):
    assert faults_of(lambda: annuity(amount, "0.06", 12, START)) == ["amount"]


def test_the_smallest_and_the_largest_amount():
    assert annuity(1, "0.06", 12, START).instalments[-1].balance == 0
    assert annuity(2**53 - 1, "0.06", 12, START).instalments[-1].balance == 0


@pytest.mark.parametrize(
    ("rate", "kind"),
    [
        (0.06, "rate"),
        ("6%", "rate"),
        ("1/0", "rate"),
        (None, "rate"),
        (Decimal("nan"), "rate"),
        (Decimal("inf"), "rate"),
        ("-0.01", "rate-range"),
        ("6", "rate-range"),
    ],
)
def test_a_rate_is_an_exact_share(rate, kind):
    assert faults_of(lambda: annuity(1000, rate, 12, START)) == [kind]
    assert faults_of(lambda: flat(1000, rate, 12, START)) == [kind]


def test_everything_at_once():
    kinds = faults_of(lambda: annuity(0, 0.06, 0, START, grace=-1, step=0))
    assert kinds == ["amount", "rate", "months", "grace", "step"]


@pytest.mark.parametrize(("months", "grace"), [(12, 12), (1, 1), (12, 13)])
def test_a_grace_period_ends_before_the_loan(months, grace):
    assert faults_of(lambda: annuity(1000, 0, months, START, grace=grace)) == ["grace"]


def test_dates_are_in_order_and_after_the_start():
    assert faults_of(lambda: on_days(1000, 0, [], START)) == ["days"]
    assert faults_of(lambda: on_days(1000, 0, [START], START)) == ["days-order"]
    days = [date(2026, 5, 1), date(2026, 5, 1), date(2026, 4, 1)]
    assert faults_of(lambda: at_harvest(1000, 0, days, START)) == ["days-order", "days-order"]
    assert faults_of(lambda: at_harvest(1000, 0, days[:1], START, shares=[1, 0])) == ["shares"]
    assert faults_of(lambda: at_harvest(1000, 0, days[:1], START, shares=[0])) == ["shares"]


def test_the_calendar_ends():
    assert faults_of(lambda: annuity(1000, 0, 600, date(9990, 1, 1))) == ["too-far"]


def test_both_languages_say_the_same_gaps():
    text = files("jejaring.finance").joinpath("phrases.toml").read_text(encoding="utf-8")
    for key, sentence in tomllib.loads(text).items():
        gaps = [
            {name for _, name, _, _ in Formatter().parse(sentence[lang]) if name} for lang in ("id", "en")
        ]
        assert gaps[0] == gaps[1], key
