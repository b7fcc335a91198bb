"""A practical plan changed after it was made does not verify, though it was sealed anew."""

from dataclasses import replace
from functools import lru_cache

import polars as pl
import pytest
from markets_with_lots import sample_with_lots

from jejaring.market import build_market
from jejaring.planning import plan, verify
from jejaring.planning.columns import digest_of


@lru_cache(maxsize=1)
def honest():
    market = build_market(sample_with_lots(100, 3))
    return market, plan(market)


def first(column: str, changed: pl.Expr) -> pl.Expr:
    """The column with its first row changed."""
    return pl.when(pl.int_range(pl.len()) == 0).then(changed).otherwise(pl.col(column)).alias(column)


def refused(table: str, frame: pl.DataFrame) -> bool:
    market, proposal = honest()
    changed = replace(proposal, **{table: frame})
    verdict = verify(market, replace(changed, digest=digest_of(changed.tables)))
    return any(check.name.startswith("practical") for check in verdict.faults)


def test_the_plan_as_made_verifies():
    market, proposal = honest()
    assert proposal.practical_trades.height > 10
    assert verify(market, proposal)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("practical_trades", name) for name in ("quantity", "received", "freight", "paid")),
        *(("practical_levels", name) for name in ("level", "received", "paid", "own", "gain")),
        *(("practical_gains", name) for name in ("gain", "received", "paid", "costs", "value")),
    ],
)
@pytest.mark.parametrize("by", [1, pytest.param(1000, marks=pytest.mark.prove), -1])
def test_one_number_changed(table, column, by):
    frame = getattr(honest()[1], table)
    assert refused(table, frame.with_columns(first(column, pl.col(column) + by)))


@pytest.mark.parametrize("table", ["practical_trades", "practical_levels", "practical_gains"])
def test_a_row_left_out_or_told_twice(table):
    frame = getattr(honest()[1], table)
    assert refused(table, frame[1:])
    assert refused(table, pl.concat([frame, frame[:1]]))


@pytest.mark.parametrize("column", ["seller", "buyer", "origin", "destination", "commodity"])
def test_a_trade_moved_elsewhere(column):
    frame = honest()[1].practical_trades
    other = frame.filter(pl.col(column) != frame[column][0])[column][0]
    assert refused("practical_trades", frame.with_columns(first(column, pl.lit(other))))


def test_less_than_a_minimum():
    """All quantities halved and all money with them: sums are right, minimums are not."""
    market, proposal = honest()
    halved = {
        name: getattr(proposal, name).with_columns(
            pl.col(column) * 0.5
            for column, kind in getattr(proposal, name).schema.items()
            if kind == pl.Float64
        )
        for name in ("practical_trades", "practical_levels", "practical_carriage")
    }
    changed = replace(proposal, **halved)
    verdict = verify(market, replace(changed, digest=digest_of(changed.tables)))
    assert "practical-limits" in [check.name for check in verdict.faults]
