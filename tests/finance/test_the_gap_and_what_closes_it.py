"""Cash day by day: the lowest point, the gap, what closes it, what is left to finance."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.clearing import Obligations, clear
from jejaring.finance import (
    Commitment,
    DownPayment,
    FinanceFaults,
    Movement,
    annuity,
    cash_flow,
    close_gap,
    movements_of_commitments,
    movements_of_obligations,
    setoffs_of,
)

START = date(2026, 3, 1)
MOVES = [
    Movement("pupuk", date(2026, 3, 10), -40_000_000, "Koperasi Contoh Pupuk"),
    Movement("upah", date(2026, 4, 5), -25_000_000),
    Movement("kopi", date(2026, 5, 20), 90_000_000, "Koperasi Contoh Sangrai"),
]


def test_balance_lowest_point_and_gap():
    flow = cash_flow(MOVES, START, 30_000_000)
    assert flow.balances == (
        (START, 30_000_000),
        (date(2026, 3, 10), -10_000_000),
        (date(2026, 4, 5), -35_000_000),
        (date(2026, 5, 20), 55_000_000),
    )
    assert flow.lowest == (date(2026, 4, 5), -35_000_000)
    assert flow.gap == 35_000_000
    assert flow.short_from == date(2026, 3, 10)
    assert flow.short_until == date(2026, 5, 20)


def test_every_day_has_its_balance():
    table = cash_flow(MOVES, START, 30_000_000).table()
    assert table.height == 81
    assert table.filter(pl.col("day") == date(2026, 4, 4))["balance"].item() == -10_000_000
    assert table["incoming"].sum() - table["outgoing"].sum() == 25_000_000


def test_what_was_due_before_is_due_now_and_a_day_pays_itself():
    late = Movement("lama", date(2025, 12, 1), -5_000_000)
    same = Movement("tunai", START, 5_000_000)
    flow = cash_flow([late, same], START)
    assert flow.gap == 0
    assert flow.short_from is None
    assert flow.short_until is None


def test_enough_never_again():
    flow = cash_flow(MOVES[:2], START)
    assert flow.short_until is None
    assert flow.gap == 65_000_000


def test_each_step_on_top_of_the_one_before():
    closing = close_gap(
        cash_flow(MOVES, START, 30_000_000),
        setoffs={"pupuk": 15_000_000, "kopi": 15_000_000},
        down_payments=[DownPayment("kopi", date(2026, 3, 5), 8_000_000)],
        earlier={"kopi": 50},
    )
    assert [(step.name, step.closed, step.flow.gap) for step in closing.steps] == [
        ("today", 0, 35_000_000),
        ("clearing", 15_000_000, 20_000_000),
        ("down-payments", 8_000_000, 12_000_000),
        ("earlier", 12_000_000, 0),
    ]
    assert closing.to_finance == 0


def test_clearing_can_widen_a_gap_and_says_so():
    moves = [Movement("masuk", date(2026, 3, 2), 10), Movement("keluar", date(2026, 9, 1), -10)]
    moves.append(Movement("upah", date(2026, 3, 3), -10))
    closing = close_gap(cash_flow(moves, START), setoffs={"masuk": 10, "keluar": 10})
    assert [step.closed for step in closing.steps] == [0, 0, 0, 0]
    moves.append(Movement("listrik", date(2026, 3, 4), 10))
    closing = close_gap(cash_flow(moves, START), setoffs={"masuk": 10, "keluar": 10})
    assert closing.steps[1].closed == -10


def test_from_debts_of_the_network():
    table = pl.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "debtor": ["10", "20", "30", "40"],
            "creditor": ["20", "30", "10", "30"],
            "amount": [100, 100, 200, 100],
            "due": [date(2026, 3, 5), date(2026, 4, 5), date(2026, 5, 5), date(2026, 3, 5)],
        }
    )
    obligations = Obligations.of(table)
    flow = cash_flow(movements_of_obligations(obligations, "10"), START)
    assert [(item.reference, item.amount, item.partner) for item in flow.movements] == [
        ("a", -100, "20"),
        ("c", 200, "30"),
    ]
    setoffs = setoffs_of(obligations, clear(obligations), "10")
    assert setoffs == {"a": 100, "c": 100}
    closing = close_gap(flow, setoffs=setoffs)
    assert (closing.steps[0].flow.gap, closing.to_finance) == (100, 0)
    assert closing.flow.movements[-1].amount == 100
    with pytest.raises(FinanceFaults, match="99"):
        movements_of_obligations(obligations, "99")


def test_terms_of_a_commitment():
    sale = Commitment(
        "PO-1", "B", 90, date(2026, 5, 1), True, terms_days=30, down_payment=30, signed=date(2026, 3, 1)
    )
    purchase = Commitment("PO-2", "C", 50, date(2026, 4, 1), False)
    assert movements_of_commitments([sale, purchase]) == (
        Movement("PO-1-dp", date(2026, 3, 1), 30, "B"),
        Movement("PO-1", date(2026, 5, 31), 60, "B"),
        Movement("PO-2", date(2026, 4, 1), -50, "C"),
    )


def test_a_loan_of_the_gap_closes_it_and_costs_its_interest():
    flow = cash_flow(MOVES, START, 30_000_000)
    loan = annuity(36_000_000, "0.06", 3, START, grace=2)
    lent = flow.with_loan(loan)
    assert lent.gap == 0
    assert lent.balances[-1][1] == flow.balances[-1][1] - loan.interest


movements = st.lists(
    st.tuples(st.integers(-50, 400), st.integers(-(10**9), 10**9).filter(bool)), max_size=15
).map(
    lambda rows: [
        Movement(f"m{n}", START + timedelta(days=days), amount) for n, (days, amount) in enumerate(rows)
    ]
)


@given(movements, st.integers(-(10**9), 10**9))
def test_the_table_and_the_balances_agree(moves, opening):
    flow = cash_flow(moves, START, opening)
    daily = dict(flow.table().select("day", "balance").iter_rows())
    assert all(daily[day] == balance for day, balance in flow.balances)
    assert min(daily.values()) == flow.lowest[1]
    assert flow.balances[-1][1] == opening + sum(item.amount for item in moves)


@given(movements, st.integers(-(10**9), 10**9), st.data())
def test_money_brought_forward_never_widens_a_gap_and_changes_no_sum(moves, opening, data):
    flow = cash_flow(moves, START, opening)
    incoming = [item for item in moves if item.amount > 0]
    chosen = data.draw(st.lists(st.sampled_from(incoming), unique=True) if incoming else st.just([]))
    asked = [
        DownPayment(item.reference, item.day - timedelta(days=data.draw(st.integers(0, 60))), amount)
        for item in chosen
        for amount in [data.draw(st.integers(1, item.amount))]
    ]
    earlier = {item.reference: data.draw(st.integers(0, 90)) for item in chosen}
    closing = close_gap(flow, down_payments=asked, earlier=earlier)
    assert all(step.closed >= 0 for step in closing.steps)
    assert closing.flow.balances[-1][1] == flow.balances[-1][1]
    assert closing.to_finance == flow.gap - sum(step.closed for step in closing.steps)


def test_faults_are_told_together():
    with pytest.raises(FinanceFaults) as told:
        cash_flow([Movement("a", START, 0), Movement("a", date(9999, 1, 1), 1)], START, 0.5)
    assert [fault.kind for fault in told.value.faults] == [
        "opening",
        "movement",
        "movement-twice",
        "movement-far",
    ]
    with pytest.raises(FinanceFaults) as told:
        close_gap(
            cash_flow(MOVES, START),
            setoffs={"x": 1, "pupuk": 40_000_001},
            down_payments=[DownPayment("upah", START, 1), DownPayment("kopi", date(2026, 6, 1), 0)],
            earlier={"upah": -1},
        )
    assert [fault.kind for fault in told.value.faults] == [
        "movement-unknown",
        "setoff",
        "not-incoming",
        "down-payment",
        "down-payment-late",
        "not-incoming",
        "terms",
    ]
    assert told.value.say("id")
    with pytest.raises(FinanceFaults) as told:
        movements_of_commitments([Commitment("a", "b", 5, START, True, terms_days=-1, down_payment=9)])
    assert [fault.kind for fault in told.value.faults] == ["down-payment", "down-payment-day", "terms"]
