"""`verify` accepts a plan as it was made and rejects it after any one figure was changed.

The seal alone would give a careless change away, so a forger's change is tried as well: sealed anew.
"""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from seeds import market_and_plan, seeds
from tests import shares

from jejaring.market import build_market
from jejaring.planning import verify
from jejaring.planning.columns import digest_of

CELLS_PER_COLUMN = 4 if shares.whole else 2
FIGURES = [
    ("levels", "level"),
    ("levels", "price"),
    ("levels", "gain"),
    ("trades", "quantity"),
    ("trades", "price_origin"),
    ("trades", "freight"),
    ("trades", "price_delivered"),
    ("prices", "price"),
    ("gains", "gain"),
    ("chains", "quantity"),
    ("carriage", "kg"),
]


@pytest.mark.parametrize("seed", seeds(quick=12))
def test_a_plan_as_made_is_accepted(seed):
    market, proposal = market_and_plan(seed)
    verdict = verify(market, proposal)
    assert verdict, verdict.faults
    assert not verdict.faults


@pytest.mark.parametrize("forge", [pytest.param(False, id="careless"), pytest.param(True, id="forged")])
@pytest.mark.parametrize(("table", "column"), FIGURES)
@pytest.mark.parametrize("seed", seeds(quick=1))
def test_a_changed_figure_is_rejected(seed, table, column, forge):
    market, proposal = market_and_plan(seed)
    frame = getattr(proposal, table)
    for row in _figures_that_count(proposal, table, column):
        for factor in (1.01, 0.99):
            here = pl.int_range(pl.len()) == row
            changed = frame.with_columns(
                pl.when(here).then(pl.col(column) * factor).otherwise(column).alias(column)
            )
            verdict = verify(market, _with(proposal, table, changed, forge))
            assert not verdict, f"{table}.{column} x {factor} in {frame.row(row, named=True)}"
            assert verdict.faults


@pytest.mark.parametrize("figure", ["surplus", "bound"])
@pytest.mark.parametrize("seed", seeds(quick=2))
def test_a_changed_total_is_rejected(seed, figure):
    market, proposal = market_and_plan(seed)
    value = getattr(proposal, figure)
    if abs(value) > 1:
        assert not verify(market, replace(proposal, **{figure: value * 1.01}))


@pytest.mark.parametrize("table", ["levels", "trades", "gains", "chains"])
@pytest.mark.parametrize("seed", seeds(quick=2))
def test_a_row_left_out_is_rejected(seed, table):
    market, proposal = market_and_plan(seed)
    column = {"levels": "level", "trades": "quantity", "gains": "gain", "chains": "quantity"}[table]
    for row in _figures_that_count(proposal, table, column):
        shorter = getattr(proposal, table).filter(pl.int_range(pl.len()) != row)
        assert not verify(market, _with(proposal, table, shorter, forge=True))


def test_the_plan_of_another_market_is_rejected():
    market, proposal = market_and_plan(1)
    tables = {
        name: getattr(market, name) for name in ("cooperatives", "offers", "needs", "capacities", "stores")
    }
    rest = {"haulage": market.haulage, "commodities": market.commodities, "recipes": market.recipes}
    dearer = tables["offers"].with_columns(pl.col("price") + 1)
    other = build_market({**tables, **rest, "offers": dearer, "freight": market.freight_table})
    assert not verify(other, proposal)


def _with(proposal, table, frame, forge):
    changed = replace(proposal, **{table: frame})
    return replace(changed, digest=digest_of(changed.tables)) if forge else changed


def _figures_that_count(proposal, table, column) -> list[int]:
    """Up to some rows whose figure is not zero and says something about trade.

    A price where nothing is traded, or the worth of a listing that is not used, may change by a little
    and still be right.
    """
    frame = getattr(proposal, table).with_row_index("row")
    if table == "prices":
        ends = [
            proposal.trades.select("period", "commodity", pl.col(place).alias("region"))
            for place in ("origin", "destination")
        ]
        frame = frame.join(pl.concat(ends).unique(), on=["period", "commodity", "region"], how="semi")
    if table == "levels":
        frame = frame.filter(pl.col("level") > 0)
    rows = frame.filter(pl.col(column).abs() > 0.01)["row"].to_list()
    return [int(row) for row in np.random.default_rng(0).permutation(rows)[:CELLS_PER_COLUMN]]
