"""How far each listing is used, and what would have to change for those left over.

It compares a listing's own price with what it is worth in the plan. It refuses to replan: what a
change would do to everyone else is a question for a new plan.
"""

import polars as pl

from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.listings import listing_frame

USED = 1e-6  # a listing used for less than this share of its quantity is not used


def use_of_listings(market: Market, plan: Plan) -> pl.DataFrame:
    """Every listing and how far the plan uses it.

    Returns
    -------
    DataFrame
        The columns of `listing_frame`; level: units used over all months; worth: rupiah per unit, what
        its goods or work are worth in the best month of its window (for a need the cheapest month).
    """
    best = pl.when(pl.col("kind") == "need").then(pl.col("least")).otherwise(pl.col("most"))
    levels = plan.levels.group_by("listing").agg(
        pl.col("level").sum(), least=pl.col("price").min(), most=pl.col("price").max()
    )
    return (
        listing_frame(market)
        .join(levels, on="listing", how="left")
        .with_columns(pl.col("level").fill_null(0.0), worth=best)
        .drop("least", "most")
    )


def unused_listings(use: pl.DataFrame) -> pl.DataFrame:
    """Everything but needs that the plan does not use, the nearest to being used first.

    Returns
    -------
    DataFrame
        The columns of `use_of_listings`; gap: by which share its own price would have to fall.
    """
    unused = (pl.col("kind") != "need") & (pl.col("level") <= USED * pl.col("quantity"))
    gap = (pl.col("price") - pl.col("worth")) / pl.col("price")
    return use.filter(unused).with_columns(gap=gap).sort("gap", "listing", nulls_last=True)


def unserved_needs(use: pl.DataFrame) -> pl.DataFrame:
    """Needs the plan leaves unmet, wholly or in part, the largest by value first.

    Returns
    -------
    DataFrame
        The columns of `use_of_listings`; missing: base units not delivered; gap: by which share the need's
        own price would have to rise.
    """
    unserved = (pl.col("kind") == "need") & (pl.col("level") < (1 - USED) * pl.col("quantity"))
    missing = pl.col("quantity") - pl.col("level")
    gap = (pl.col("worth") - pl.col("price")) / pl.col("price")
    return (
        use.filter(unserved)
        .with_columns(missing=missing, gap=gap)
        .sort(missing * pl.col("price"), "listing", descending=[True, False])
    )
