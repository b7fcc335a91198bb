"""Trade confined to each cooperative, regency or province: what there would be without the network.

A market is cut along its cooperatives: those of one group trade with each other and with nobody else,
wherever their listings are. A confined market is a market again, in which every group has its own goods:
`beras@32.05` is the rice of the cooperatives seated in 32.05, and their hauliers carry no other. So its plan
is an ordinary plan, found and proved by the same code.

The open market (`outside`) counts like everybody else: a trader belongs to the regency and province it is
seated in, and in the narrowest scope stands alone.
"""

from typing import Any, Literal, get_args

import polars as pl

from jejaring.market import Market
from jejaring.market.columns import REGENCY_LENGTH

Scope = Literal["cooperative", "regency", "province", "network"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""From the narrowest to the whole; each takes in the one before."""
PROVINCE_LENGTH = 2
NAMES = ("name_id", "name_en")


def groups_of(market: Market, scope: Scope) -> pl.DataFrame:
    """cooperative, circle: with whom each cooperative may trade."""
    seat = pl.col("region")
    circle = {
        "cooperative": pl.col("id"),
        "regency": seat.str.head(REGENCY_LENGTH),
        "province": seat.str.head(PROVINCE_LENGTH),
        "network": pl.lit(""),
    }
    return market.cooperatives.select(cooperative="id", circle=circle[scope])


def confined(market: Market, scope: Scope) -> Market:
    """The market in which trade stays within each cooperative, regency or province.

    Parameters
    ----------
    market : Market
    scope : Scope
        "network" leaves the market as it is.

    Returns
    -------
    Market
        Its goods and recipes are named `<name>@<group>`, its listings as they were.
    """
    if scope == "network":
        return market
    groups = groups_of(market, scope)
    listings = {
        kind: table.join(groups, on="cooperative", how="left", maintain_order="left")
        for kind, table in market.listings.items()
    }
    catalogue = market.catalogue
    worked = listings["capacities"].select("recipe", "circle").unique()
    recipes = catalogue.recipes.join(worked, on="recipe", maintain_order="left")
    traded = pl.concat(
        [
            *(listings[kind].select("commodity", "circle") for kind in ("offers", "needs", "stores")),
            recipes.select("commodity", "circle"),
        ]
    ).unique()
    commodities = catalogue.commodities.join(traded, on="commodity", maintain_order="left")
    own_names = [pl.format("{} ({})", name, "circle").alias(name) for name in NAMES]
    tables = market.tables
    goods = commodities.with_columns(_of_group("commodity"), *own_names)
    cut: dict[str, Any] = {
        "commodities": goods.select(tables["commodities"].columns).sort("commodity"),
        "recipes": recipes.with_columns(_of_group("recipe"), _of_group("commodity"))
        .select(tables["recipes"].columns)
        .sort("recipe", maintain_order=True),
    }
    for kind, table in listings.items():
        named = "recipe" if kind == "capacities" else "commodity"
        renamed = table if kind == "haulage" else table.with_columns(_of_group(named))
        cut[kind] = renamed.select(tables[kind].columns)
    carried = goods.select("commodity", "circle")
    carries = listings["haulage"].select("circle", haulage="id").join(carried, on="circle")
    return Market(
        cooperatives=market.cooperatives,
        freight_table=market.freight_table,
        closures=market.closures,
        carries=carries.select("haulage", "commodity").sort("haulage", "commodity"),
        **cut,
    )


def _of_group(column: str) -> pl.Expr:
    return pl.format("{}@{}", column, "circle").alias(column)
