"""Why this price, and what alone: what is said of a cooperative follows from the plan's own numbers."""

import re
from html import unescape

import polars as pl
import pytest
from day_of_report import DAY

from jejaring.market import build_market
from jejaring.market.model import TABLES
from jejaring.planning import plan, verify
from jejaring.report import report_html
from jejaring.report.reasons import reasons_of

KEYS = {
    "id": ("Mengapa harga ini?", "Apa yang didapat sendirian?"),
    "en": ("Why this price?", "What would it"),
}


@pytest.fixture(scope="module")
def reasons(case):
    market, proposal, _ = case
    return {row["listing"]: row for row in reasons_of(market, proposal, market.cooperatives["id"]).to_dicts()}


def test_only_used_listings_have_a_price_to_explain(reasons):
    assert set(reasons) == {"kulit-garut", "jahit", "sepatu-aceh"}


def test_a_seller_gets_what_its_buyer_pays_less_the_way(reasons):
    row = reasons["kulit-garut"]
    assert row["partner"] == "jahit"
    assert row["partner_price"] - row["way"] == pytest.approx(row["worth"])


def test_a_buyer_pays_what_its_seller_gets_and_the_way(reasons):
    row = reasons["sepatu-aceh"]
    assert row["whole"]
    assert row["partner_price"] + row["way"] == pytest.approx(row["worth"])


def test_what_is_used_in_part_has_its_own_price(reasons):
    for row in reasons.values():
        assert row["whole"] or row["worth"] == pytest.approx(row["price"])


def test_work_gets_what_it_makes_less_what_it_takes(reasons):
    row = reasons["jahit"]
    assert row["made"] - row["material"] == pytest.approx(row["worth"])


def test_where_its_price_is_one_of_many_the_range_is_told():
    """One seller at 10.000, one buyer at 20.000: any price between serves both; 13.333,33 shares evenly."""
    here = {"id": ["A"], "cooperative": ["K"], "commodity": ["kulit-sapi-mentah"], "quantity": [1.0]}
    market = build_market(
        {
            "cooperatives": pl.DataFrame({"id": ["K"], "name": ["Koperasi Contoh"], "region": ["32.05"]}),
            "capacities": pl.DataFrame(schema=TABLES["capacities"]),
            "offers": pl.DataFrame(here | {"price": [10_000.0]}),
            "needs": pl.DataFrame(here | {"id": ["B"], "price": [20_000.0]}),
        }
    )
    proposal = plan(market)
    told = unescape(report_html(market, proposal, verify(market, proposal), "id", day=DAY))
    assert told.count("harganya bisa antara Rp10.000 dan Rp20.000/") == 2
    assert told.count("33,3% dari nilai yang dibawa") == 2


def test_every_trading_cooperative_is_told(case, page, language):
    _, proposal, _ = case
    told = re.findall(r'<details class="each">.*?</details>', page, re.S)
    assert len(told) == proposal.gains.filter(pl.col("put_in") > 0).height
    assert all(key in unescape(one) for one in told for key in KEYS[language])


def test_work_that_is_full_and_work_that_is_not(case):
    market, _, _ = case
    scarce = market.tables | {"capacities": market.capacities.with_columns(quantity=pl.lit(100.0))}
    full = build_market(scarce)
    proposal = plan(full)
    told = unescape(report_html(full, proposal, verify(full, proposal), "id", day=DAY))
    assert "Kapasitasnya penuh. Hasilnya bernilai" in told
    assert "Belum semuanya terpenuhi" in told
