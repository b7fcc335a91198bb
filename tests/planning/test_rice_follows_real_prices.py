"""A year of Indonesia's rice, from real harvests, people and prices: does the plan look like the country?"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jejaring.market import Market
from jejaring.planning import plan, verify

SHARED = Path(__file__).parents[2].parent / "shared"
RICE, PRICES = SHARED / "markets" / "beras", SHARED / "data" / "consumer_prices_province_2026-02.csv"
pytestmark = pytest.mark.skipif(not RICE.exists(), reason="the real figures are not beside this checkout")


@pytest.fixture(scope="module")
def rice():
    market = Market.read(RICE)
    return market, plan(market)


def by_province(frame: pl.DataFrame, region: str) -> pl.DataFrame:
    return frame.with_columns(province=pl.col(region).str.head(2))


def test_it_is_proved(rice):
    verdict = verify(*rice)
    assert verdict, verdict.faults


def test_prices_by_province_follow_those_of_the_markets(rice):
    _, proposal = rice
    planned = (
        by_province(proposal.prices.filter(commodity="beras"), "region")
        .group_by("province")
        .agg(pl.col("price").mean())
    )
    paid = pl.read_csv(PRICES, schema_overrides={"province_code": pl.String}).filter(
        commodity="beras-kualitas-medium-i"
    )
    both = planned.join(paid, left_on="province", right_on="province_code")
    assert both.height == 34
    assert np.corrcoef(both["price"], both["median_rp_per_kg"])[0, 1] >= 0.70


def test_rice_leaves_the_provinces_that_have_it_and_reaches_those_that_lack_it(rice):
    _, proposal = rice
    moved = proposal.trades.with_columns(
        away=pl.col("origin").str.head(2), to=pl.col("destination").str.head(2)
    ).filter(pl.col("away") != pl.col("to"))
    # Paddy may travel before it is milled: 1.562 kg of it is one of rice.
    rice = pl.col("quantity") / pl.when(pl.col("commodity") == "gkg").then(1.562).otherwise(1.0)
    out = dict(moved.group_by("away").agg(rice.sum()).iter_rows())
    into = dict(moved.group_by("to").agg(rice.sum()).iter_rows())
    net = {province: into.get(province, 0.0) - out.get(province, 0.0) for province in out | into}
    for seller in (
        "35",
        "33",
        "73",
        "16",
        "18",
    ):  # East and Central Java, South Sulawesi, South Sumatra, Lampung
        assert net[seller] < 0, seller
    for buyer in ("31", "14", "21", "64", "91"):  # Jakarta, Riau, Riau Islands, East Kalimantan, Papua
        assert net[buyer] > 0, buyer
