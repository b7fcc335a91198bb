"""Is every chain made of what it says: do its material and its work come to what it takes out of them?"""

import polars as pl

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.verdict import Check

ALLOWED = 1e-6  # of a chain's share of a worker
ROUNDING = 1e-8  # of a worker: a chain with no more of it than this is next to nothing
WORKERS = ("capacities", "stores")


def provenance(case: Case) -> Check:
    """A chain takes the same share of everything a worker buys as it takes of what the worker sells.

    A chain that takes a tenth of a mill's rice has a tenth of the paddy the mill bought: the recipe holds
    within each chain. The share of what is sold is by what it brings in; where sales bring in nothing, by
    quantity.
    """
    parts = case.plan.chains.join(
        case.trades.select("trade", "seller", "buyer", "t", "c", "price_origin"), on="trade"
    )
    # A store sells a month after it takes in.
    workers = pl.concat(
        case.activities[kind].select("listing", delay=pl.lit(int(kind == "stores"))) for kind in WORKERS
    ).unique()
    sold = parts.join(workers, left_on="seller", right_on="listing").with_columns(
        pl.col("t") - pl.col("delay"), worker="seller"
    )
    bought = parts.join(workers, left_on="buyer", right_on="listing").with_columns(worker="buyer")
    by_value = _shares(sold, pl.col("quantity") * pl.col("price_origin"), "by_value")
    by_quantity = _shares(sold, pl.col("quantity"), "by_quantity")
    off = (
        _shares(bought, pl.col("quantity"), "share", "c")
        .join(by_value, on=["worker", "t", "chain"], how="left")
        .join(by_quantity, on=["worker", "t", "chain"], how="left")
        .group_by("worker", "t")
        .agg(off=pl.min_horizontal(_off("by_value"), _off("by_quantity")), chain=pl.col("chain").first())
        .sort("off", descending=True)
    )
    if not off.height:
        return Check("provenance", 0.0)
    worst = off.row(0, named=True)
    return Check("provenance", worst["off"], worst["worker"])


def _shares(parts: pl.DataFrame, weight: pl.Expr, name: str, *good: str) -> pl.DataFrame:
    """worker, t, chain (and the `good`, if each counts alone): the chain's share of the weight of all."""
    return (
        parts.group_by("worker", "t", "chain", *good)
        .agg(weight.sum().alias(name))
        .with_columns(pl.col(name) / pl.col(name).sum().over("worker", "t", *good))
    )


def _off(share: str) -> pl.Expr:
    """How far the worst share bought is from the `share` sold, as a share of what is allowed."""
    sold = pl.col(share).fill_nan(None).fill_null(0.0)
    whole = pl.max_horizontal(pl.col("share"), sold)
    return ((pl.col("share") - sold).abs() / (ALLOWED * whole + ROUNDING)).max()
