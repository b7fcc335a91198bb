"""What each chain is made of, in rupiah: raw material, work, storage, freight and gains."""

import polars as pl

from jejaring.market import Market
from jejaring.planning.activities import KINDS
from jejaring.planning.model import Plan

ACCOUNT_COLUMNS = {
    "chain": pl.String,
    "need": pl.String,
    "part": pl.String,  # material, work, storage, freight or gain
    "listing": pl.String,  # whose it is; null for freight of the open network
    "cooperative": pl.String,
    "trade": pl.String,  # the trade it stands behind; null for work, storage and their gains
    "quantity": pl.Float64,  # units of the listing, or of the trade for freight
    "rupiah": pl.Float64,
}


def chain_accounts(market: Market, plan: Plan) -> pl.DataFrame:
    """The parts of every chain's delivered value.

    Returns
    -------
    DataFrame
        Columns `ACCOUNT_COLUMNS`. The rupiah of a chain's rows add up to what its need pays, quantity
        times delivered price. What the need gains by paying less than it would is not among them.
    """
    listings = _listings(market)
    parts = plan.chains.rename({"quantity": "part"}).join(plan.trades, on="trade", maintain_order="left")
    material = parts.join(
        listings.filter(kind="offers"), left_on="seller", right_on="listing", maintain_order="left"
    ).with_columns(listing="seller")
    worked = _work(plan, parts, listings)
    carried = _carriage(plan, parts, listings)
    haulage_price = carried.group_by("chain", "trade", maintain_order=True).agg(
        paid=(pl.col("quantity") * (pl.col("own") + pl.col("rent"))).sum()
    )
    by_road = parts.join(
        haulage_price, on=["chain", "trade"], how="left", maintain_order="left"
    ).with_columns(rupiah=pl.col("part") * pl.col("freight") - pl.col("paid").fill_null(0.0))
    no_one = {name: pl.lit(None, pl.String).alias(name) for name in ("listing", "cooperative", "trade")}
    rows = [
        material.with_columns(
            part=pl.lit("material"), quantity="part", rupiah=pl.col("part") * pl.col("own")
        ),
        material.with_columns(
            part=pl.lit("gain"),
            quantity="part",
            rupiah=pl.col("part") * (pl.col("price_origin") - pl.col("own")),
        ),
        worked.with_columns(
            no_one["trade"],
            part=pl.when(pl.col("kind") == "stores").then(pl.lit("storage")).otherwise(pl.lit("work")),
            rupiah=pl.col("quantity") * pl.col("own"),
        ),
        worked.with_columns(no_one["trade"], part=pl.lit("gain"), rupiah=pl.col("quantity") * pl.col("rent")),
        carried.with_columns(part=pl.lit("freight"), rupiah=pl.col("quantity") * pl.col("own")),
        carried.with_columns(part=pl.lit("gain"), rupiah=pl.col("quantity") * pl.col("rent")),
        by_road.with_columns(
            no_one["listing"], no_one["cooperative"], part=pl.lit("freight"), quantity="part"
        ),
    ]
    accounts = pl.concat(frame.select(list(ACCOUNT_COLUMNS)) for frame in rows)
    return accounts.filter(pl.col("rupiah") != 0).sort("chain", "part", "listing", "trade", nulls_last=True)


def _listings(market: Market) -> pl.DataFrame:
    """listing, cooperative, own (its price), kind: every listing of the market."""
    listings: pl.DataFrame = pl.concat(
        getattr(market, kind).select(listing="id", cooperative="cooperative", own="price", kind=pl.lit(kind))
        for kind in KINDS
    )
    return listings


def _work(plan: Plan, parts: pl.DataFrame, listings: pl.DataFrame) -> pl.DataFrame:
    """Per chain and worker (capacity or store): the part of its level that works for the chain, and its rent.

    A worker's level is shared among its sales by what they bring in.
    """
    workers = listings.filter(pl.col("kind").is_in(["capacities", "stores"]))
    # A store sells a month after it takes in, so its level is found a month earlier.
    month = pl.DataFrame({"period": plan.periods}).with_row_index("t")
    sold = (
        parts.join(workers, left_on="seller", right_on="listing", maintain_order="left")
        .join(month, on="period", maintain_order="left")
        .with_columns(t=pl.col("t") - (pl.col("kind") == "stores").cast(pl.UInt32))
        .drop("period")
        .join(month, on="t", maintain_order="left")
        .with_columns(brings=pl.col("part") * pl.col("price_origin"))
    )
    one = ["seller", "period"]
    whole = pl.col("brings").sum().over(one)
    share = (
        pl.when(whole > 0)
        .then(pl.col("brings") / whole)
        .otherwise(pl.col("part") / pl.col("part").sum().over(one))
    )
    return (
        sold.with_columns(share=share)
        .group_by("chain", "need", "seller", "period", "kind", "cooperative", "own", maintain_order=True)
        .agg(pl.col("share").sum())
        .join(
            plan.levels, left_on=["seller", "period"], right_on=["listing", "period"], maintain_order="left"
        )
        .with_columns(
            listing="seller", quantity=pl.col("share") * pl.col("level"), rent=pl.col("price") - pl.col("own")
        )
    )


def _carriage(plan: Plan, parts: pl.DataFrame, listings: pl.DataFrame) -> pl.DataFrame:
    """Per chain, trade and haulier: the kilograms carried for the chain, and the haulier's rent."""
    whole = plan.trades.select("trade", whole="quantity")
    return (
        plan.carriage.join(parts, on="trade", maintain_order="left")
        .join(whole, on="trade", maintain_order="left")
        .join(listings, left_on="haulage", right_on="listing", maintain_order="left")
        .join(
            plan.levels, left_on=["haulage", "period"], right_on=["listing", "period"], maintain_order="left"
        )
        .with_columns(
            listing="haulage",
            quantity=pl.col("kg") * pl.col("part") / pl.col("whole"),
            rent=pl.col("price") - pl.col("own"),
        )
    )
