"""Why each used listing has the price it has, as far as the plan's own tables tell.

A listing used in part has its own price: more of it could be had for that. One used wholly is worth what the
other side of its largest trade pays, less the way. It reads the plan. It refuses to replan and to find
words.
"""

import polars as pl

from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.listings import REGENCY, listing_frame

WHOLE = 1 - 1e-6  # a listing used for this share of its quantity is used wholly
ONCE = ("offer", "need")  # kinds whose quantity is for the whole window; the others' is for each month


def reasons_of(market: Market, plan: Plan, cooperatives: pl.Series) -> pl.DataFrame:
    """The used listings of these cooperatives and what their prices rest on.

    Returns
    -------
    DataFrame
        The columns of `listing_frame`; used (over all months) and gain (rupiah); worth, low and high:
        rupiah per unit, mean of the months by use, and the least and most of a month; whole: whether
        nothing of it is left over in the month it is used most; partner (listing), partner_place
        (regency), partner_price and way (freight), rupiah per unit, of its largest trade in that month;
        made and material: rupiah per unit, what a capacity's outputs and inputs are worth in that month;
        least and most: rupiah per unit, between which its price in that month could be with the same
        trades (null: not known, or no end).
    """
    listings = listing_frame(market).filter(pl.col("cooperative").is_in(cooperatives.implode()))
    levels = plan.levels.filter(
        pl.col("listing").is_in(listings["listing"].implode()), pl.col("level") > 0
    ).sort("level", "period", descending=[True, False])
    used = levels.group_by("listing").agg(
        used=pl.col("level").sum(),
        most_used=pl.col("level").max(),
        gain=pl.col("gain").sum(),
        worth=(pl.col("level") * pl.col("price")).sum() / pl.col("level").sum(),
        low=pl.col("price").min(),
        high=pl.col("price").max(),
        period=pl.col("period").first(),
        least=pl.col("price_low").first(),
        most=pl.col("price_high").first(),
    )
    amount = pl.when(pl.col("kind").is_in(ONCE)).then("used").otherwise("most_used")
    return (
        listings.join(used, on="listing")
        .with_columns(whole=amount >= WHOLE * pl.col("quantity"))
        .drop("most_used")
        .join(_largest_trades(plan, used), on="listing", how="left")
        .join(_worked(market, plan, listings, used), on="listing", how="left")
        .sort("cooperative", "gain", "listing", descending=[False, True, False])
    )


def _largest_trades(plan: Plan, used: pl.DataFrame) -> pl.DataFrame:
    """The largest trade of each listing in the month it is used most: whom with, where, at what price."""
    trades = plan.trades.sort("quantity", "trade", descending=[True, False])
    sides = [
        trades.select(
            "period",
            listing="seller",
            partner="buyer",
            partner_place="destination",
            partner_price="price_delivered",
            way="freight",
        ),
        trades.select(
            "period",
            listing="buyer",
            partner="seller",
            partner_place="origin",
            partner_price="price_origin",
            way="freight",
        ),
    ]
    found = [
        side.join(used.select("listing", "period"), on=["listing", "period"], how="semi") for side in sides
    ]
    return pl.concat(found).unique("listing", keep="first", maintain_order=True).drop("period")


def _worked(market: Market, plan: Plan, listings: pl.DataFrame, used: pl.DataFrame) -> pl.DataFrame:
    """What a capacity makes and takes in its busiest month, rupiah per unit of its main output."""
    rows = market.catalogue.recipes.select("recipe", per_unit="quantity", good="commodity")
    amounts = (
        listings.filter(pl.col("kind") == "capacity")
        .select("listing", "recipe", pl.col("region").str.slice(0, REGENCY))
        .join(used.select("listing", "period"), on="listing")
        .join(rows, on="recipe")
        .join(plan.prices.rename({"commodity": "good"}), on=["period", "good", "region"], how="left")
    )
    money = pl.col("per_unit") * pl.col("price")
    return amounts.group_by("listing").agg(
        made=money.filter(pl.col("per_unit") > 0).sum(), material=-money.filter(pl.col("per_unit") < 0).sum()
    )
