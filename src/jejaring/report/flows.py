"""What moves from where to where, over all months and listings.

It knows tonnes and their ends. It refuses to know the way they take or how they are drawn.
"""

import polars as pl

from jejaring.market.model import Market
from jejaring.planning.lanes import HOURS_PER_DAY
from jejaring.planning.model import Plan


def flows_between_regencies(market: Market, plan: Plan) -> pl.DataFrame:
    """Every flow that leaves its regency, the heaviest first.

    Returns
    -------
    DataFrame
        commodity, origin, destination (regency codes), quantity (base units), kilograms, freight
        (rupiah), trades (how many it sums) and hours (within which the goods must arrive, null: any).
    """
    goods = market.catalogue.commodities.select(
        "commodity", "kg_per_unit", hours=HOURS_PER_DAY * pl.col("shelf_life_days")
    )
    return (
        plan.trades.filter(pl.col("origin") != pl.col("destination"))
        .group_by("commodity", "origin", "destination")
        .agg(
            quantity=pl.col("quantity").sum(),
            freight=(pl.col("quantity") * pl.col("freight")).sum(),
            trades=pl.len(),
        )
        .join(goods, on="commodity", how="left")
        .with_columns(kilograms=pl.col("quantity") * pl.col("kg_per_unit").fill_null(1.0))
        .drop("kg_per_unit")
        .sort("kilograms", "commodity", "origin", "destination", descending=[True, False, False, False])
    )


def commodities_by_weight(flows: pl.DataFrame) -> list[str]:
    """Commodities of the flows, the heaviest first."""
    return (
        flows.group_by("commodity")
        .agg(pl.col("kilograms").sum())
        .sort("kilograms", "commodity", descending=[True, False])["commodity"]
        .to_list()
    )
