"""Every trade of a plan with whose it is, from where to where, and from which sector to which."""

import polars as pl

from jejaring.catalogue import shipped_catalogue
from jejaring.market import Market
from jejaring.planning import Plan

DEALING_COLUMNS = {
    "trade": pl.String,
    "seller": pl.String,  # listings
    "buyer": pl.String,
    "seller_cooperative": pl.String,
    "buyer_cooperative": pl.String,
    "origin": pl.String,  # regencies
    "destination": pl.String,
    "origin_province": pl.String,
    "destination_province": pl.String,
    "origin_sector": pl.String,  # group of the commodity that is sold
    "destination_sector": pl.String,  # of what is made of it; "store" or "need" where nothing is
    "commodity": pl.String,
    "value": pl.Float64,  # rupiah that the seller gets
    "freight": pl.Float64,  # rupiah
    "tonnes": pl.Float64,
}
OTHER = "other"
"""Sector of a commodity that is in no group."""
ENDS = {"needs": "need", "stores": "store"}
"""What is bought for no making."""
KG_PER_TONNE = 1000.0


def dealings(market: Market, plan: Plan) -> pl.DataFrame:
    """One row for every trade.

    Parameters
    ----------
    market : Market
    plan : Plan
        Of `market`, the whole network.

    Returns
    -------
    DataFrame
        `DEALING_COLUMNS`, in the order of the plan's trades.
    """
    listed = _listings(market)
    goods = _sectors(market)
    seller = listed.select(seller="listing", seller_cooperative="cooperative")
    buyer = listed.select(buyer="listing", buyer_cooperative="cooperative", destination_sector="makes")
    return (
        plan.trades.join(seller, on="seller", how="left", maintain_order="left")
        .join(buyer, on="buyer", how="left", maintain_order="left")
        .join(goods, on="commodity", how="left", maintain_order="left")
        .with_columns(
            origin_province=pl.col("origin").str.head(2),
            destination_province=pl.col("destination").str.head(2),
            origin_sector="sector",
            value=pl.col("quantity") * pl.col("price_origin"),
            freight=pl.col("quantity") * pl.col("freight"),
            tonnes=pl.col("quantity") * pl.col("kg_per_unit") / KG_PER_TONNE,
        )
        .match_to_schema(DEALING_COLUMNS, extra_columns="ignore")
    )


def _sectors(market: Market) -> pl.DataFrame:
    """commodity, sector, kg_per_unit; a market's own commodity is in the shipped one's group."""
    shipped = shipped_catalogue().commodities.select("commodity", sector="group")
    return (
        market.catalogue.commodities.select("commodity", "kg_per_unit")
        .join(shipped, on="commodity", how="left", maintain_order="left")
        .with_columns(pl.col("sector").fill_null(OTHER))
    )


def _listings(market: Market) -> pl.DataFrame:
    """listing, cooperative, makes: the sector of what a capacity makes; of a need or store what it is for."""
    made = (
        market.catalogue.recipes.filter(pl.col("quantity") > 0)
        .group_by("recipe", maintain_order=True)
        .agg(pl.col("commodity").first())
        .join(_sectors(market), on="commodity", how="left", maintain_order="left")
        .select("recipe", makes="sector")
    )
    frames = [
        table.select(listing="id", cooperative="cooperative", makes=pl.lit(ENDS.get(kind), pl.String))
        for kind, table in market.listings.items()
        if kind != "capacities"
    ]
    mills = market.capacities.join(made, on="recipe", how="left", maintain_order="left")
    return pl.concat([*frames, mills.select(listing="id", cooperative="cooperative", makes="makes")])
