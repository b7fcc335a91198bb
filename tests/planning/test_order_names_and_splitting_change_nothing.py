"""The plan depends on what a market says, not on row order, ids or how a listing is cut up."""

import numpy as np
import polars as pl
import pytest
from random_markets import random_frames
from seeds import market_and_plan, seeds

from jejaring.market import build_market
from jejaring.market.model import LISTING_TABLES
from jejaring.planning import plan

QUICK = 6


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


def cut_up(frames):
    """Every listing as two, with a quarter and three quarters of its quantity."""
    return frames | {
        name: pl.concat(
            [
                frames[name].with_columns(pl.col("quantity") * share, pl.col("id") + suffix)
                for share, suffix in ((0.25, "-a"), (0.75, "-b"))
            ]
        )
        for name in LISTING_TABLES
    }


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_row_order(seed):
    market, proposal = market_and_plan(seed)
    other = build_market(reordered(random_frames(seed), seed))
    assert other.hash == market.hash
    assert plan(other).surplus == pytest.approx(proposal.surplus, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_names(seed):
    _, proposal = market_and_plan(seed)
    other = plan(build_market(renamed(random_frames(seed), seed)))
    assert other.surplus == pytest.approx(proposal.surplus, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", seeds(quick=QUICK))
def test_cutting_listings_up_leaves_every_cooperative_its_gain(seed):
    _, proposal = market_and_plan(seed)
    other = plan(build_market(cut_up(random_frames(seed))))
    assert other.surplus == pytest.approx(proposal.surplus, rel=1e-7, abs=1e-6)
    before, after = (dict(p.gains.select("cooperative", "gain").iter_rows()) for p in (proposal, other))
    for cooperative in before | after:
        assert after.get(cooperative, 0.0) == pytest.approx(
            before.get(cooperative, 0.0), rel=1e-3, abs=1e-3 * max(1.0, proposal.surplus)
        )
