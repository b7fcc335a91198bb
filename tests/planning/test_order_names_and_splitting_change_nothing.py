"""The plan depends on what a market says, not on row order, ids or how a listing is cut up."""

import numpy as np
import polars as pl
import pytest
from random_markets import random_frames
from seeds import market_and_plan, seeds

from jejaring.market import build_market
from jejaring.market.model import LISTING_TABLES
from jejaring.planning import plan

QUICK = 3


def reordered(frames, seed):
    rng = np.random.default_rng(seed)
    shuffled = {
        name: frame[rng.permutation(frame.height)] if frame.height else frame
        for name, frame in frames.items()
        if name != "recipes"  # whose first output is the main one
    }
    return frames | shuffled


def renamed(frames, seed):
    rng = np.random.default_rng(seed)
    listings = {table: frames[table] for table in (*LISTING_TABLES, "cooperatives")}
    ids = pl.concat([frame["id"] for frame in listings.values()]).to_list()
    names = dict(zip(ids, (f"nama-{number}" for number in rng.permutation(len(ids))), strict=True))
    columns = [pl.col("id").replace(names)]
    cooperative = pl.col("cooperative").replace(names)
    return frames | {
        name: frame.with_columns(columns if name == "cooperatives" else [*columns, cooperative])
        for name, frame in listings.items()
    }


def cut_up(frames, shares, only=None):
    """Every listing, or `only` one, as two with these shares of its quantity."""
    picked = pl.col("id") == only if only else pl.lit(True)
    return frames | {
        name: pl.concat(
            [
                frames[name].filter(~picked),
                *(
                    frames[name]
                    .filter(picked)
                    .with_columns(pl.col("quantity") * share, pl.col("id") + suffix)
                    for share, suffix in zip(shares, ("-a", "-b"), strict=True)
                ),
            ]
        )
        for name in LISTING_TABLES
    }


def assert_same_prices(one, other):
    keys = ["period", "commodity", "region"]
    both = one.prices.join(other.prices, on=keys, how="full", coalesce=True, suffix="_other")
    assert both.height == one.prices.height
    for commodity, period, region, price, price_other in both.select(
        "commodity", "period", "region", "price", "price_other"
    ).iter_rows():
        assert price_other == pytest.approx(price, rel=1e-6, abs=1e-6), (commodity, period, region)


def assert_same_gains(one, other, named=lambda cooperative: cooperative):
    """Of every cooperative; `named` is what the other plan calls it."""
    before, after = (dict(p.gains.select("cooperative", "gain").iter_rows()) for p in (one, other))
    for cooperative, gain in before.items():
        assert after[named(cooperative)] == pytest.approx(gain, rel=1e-6, abs=1e-7 * max(1.0, one.surplus))


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_row_order(seed):
    market, proposal = market_and_plan(seed)
    other = build_market(reordered(random_frames(seed), seed))
    assert other.hash == market.hash
    again = plan(other)
    assert again.surplus == pytest.approx(proposal.surplus, rel=1e-9, abs=1e-6)
    assert_same_prices(proposal, again)


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_names(seed):
    _, proposal = market_and_plan(seed)
    frames = renamed(random_frames(seed), seed)
    other = plan(build_market(frames))
    assert other.surplus == pytest.approx(proposal.surplus, rel=1e-9, abs=1e-6)
    assert_same_prices(proposal, other)
    names = dict(zip(random_frames(seed)["cooperatives"]["id"], frames["cooperatives"]["id"], strict=True))
    assert_same_gains(proposal, other, names.__getitem__)


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.25, 0.75)])
@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_cutting_every_listing_in_two(seed, shares):
    _, proposal = market_and_plan(seed)
    other = plan(build_market(cut_up(random_frames(seed), shares)))
    assert other.surplus == pytest.approx(proposal.surplus, rel=1e-7, abs=1e-6)
    assert_same_prices(proposal, other)
    assert_same_gains(proposal, other)


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_cutting_one_listing_in_two(seed):
    _, proposal = market_and_plan(seed)
    frames = random_frames(seed)
    ids = [one for table in LISTING_TABLES for one in frames[table]["id"].to_list()]
    if not ids:
        return
    cut = ids[seed % len(ids)]
    other = plan(build_market(cut_up(frames, (0.5, 0.5), only=cut)))
    assert_same_prices(proposal, other)
    assert_same_gains(proposal, other)
