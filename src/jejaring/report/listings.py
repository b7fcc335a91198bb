"""Who put what on the market, said the same way for all five kinds of listing.

It knows a listing's cooperative, place, goods and own price. It refuses to know what the plan made of it.
"""

import polars as pl

from jejaring.language import isolated
from jejaring.market.model import Market

REGENCY = 5  # a regency's code is the first five characters of any finer one


def listing_frame(market: Market) -> pl.DataFrame:
    """Every listing of a market, one row each.

    Returns
    -------
    DataFrame
        listing; kind ("offer", "need", "capacity", "store" or "haulage"); cooperative (its id) and name;
        outside; commodity (of a capacity its recipe's main output; null for haulage); recipe (capacities
        only); region (regency code; a haulage's origin) and destination (haulage only); quantity, price;
        from and until (months, or null).
    """
    goods = [
        frame.select(
            listing="id",
            kind=pl.lit(kind),
            cooperative="cooperative",
            commodity="commodity",
            region=pl.col("region").str.slice(0, REGENCY),
            quantity="quantity",
            price="price",
            **{"from": "from", "until": "until"},
        )
        for kind, frame in (("offer", market.offers), ("need", market.needs), ("store", market.stores))
    ]
    works = market.capacities.join(main_outputs(market), on="recipe", how="left").select(
        listing="id",
        kind=pl.lit("capacity"),
        cooperative="cooperative",
        commodity="commodity",
        recipe="recipe",
        region=pl.col("region").str.slice(0, REGENCY),
        quantity="quantity",
        price="price",
        **{"from": "from", "until": "until"},
    )
    haulage = market.haulage.select(
        listing="id",
        kind=pl.lit("haulage"),
        cooperative="cooperative",
        region=pl.col("origin").str.slice(0, REGENCY),
        destination=pl.col("destination").str.slice(0, REGENCY),
        quantity="quantity",
        price="price",
        **{"from": "from", "until": "until"},
    )
    named = cooperative_names(market).select(cooperative="id", name="name", outside="outside")
    return pl.concat([*goods, works, haulage], how="diagonal_relaxed").join(
        named, on="cooperative", how="left"
    )


def cooperative_names(market: Market) -> pl.DataFrame:
    """Every cooperative: id, name as it may stand in any sentence, region, and outside (never null)."""
    names = market.cooperatives["name"]
    turning = ~names.str.contains(r"^[\x00-\x7f]*$")
    if turning.any():
        names = pl.Series("name", [isolated(name) for name in names], pl.String)
    return market.cooperatives.select("id", names, "region", pl.col("outside").fill_null(False))


def main_outputs(market: Market) -> pl.DataFrame:
    """Each recipe's main output: recipe, commodity. The main output is its first positive row."""
    return (
        market.catalogue.recipes.filter(pl.col("quantity") > 0)
        .group_by("recipe", maintain_order=True)
        .agg(pl.col("commodity").first())
    )
