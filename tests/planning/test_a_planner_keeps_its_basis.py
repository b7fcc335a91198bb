"""A change starts from the last optimum, and ends where a plan from the beginning would."""

import numpy as np
import polars as pl
import pytest
from oracle import optimum
from random_markets import random_frames
from seeds import seeds

from jejaring.market import (
    AddListing,
    ChangeListing,
    CloseRegion,
    MarketFaults,
    RemoveListing,
    build_market,
)
from jejaring.planning import PlanFault, verify
from jejaring.planning.activities import KINDS
from jejaring.planning.warm import Planner, read_standing
from jejaring.planning.what_if import what_if

EQUAL = 1e-9  # of the surplus


def changes_of(market, seed):
    """One change of every kind that the market allows."""
    rng = np.random.default_rng(seed)
    for kind in KINDS:
        table = getattr(market, kind)
        if not table.height:
            continue
        row = table.row(int(rng.integers(table.height)), named=True)
        listing, quantity, price = row["id"], row["quantity"], row["price"]
        yield RemoveListing(listing)
        yield ChangeListing(listing, {"quantity": quantity * 0.4})
        yield ChangeListing(listing, {"quantity": quantity * 3})
        yield ChangeListing(listing, {"price": price * 0.7})
        yield ChangeListing(listing, {"price": price * 1.3, "quantity": quantity * 1.5})
        yield AddListing(kind, row | {"id": "baru", "price": price * float(rng.choice([0.6, 1.0, 1.4]))})
    if market.cooperatives.height:
        yield CloseRegion(market.cooperatives["region"][0])


def assert_same_optimum(planner):
    best = optimum(planner.market).surplus
    size = max(best, 1.0)
    assert planner.surplus == pytest.approx(best, rel=EQUAL, abs=EQUAL * size)


@pytest.mark.parametrize("seed", seeds(quick=2))
def test_every_change_ends_at_the_optimum_of_the_changed_market(seed):
    market = build_market(random_frames(seed))
    planner = Planner(market)
    assert_same_optimum(planner)
    for change in changes_of(market, seed):
        try:
            other = planner.changed([change])
        except MarketFaults:
            continue  # such a market may not be: closing a region may leave a listing without its place
        assert_same_optimum(other)


@pytest.mark.parametrize("seed", seeds(quick=3))
def test_many_changes_one_after_the_other(seed):
    market = build_market(random_frames(seed))
    planner, rng = Planner(market), np.random.default_rng(seed)
    for _ in range(8):
        kind = rng.choice([kind for kind in KINDS if getattr(planner.market, kind).height])
        table = getattr(planner.market, kind)
        row = table.row(int(rng.integers(table.height)), named=True)
        factor = float(rng.choice([0.5, 0.8, 1.25, 2.0]))
        what = str(rng.choice(["price", "quantity"]))
        planner = planner.changed([ChangeListing(row["id"], {what: row[what] * factor})])
    assert_same_optimum(planner)
    proposal = planner.plan()
    assert verify(planner.market, proposal)


@pytest.mark.parametrize("seed", seeds(quick=3))
def test_a_basis_is_kept_in_files_and_taken_up_again(seed, tmp_path):
    market = build_market(random_frames(seed))
    planner = Planner(market)
    planner.standing.write(tmp_path)
    again = Planner(market, standing=read_standing(tmp_path))
    assert again.surplus == pytest.approx(planner.surplus, rel=EQUAL, abs=1e-6)
    assert verify(market, again.plan())


@pytest.mark.parametrize("table", ["nodes", "processes", "hauls"])
def test_a_basis_that_was_changed_is_refused(table, tmp_path):
    planner = Planner(build_market(random_frames(3)))
    planner.standing.write(tmp_path)
    file = tmp_path / f"{table}.parquet"
    frame = pl.read_parquet(file)
    column = "parent" if table == "nodes" else "seat"
    frame.with_columns(pl.lit(10**6, dtype=pl.Int64).alias(column)).write_parquet(file)
    if frame.height:
        with pytest.raises(PlanFault, match="--keep-basis"):
            read_standing(tmp_path)
    file.write_bytes(b"not parquet")
    with pytest.raises(PlanFault):
        read_standing(tmp_path)


def test_nodes_that_hang_in_a_circle_are_refused(tmp_path):
    Planner(build_market(random_frames(3))).standing.write(tmp_path)
    file = tmp_path / "nodes.parquet"
    frame = pl.read_parquet(file)
    circle = pl.Series("parent", [1, 0, *frame["parent"][2:]], dtype=pl.Int64)
    frame.with_columns(circle).write_parquet(file)
    with pytest.raises(PlanFault):
        read_standing(tmp_path)


def test_what_if_from_a_planner_tells_the_same():
    market = build_market(random_frames(5))
    change = RemoveListing(market.offers["id"][0])
    cold, warm = what_if(market, [change]), what_if(market, [change], planner=Planner(market))
    assert warm.surplus == pytest.approx(cold.surplus, rel=1e-9, abs=1e-6)
    gains = [difference.gains.sort("cooperative")["difference"].to_list() for difference in (cold, warm)]
    assert gains[1] == pytest.approx(gains[0], rel=1e-6, abs=1.0)


def test_a_change_that_cannot_be_is_refused_and_nothing_is_lost():
    planner = Planner(build_market(random_frames(3)))
    before = planner.surplus
    with pytest.raises(MarketFaults):
        planner.changed([RemoveListing("tiada")])
    listing = planner.market.offers["id"][0]
    with pytest.raises(MarketFaults):
        planner.changed([ChangeListing(listing, {"quantity": -1.0})])
    assert planner.surplus == before


def test_a_haul_is_not_taken_up_on_another_way():
    """The regency that is shut leaves the market's own freight, and all that come after it move up."""
    market = build_market(random_frames(48))
    assert_same_optimum(Planner(market).changed([CloseRegion("53.01")]))


def test_a_market_whose_last_lane_is_shut_has_an_empty_plan():
    market = build_market(random_frames(61))
    empty = Planner(market).changed([CloseRegion("32.05")])
    assert empty.surplus == 0.0
    assert verify(empty.market, empty.plan())
