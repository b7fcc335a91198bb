"""Trade confined to cooperatives, regencies and provinces: plans verify, and a wider one is never worse."""

from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest
from random_markets import frames_of, random_frames

from jejaring.insight.savings import SAVINGS_COLUMNS, cheaper, plans_of_scopes, savings, savings_by_region
from jejaring.market import Market, build_market
from jejaring.planning import plan, verify
from jejaring.planning.columns import digest_of
from jejaring.planning.model import Plan
from jejaring.planning.scopes import SCOPES, groups_of

SEEDS = [pytest.param(seed, marks=[pytest.mark.prove] if seed >= 2 else []) for seed in range(150)]


def rice(**cooperatives):
    """One seller of rice in Garut and three buyers: its own shop, one in Bandung, one in Makassar."""
    seats = {"A": "32.05", "B": "32.04", "C": "73.71"} | cooperatives
    need = {"commodity": "nasi", "quantity": 10.0, "price": 100.0}
    return build_market(
        frames_of(
            cooperatives=[{"id": name, "region": seat} for name, seat in seats.items()],
            commodities=[{"commodity": "nasi"}],
            offers=[{"id": "o", "cooperative": "A", "commodity": "nasi", "quantity": 40.0, "price": 10.0}],
            needs=[{"id": f"n{name}", "cooperative": name} | need for name in seats],
            freight=[
                {"origin": "32.05", "destination": "32.04", "rupiah_per_kg": 5.0},
                {"origin": "32.05", "destination": "73.71", "rupiah_per_kg": 20.0},
            ],
        )
    )


def values(table, measure, subject="") -> list:
    rows = table.filter((pl.col("measure") == measure) & (pl.col("subject") == subject))
    return dict(rows.select("scope", "value").iter_rows())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wider_scope_is_never_worse_and_every_plan_verifies(seed):
    market = build_market(random_frames(seed))
    surpluses = []
    for scope in SCOPES:
        proposal = plan(market, scope=scope)
        verdict = verify(market, proposal)
        assert verdict, verdict.faults
        surpluses.append(proposal.surplus)
        circle = dict(groups_of(market, scope).iter_rows())
        home = {
            row["id"]: circle[row["cooperative"]]
            for table in market.listings.values()
            for row in table.to_dicts()
        }
        for row in proposal.trades.to_dicts():
            assert home[row["seller"]] == home[row["buyer"]]
        trades = proposal.carriage.join(proposal.trades, on="trade")
        assert all(home[row["haulage"]] == home[row["seller"]] for row in trades.to_dicts())
    for narrow, wide in pairwise(surpluses):
        assert narrow <= wide + 1e-6 * max(1.0, wide)
    assert surpluses[-1] == pytest.approx(plan(market).surplus)


def test_what_each_scope_comes_to():
    market = rice()
    table = savings(market, plans_of_scopes(market))
    assert dict(table.schema) == SAVINGS_COLUMNS
    assert values(table, "surplus") == pytest.approx(
        {"cooperative": 900.0, "regency": 900.0, "province": 1750.0, "network": 2450.0}
    )
    assert values(table, "needs_served") == {"cooperative": 1, "regency": 1, "province": 2, "network": 3}
    assert values(table, "freight") == pytest.approx(
        {"cooperative": 0.0, "regency": 0.0, "province": 50.0, "network": 250.0}
    )
    assert values(table, "delivered_cost", "nasi") == pytest.approx(
        {"cooperative": 10.0, "regency": 10.0, "province": 12.5, "network": 550 / 30}
    )


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_regions_and_commodities_add_up_to_the_whole(seed):
    market = build_market(random_frames(seed))
    plans = plans_of_scopes(market)
    whole = savings(market, plans)
    for length in (2, 5):
        parts = savings_by_region(market, plans, length)
        for measure in ("surplus", "needs_served", "needs_value", "freight"):
            summed = parts.filter(measure=measure).group_by("scope").agg(pl.col("value").sum())
            told = values(whole, measure)
            for scope, value in summed.iter_rows():
                assert value == pytest.approx(told[scope], rel=1e-6, abs=1e-3), (measure, scope)
        for measure in ("delivered_cost", "production_cost"):
            mean = (pl.col("quantity") * pl.col("value")).sum() / pl.col("quantity").sum()
            summed = parts.filter(measure=measure).group_by("scope", "subject").agg(mean.alias("mean"))
            both = whole.filter(measure=measure).join(summed, on=["scope", "subject"])
            assert both.height == summed.height
            assert both["value"].to_list() == pytest.approx(both["mean"].to_list(), rel=1e-6, abs=1e-6)


def test_by_how_much_costs_fall_and_of_how_much_of_it_that_is_said():
    """Delivered for 18.33 a unit in the network, 12.50 within the province: dearer, for it goes farther."""
    market = rice()
    table = cheaper(savings(market, plans_of_scopes(market)))
    row = table.row(
        by_predicate=(pl.col("scope") == "province") & (pl.col("measure") == "delivered_cost"), named=True
    )
    assert row["fall"] == pytest.approx(1 - (550 / 30) / 12.5)
    assert row["covered"] == pytest.approx(1.0)
    made = table.filter(measure="production_cost")
    assert made["fall"].to_list() == [None] * 3  # nothing is made of anything


def test_a_confined_plan_verifies_from_its_folder_and_not_under_another_scope(tmp_path):
    market = rice()
    proposal = plan(market, scope="province")
    proposal.write(tmp_path / "rencana")
    read = Plan.read(tmp_path / "rencana")
    assert read.scope == "province"
    assert verify(market, read)
    for scope in ("network", "regency", "galaxy"):
        other = replace(read, scope=scope)
        assert not verify(market, replace(other, digest=digest_of(other.tables)))


def test_cooperatives_with_listings_elsewhere_belong_where_they_are_seated():
    market = rice(D="73.71")
    elsewhere = build_market(
        {
            **market.tables,
            "needs": market.needs.with_columns(
                region=pl.when(pl.col("id") == "nD").then(pl.lit("32.05")).otherwise("region")
            ),
        }
    )
    assert plan(elsewhere, scope="province").levels.filter(listing="nD")["level"].sum() == 0
    assert plan(elsewhere).levels.filter(listing="nD")["level"].sum() == 10


def test_the_example_within_provinces_verifies():
    """A piece of its prices is so badly scaled that the interior point oversteps its limits."""
    market = Market.read("examples/sepatu")
    assert verify(market, plan(market, scope="province")).faults == ()
