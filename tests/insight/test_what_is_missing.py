"""A price named for a need serves it, a missing way is told, promises hold when replanned."""

import polars as pl
import pytest
from random_markets import frames_of, random_frames
from seeds import market_and_plan, seeds

from jejaring.insight.extra import checked
from jejaring.insight.gaps import openings, unserved
from jejaring.insight.resilience.strengthen import limits_of
from jejaring.market import ChangeListing, build_market, changed
from jejaring.planning import plan
from jejaring.planning.warm import Planner


@pytest.mark.parametrize("seed", seeds(quick=1))
def test_a_named_price_serves_the_need_and_no_other_does(seed):
    market, proposal = market_and_plan(seed)
    table = unserved(market, proposal, count=3)
    for row in table.filter(pl.col("exact")).to_dicts():
        served = []
        for price in (row["price"] - 1.0, row["price"] + 1.0):
            other = plan(changed(market, [ChangeListing(row["need"], {"price": max(price, 0.0)})]))
            served.append(other.levels.filter(listing=row["need"])["level"].sum() > 0)
        assert served == [False, True] or (served == [True, True] and row["price"] < 1.0)
    dear = [ChangeListing(need, {"price": 1e7}) for need in table.filter(reason="price")["need"].head(2)]
    lost = [
        ChangeListing(need, {"price": 1e7})
        for need in table.filter(pl.col("reason") != "price")["need"].head(2)
    ]
    for change in dear:
        other = plan(changed(market, [change]))
        assert other.levels.filter(listing=change.listing)["level"].sum() > 0
    for change in lost:
        other = plan(changed(market, [change]))
        assert other.levels.filter(listing=change.listing)["level"].sum() == 0


@pytest.mark.parametrize("seed", seeds(quick=1))
def test_a_little_more_capacity_is_worth_its_dual_price(seed):
    """Between the slopes on either side, which mostly are one."""
    market, proposal = market_and_plan(seed)
    planner = Planner(market)
    share = 1e-4
    table = checked(planner, limits_of(market, proposal, share), 3)
    for row in table.to_dicts():
        kind = {"capacity": "capacities", "store": "stores"}.get(row["kind"], row["kind"])
        quantity = getattr(market, kind).filter(id=row["subject"])["quantity"][0]
        less = planner.changed([ChangeListing(row["subject"], {"quantity": quantity * (1 - share)})])
        rounding = 1e-9 * planner.surplus
        assert row["gained"] <= row["promised"] + rounding
        assert planner.surplus - less.surplus >= row["promised"] - rounding


@pytest.mark.parametrize("seed", seeds(quick=1))
def test_one_more_never_loses(seed):
    market = build_market(random_frames(seed))
    proposal = plan(market)
    table = openings(market, proposal, Planner(market), count=3)
    assert (table["gained"] >= -1e-9 * max(proposal.surplus, 1.0)).all()
    assert table["gained"].is_sorted(descending=True)
    assert table["promised"].is_finite().all()


def island():
    """Rice in Garut for Bandung; in Kupang nobody can bring any, and shoes nobody has."""
    lot = {"quantity": 10.0, "price": 100.0}
    return build_market(
        frames_of(
            commodities=[{"commodity": "nasi"}, {"commodity": "sepatu"}],
            offers=[
                {
                    "id": "o",
                    "cooperative": "A",
                    "region": "32.05",
                    "commodity": "nasi",
                    "quantity": 5.0,
                    "price": 95.0,
                }
            ],
            needs=[
                {"id": "dekat", "cooperative": "B", "region": "32.04", "commodity": "nasi"} | lot,
                {"id": "jauh", "cooperative": "C", "region": "53.71", "commodity": "nasi"} | lot,
                {"id": "kaki", "cooperative": "B", "region": "32.04", "commodity": "sepatu"} | lot,
            ],
            freight=[{"origin": "32.05", "destination": "32.04", "rupiah_per_kg": 10.0}],
        )
    )


def test_why_a_need_is_not_served():
    market = island()
    table = {row["need"]: row for row in unserved(market, plan(market)).to_dicts()}
    assert table["dekat"]["reason"] == "price"
    assert table["dekat"]["price"] == pytest.approx(105.0)
    assert (table["jauh"]["reason"], table["jauh"]["price"]) == ("no-way", None)
    assert (table["kaki"]["reason"], table["kaki"]["price"]) == ("nobody", None)


def test_a_second_mill_where_the_first_is_too_small():
    market = build_market(
        frames_of(
            commodities=[{"commodity": "padi"}, {"commodity": "nasi"}],
            recipes=[
                {"recipe": "giling", "commodity": "nasi", "quantity": 1.0},
                {"recipe": "giling", "commodity": "padi", "quantity": -2.0},
            ],
            offers=[
                {
                    "id": "o",
                    "cooperative": "A",
                    "region": "32.05",
                    "commodity": "padi",
                    "quantity": 100.0,
                    "price": 10.0,
                }
            ],
            capacities=[
                {
                    "id": "g",
                    "cooperative": "A",
                    "region": "32.05",
                    "recipe": "giling",
                    "quantity": 20.0,
                    "price": 5.0,
                }
            ],
            needs=[
                {
                    "id": "n",
                    "cooperative": "B",
                    "region": "32.04",
                    "commodity": "nasi",
                    "quantity": 30.0,
                    "price": 100.0,
                }
            ],
            freight=[{"origin": "32.05", "destination": "32.04", "rupiah_per_kg": 1.0}],
        )
    )
    best = openings(market, plan(market), Planner(market)).row(0, named=True)
    assert (best["subject"], best["region"]) == ("giling", "32.05")
    assert best["gained"] == pytest.approx(10 * (100 - 1 - 20 - 5))  # ten more are wanted
    assert best["promised"] >= best["gained"]


@pytest.mark.parametrize("seed", [23, 43])
def test_where_nothing_is_traded_and_nothing_priced_nothing_is_missing_either(seed):
    market = build_market(random_frames(seed))
    assert plan(market).prices.is_empty()
    assert openings(market, plan(market), Planner(market), count=3).is_empty()
