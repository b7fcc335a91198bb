"""The rules of KUR at, just under and just over every limit and date.

`TABLE` is written by hand from what is known of the rules and shares nothing with the files that ship; the
tests after it go through every rule of every file.
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from jejaring.finance import FinanceFaults
from jejaring.finance.kur import Applicant, assess, rule_set_of, shipped_rule_sets

DAY = timedelta(days=1)
M = 1_000_000
# rule set, first day, scheme, more than, up to, verified, rates in per cent, years for working capital, for
# investment
TABLE = [
    ("permenko-11-2017", date(2018, 1, 1), "mikro", 0, 25 * M, True, [7], None, None),
    ("permenko-11-2017", date(2018, 1, 1), "kecil", 25 * M, 500 * M, False, [7], None, None),
    ("permenko-11-2017", date(2018, 1, 1), "khusus", 0, 500 * M, True, [7], 4, 5),
    ("permenko-8-2019", date(2020, 1, 1), "mikro", 0, 50 * M, False, [6], 3, 5),
    ("permenko-8-2019", date(2020, 1, 1), "kecil", 50 * M, 500 * M, False, [6], 4, 5),
    ("permenko-15-2020", date(2020, 8, 1), "super-mikro", 0, 10 * M, True, [0, 6], None, None),
    ("permenko-15-2020", date(2020, 8, 1), "mikro", 10 * M, 50 * M, True, [6], 3, 5),
    ("permenko-15-2020", date(2020, 8, 1), "kecil", 50 * M, 500 * M, False, [6], None, None),
    ("permenko-1-2022", date(2022, 1, 1), "super-mikro", 0, 10 * M, False, [3, 6], 3, 5),
    ("permenko-1-2022", date(2022, 1, 1), "mikro", 10 * M, 100 * M, False, [3, 6], 3, 5),
    ("permenko-1-2022", date(2022, 1, 1), "kecil", 100 * M, 500 * M, False, [3, 6], 4, 5),
    ("permenko-1-2022", date(2022, 1, 1), "khusus", 0, 500 * M, False, [3, 6], 4, 5),
    ("permenko-1-2023", date(2023, 2, 1), "super-mikro", 0, 10 * M, True, [3], 3, 5),
    ("permenko-1-2023", date(2023, 2, 1), "mikro", 10 * M, 100 * M, True, [6, 7, 8, 9], 3, 5),
    ("permenko-1-2023", date(2023, 2, 1), "kecil", 100 * M, 500 * M, True, [6, 7, 8, 9], 4, 5),
    ("permenko-1-2023", date(2023, 2, 1), "khusus", 0, 500 * M, True, [6], 4, 5),
    ("permenko-1-2023", date(2023, 2, 1), "alsintan", 0, 2000 * M, True, [3], None, None),
    ("permenko-12-2025", date(2025, 1, 1), "super-mikro", 0, 10 * M, False, [3], 3, 5),
    ("permenko-12-2025", date(2025, 1, 1), "mikro", 10 * M, 100 * M, False, [6, 7, 8, 9], 3, 5),
    ("permenko-12-2025", date(2025, 1, 1), "kecil", 100 * M, 500 * M, False, [6, 7, 8, 9], 4, 5),
    ("permenko-12-2025", date(2025, 1, 1), "khusus", 0, 500 * M, False, [6], 4, 5),
    ("permenko-12-2025", date(2025, 6, 28), "lpdb", 0, 3000 * M, True, [3], 10, 10),
    ("permenko-12-2025", date(2025, 8, 6), "kipk", 500 * M - 1, 10_000 * M, True, [], None, 8),
    ("permenko-1-2026", date(2026, 1, 5), "super-mikro", 0, 10 * M, True, [3, 6], 3, 5),
    ("permenko-1-2026", date(2026, 1, 5), "mikro", 10 * M, 100 * M, False, [6], 3, 5),
    ("permenko-1-2026", date(2026, 1, 5), "kecil", 100 * M, 500 * M, True, [6], 4, 5),
    ("permenko-1-2026", date(2026, 1, 5), "khusus", 0, 500 * M, False, [6], 4, 5),
    ("permenko-1-2026", date(2026, 1, 5), "bencana-sumatera", 0, 500 * M, False, [0, 3, 6], None, None),
]
NOTHING_BEFORE = {date(2018, 1, 1)}
"""First days before which no rule set is known."""
ROWS = pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}:{row[2]}")
EVERY_RULE = [
    pytest.param(rules, scheme, rule, id=f"{rules.id}:{scheme.id}:{number}:{rule.kind}")
    for rules in shipped_rule_sets()
    for scheme in rules.schemes
    for number, rule in enumerate(scheme.rules)
]


def one_borrower(scheme):
    """Somebody for whom a limit counts once."""
    return Applicant("group", members=1) if scheme == "khusus" else Applicant("member")


def amounts_of(row, amount):
    """What the rules on the amount say of it, taken as they stand, and what counts."""
    assessed = assess(one_borrower(row[2]), amount, "investment", row[1]).of(row[2])
    reasons = [reason for reason in assessed.reasons if reason.rule.kind.startswith("amount")]
    assert {reason.rule.verified for reason in reasons} == {row[5]}
    fits = all(reason.found == "met" for reason in reasons)
    for reason in reasons:
        assert reason.outcome == (reason.found if row[5] else "bank")
    return fits


@ROWS
def test_amounts_at_just_under_and_just_over(row):
    _, _, _, over, most, *_ = row
    assert amounts_of(row, most)
    assert amounts_of(row, most - 1)
    assert not amounts_of(row, most + 1)
    assert amounts_of(row, over + 1)
    assert amounts_of(row, over + 2)
    if over:
        assert not amounts_of(row, over)
        assert not amounts_of(row, over - 1)


@ROWS
def test_the_first_day_and_the_day_before(row):
    rules, first, scheme, *_ = row
    assert rule_set_of(first, shipped_rule_sets()).id == rules
    assert assess(Applicant("member"), M, "investment", first).of(scheme)
    if first in NOTHING_BEFORE:
        with pytest.raises(FinanceFaults):
            assess(Applicant("member"), M, "investment", first - DAY)
        return
    before = assess(Applicant("member"), M, "investment", first - DAY)
    listed = {assessed.scheme.id for assessed in before.schemes}
    assert before.rules.id != rules or scheme not in listed


@ROWS
def test_rates_and_terms(row):
    _, first, scheme, _, _, _, rates, capital, investment = row
    found = assess(Applicant("member"), M, "investment", first).of(scheme).scheme.rules
    told = [rule.values["percent"] for rule in found if rule.kind == "rate"]
    assert told == ([tuple(Fraction(rate, 100) for rate in rates)] if rates else [])
    years = {rule.values["purpose"]: rule.values["value"] for rule in found if rule.kind == "years-up-to"}
    assert years == {
        purpose: most for purpose, most in (("working-capital", capital), ("investment", investment)) if most
    }


def test_the_table_has_every_scheme_that_ships():
    tabled = {(row[0], row[2]) for row in TABLE}
    for rules in shipped_rule_sets():
        for scheme in rules.schemes:
            carried = rules.id == "permenko-1-2026" or scheme.id in ("alsintan", "bencana-sumatera")
            assert (rules.id, scheme.id) in tabled or carried


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(1, 1, 1), date(2007, 11, 5)])
def test_before_the_first_rule_set_nothing_is_guessed(day):
    with pytest.raises(FinanceFaults) as told:
        assess(Applicant("member"), M, "investment", day)
    assert "2018-01-01" in told.value.say("id")
    assert "not taken instead" in told.value.say("en")


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2022, 7, 1), date(2023, 1, 31)])
def test_in_a_gap_between_rule_sets_nothing_is_guessed(day):
    known = [rules for rules in shipped_rule_sets() if rules.id != "permenko-1-2022"]
    with pytest.raises(FinanceFaults) as told:
        assess(Applicant("member"), M, "investment", day, rule_sets=known)
    assert told.value.faults[0].kind == "rules-ended"
    last = assess(Applicant("member"), M, "investment", date(2021, 12, 31), rule_sets=known)
    assert last.rules.id == "permenko-15-2020"


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2021, 12, 31), "permenko-15-2020"),
        (date(2022, 1, 1), "permenko-1-2022"),
        (date(2023, 1, 31), "permenko-1-2022"),
        (date(2023, 2, 1), "permenko-1-2023"),
    ],
)
def test_each_rule_set_ends_where_the_next_begins(day, rules):
    found = assess(Applicant("member"), M, "investment", day)
    assert found.rules.id == rules
    if rules == "permenko-1-2022":
        assert found.of("super-mikro").verdict == "bank", "nobody has verified its limits"


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 5), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_new_loans_after_the_floods_are_those_of_2026(day, listed):
    schemes = {item.scheme.id for item in assess(Applicant("member"), M, "investment", day).schemes}
    assert ("bencana-sumatera" in schemes) == listed


@pytest.mark.parametrize(("rules", "scheme", "rule"), EVERY_RULE)
def test_every_rule_at_its_limit(rules, scheme, rule):
    """Each rule of each file, alone: at its limit, just under, just over, and where nobody has said."""
    day = max(rules.first_day, scheme.first_day)

    def found(applicant=None, amount=rule.above + 1, purpose="investment", months=None):
        who = applicant or Applicant(rule.applicants[0])
        assessed = assess(who, amount, purpose, day, months=months).of(scheme.id)
        return next((item.found for item in assessed.reasons if item.rule is rule), None)

    first, value = rule.applicants[0], rule.values.get("value")
    if rule.kind == "years-up-to":
        purpose = rule.values["purpose"]
        longer = "bank" if "extended" in rule.values else "failed"
        assert [found(purpose=purpose, months=value * 12 + more) for more in (-1, 0, 1)] == [
            "met",
            "met",
            longer,
        ]
        if "extended" in rule.values:
            end = rule.values["extended"] * 12
            assert [found(purpose=purpose, months=end + more) for more in (0, 1)] == ["bank", "failed"]
        assert found(purpose=purpose) == "told"
        other = "investment" if purpose == "working-capital" else "working-capital"
        assert found(purpose=other, months=600) is None
    elif rule.kind == "who":
        for kind in ("member", "group", "cooperative"):
            expected = "bank" if kind in rule.values["ask"] else "met"
            expected = "failed" if kind not in (*rule.values["ask"], *rule.values["fits"]) else expected
            assert found(Applicant(kind)) == expected
    elif rule.kind == "fact":
        name = rule.values["fact"]
        states = [Applicant(first, facts={name: so}) for so in (True, False)]
        assert [found(who) for who in [*states, Applicant(first)]] == ["met", "failed", "open"]
        if rule.above:
            assert found(amount=rule.above) is None
        if "member" not in rule.applicants:
            assert found(Applicant("member")) is None
    elif rule.kind == "months-in-business":
        ages = [Applicant(first, business_months=value + more) for more in (-1, 0, 1)]
        assert [found(who) for who in ages] == ["failed", "met", "met"]
        assert found() == "open"
    elif rule.kind == "turnover-up-to":
        sizes = [Applicant(first, turnover=value + more) for more in (-1, 0, 1)]
        assert [found(who) for who in sizes] == ["met", "met", "failed"]
        assert found() == "open"
    elif rule.kind == "accesses-up-to":
        sector = rule.values["sector"]
        often = [Applicant(first, accesses=value + more, sector=sector) for more in (-2, -1, 0, 1)]
        assert [found(who) for who in often] == ["met", "met", "failed", "failed"]
        assert found(Applicant(first, accesses=1)) == "open"
        assert found(Applicant(first, accesses=0)) == "met"
        other = "other" if sector == "farm" else "farm"
        assert found(Applicant(first, accesses=9, sector=other)) is None
    elif rule.kind == "workers-from":
        sizes = [Applicant(first, workers=value + more) for more in (-1, 0, 1)]
        assert [found(who) for who in sizes] == ["failed", "met", "met"]
    elif rule.kind == "provinces":
        places = [Applicant(first, province=code) for code in ("10", "11", "13", "14")]
        assert [found(who) for who in places] == ["failed", "met", "met", "failed"]
    elif rule.kind == "purposes":
        assert [found(purpose=purpose) for purpose in ("investment", "working-capital")] == ["met", "failed"]
    elif rule.kind == "amount-over":
        assert [found(amount=value + more) for more in (-1, 0, 1)] == ["failed", "failed", "met"]
    elif rule.kind == "amount-from":
        assert [found(amount=value + more) for more in (-1, 0, 1)] == ["failed", "met", "met"]
    elif rule.kind == "amount-up-to":
        assert [found(amount=value + more) for more in (-1, 0, 1)] == ["met", "met", "failed"]
    elif rule.kind == "rate":
        assert found() == ("bank" if rule.values["basis"] == "conflict" else "told")
    else:
        assert rule.kind in ("collateral-free-up-to", "accesses-unlimited")
        assert found() == "told"


@pytest.mark.parametrize(("rules", "scheme", "rule"), EVERY_RULE)
def test_every_rule_has_a_source_that_is_listed(rules, scheme, rule):
    assert all("." in rules.sources[source] for source in rule.sources)
