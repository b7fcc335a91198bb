"""The report tells what is signed, and, when that has been worked out, what the network saves."""

from html import unescape

import pytest
from day_of_report import DAY

from jejaring.insight.savings import plans_of_scopes, savings
from jejaring.language import format_money
from jejaring.report import report_html

LANGUAGES = ["id", "en"]


@pytest.fixture(scope="module")
def compared(case):
    market, proposal, _ = case
    plans = plans_of_scopes(market, proposal)
    return plans, savings(market, plans)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trade_to_be_signed_stands_with_its_rupiah(case, language):
    market, proposal, verdict = case
    page = unescape(report_html(market, proposal, verdict, language, day=DAY))
    assert format_money(proposal.practical_surplus, language) in page
    assert proposal.practical_trades.height > 0
    for row in proposal.practical_trades.iter_rows(named=True):
        for rupiah in (row["received"], row["paid"] - row["received"], row["paid"]):
            assert format_money(rupiah, language) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_network_saves_is_told_for_every_reach(case, compared, language):
    market, proposal, verdict = case
    plans, table = compared
    page = unescape(report_html(market, proposal, verdict, language, day=DAY, savings=table))
    section = page[page.index('id="hemat"') :]
    for plan in plans.values():
        assert format_money(plan.surplus, language) in section


def test_without_that_work_nothing_is_said_of_savings(case):
    market, proposal, verdict = case
    assert 'id="hemat"' not in report_html(market, proposal, verdict, "id", day=DAY)


def test_a_cooperative_that_could_serve_itself_reads_what_it_gets_alone(case, compared):
    market, proposal, verdict = case
    alone = compared[0]["cooperative"].gains.with_columns(gain=1_234_567.0)
    page = unescape(report_html(market, proposal, verdict, "en", day=DAY, alone=alone))
    could = set(market.needs["cooperative"]) & (
        set(market.offers["cooperative"]) | set(market.capacities["cooperative"])
    )
    assert ("Rp1,234,567" in page) == bool(could & set(proposal.gains["cooperative"]))
