"""What if: the difference told is that between the two markets planned from scratch."""

import numpy as np
import polars as pl
import pytest
from random_markets import frames_of, random_frames
from seeds import market_and_plan

from jejaring.market import (
    AddListing,
    ChangeListing,
    CloseFerry,
    CloseLane,
    ClosePort,
    CloseRegion,
    MarketFaults,
    RemoveListing,
    build_market,
    changed,
)
from jejaring.market.columns import LISTING_TABLES
from jejaring.planning import plan, verify
from jejaring.planning.what_if import what_if


def shop():
    lot = {"commodity": "beras", "quantity": 10.0}
    return build_market(
        frames_of(
            offers=[
                {"id": "near", "cooperative": "A", "price": 100.0, "region": "32.05"} | lot,
                {"id": "far", "cooperative": "B", "price": 120.0, "region": "33.74"} | lot,
            ],
            needs=[{"id": "n", "cooperative": "C", "price": 300.0, "region": "51.03"} | lot],
            freight=[
                {"origin": "32.05", "destination": "51.03", "rupiah_per_kg": 10.0},
                {"origin": "33.74", "destination": "51.03", "rupiah_per_kg": 10.0},
            ],
        )
    )


def fates(difference) -> dict:
    return dict(difference.listings.select("listing", "fate").iter_rows())


def test_a_price_raised_above_the_rival_drops_out():
    difference = what_if(shop(), [ChangeListing("near", {"price": 130.0})])
    assert difference.surplus == pytest.approx(-200.0)
    assert fates(difference) == {"near": "drops out", "far": "comes in"}
    assert difference.market == build_market(
        {
            **shop().tables,
            "offers": shop().offers.with_columns(
                price=pl.when(pl.col("id") == "near").then(130.0).otherwise("price")
            ),
        }
    )


def test_a_lane_shut_lets_the_rival_in():
    difference = what_if(shop(), [CloseLane("32.05", "51.03")])
    assert fates(difference) == {"near": "drops out", "far": "comes in"}


def test_a_region_shut_takes_its_listings_with_it():
    difference = what_if(shop(), [CloseRegion("32.05")])
    assert fates(difference) == {"near": "drops out", "far": "comes in"}
    assert difference.listings.filter(pl.col("listing") == "near")["after"].to_list() == [None]


def test_a_listing_added_and_another_removed():
    cheap = {"id": "new", "cooperative": "B", "commodity": "beras", "quantity": "10", "price": "50"}
    difference = what_if(shop(), [AddListing("offers", cheap | {"region": "33.74"}), RemoveListing("far")])
    assert fates(difference) == {"near": "drops out", "new": "comes in"}
    assert difference.surplus == pytest.approx(500.0)


def test_a_plan_of_another_market_is_refused():
    with pytest.raises(ValueError, match="another market"):
        what_if(shop(), [], before=plan(build_market(random_frames(1))))


def test_every_fault_is_told_at_the_change_that_has_it():
    changes = [
        ChangeListing("nera", {"price": 1.0}),
        ChangeListing("near", {"price": "7.500"}),
        RemoveListing("gone"),
        AddListing("ofers", {}),
        CloseRegion("Atlantis"),
        CloseLane("32.05", "33.74"),
    ]
    with pytest.raises(MarketFaults) as told:
        what_if(shop(), changes)
    kinds = {fault.file: fault.kind for fault in told.value.faults}
    assert kinds == {
        "nera.price=1.0": "unknown_listing",
        "near.price=7.500": "thousands_point",
        "gone": "unknown_listing",
        "ofers": "unknown_kind",
        "Atlantis": "unknown_region",
        "32.05:33.74": "no_such_lane",
    }
    assert "near" in told.value.say("id")


def some_changes(market, seed: int) -> list:
    """A listing taken out, another with another price and quantity, a lane or region shut."""
    rng = np.random.default_rng(seed)
    ids = [one for kind in LISTING_TABLES for one in getattr(market, kind)["id"]]
    changes: list = []
    if len(ids) > 1:
        gone, other = rng.permutation(ids)[:2]
        cells = {"price": float(rng.uniform(0, 1000)), "quantity": float(rng.uniform(0, 100))}
        changes = [RemoveListing(str(gone)), ChangeListing(str(other), cells)]
    row = market.freight_table.row(int(rng.integers(market.freight_table.height)), named=True)
    closing = (
        CloseRegion(row["origin"]) if rng.random() < 0.2 else CloseLane(row["origin"], row["destination"])
    )
    return [*changes, closing]


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.prove] if seed >= 4 else []) for seed in range(200)]
)
def test_gains_differ_by_what_the_surplus_differs(seed):
    market, before = market_and_plan(seed)
    difference = what_if(market, some_changes(market, seed), before)
    again = plan(build_market(difference.market.tables))
    assert difference.after.digest == again.digest
    assert verify(difference.market, difference.after)
    scale = max(1.0, before.gains["put_in"].sum(), before.surplus)
    assert difference.gains["difference"].sum() == pytest.approx(difference.surplus, abs=1e-6 * scale)
    assert difference.gains["after"].sum() == pytest.approx(again.surplus, abs=1e-6 * scale)


def test_a_port_and_a_ferry_shut_send_goods_another_way():
    listed = {"commodity": "beras", "quantity": 1000.0}
    tables = frames_of(
        offers=[
            {"id": "o", "cooperative": "A", "price": 9_000.0, "region": "35.78"} | listed,
            {"id": "p", "cooperative": "A", "price": 9_000.0, "region": "36.72"} | listed,
        ],
        needs=[
            {"id": "n", "cooperative": "B", "price": 20_000.0, "region": "73.71"} | listed,
            {"id": "m", "cooperative": "B", "price": 20_000.0, "region": "18.01"} | listed,
        ],
    )
    market = build_market({name: table for name, table in tables.items() if name != "freight"})
    for change in (ClosePort("tanjung perak"), CloseFerry("Bakauheni", "Merak")):
        assert what_if(market, [change]).surplus < 0
    with pytest.raises(MarketFaults) as told:
        changed(market, [ClosePort("Tanjung Perk"), CloseFerry("Merak", "Gilimanuk")])
    assert [fault.kind for fault in told.value.faults] == ["no_such_ferry", "unknown_port"]
    assert "Tanjung Perak (Surabaya)" in told.value.say("en")
    with pytest.raises(MarketFaults, match="own freight table"):
        changed(shop(), [ClosePort("Tanjung Perak")])
