"""What goods are worth in each province, by the plan's prices.

It averages. It refuses to explain why a price is what it is.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.model import Plan

SHADES = 5


def province_prices(plan: Plan, commodities: list[str]) -> pl.DataFrame:
    """Mean price of each commodity in each province in which it is bought or sold.

    Parameters
    ----------
    commodities : list of str

    Returns
    -------
    DataFrame
        commodity, province (two digits), mean (rupiah per unit, by quantity traded), low and high (of
        single trades), quantity (base units bought and sold there, goods that stay counted once).
    """
    trades = plan.trades.filter(pl.col("commodity").is_in(commodities) & (pl.col("quantity") > 0))
    sold = trades.select(
        "commodity", "quantity", province=pl.col("origin").str.slice(0, 2), price="price_origin"
    )
    bought = trades.filter(pl.col("origin") != pl.col("destination")).select(
        "commodity", "quantity", province=pl.col("destination").str.slice(0, 2), price="price_delivered"
    )
    return (
        pl.concat([sold, bought])
        .group_by("commodity", "province")
        .agg(
            mean=(pl.col("price") * pl.col("quantity")).sum() / pl.col("quantity").sum(),
            low=pl.col("price").min(),
            high=pl.col("price").max(),
            quantity=pl.col("quantity").sum(),
        )
        .sort("commodity", "province")
    )


def commodities_by_value(plan: Plan) -> list[str]:
    """Commodities of the plan's trades, those worth most first."""
    return (
        plan.trades.group_by("commodity")
        .agg(value=(pl.col("quantity") * pl.col("price_delivered")).sum())
        .sort("value", "commodity", descending=[True, False])["commodity"]
        .to_list()
    )


def shade_edges(prices: NDArray[np.float64], shades: int = SHADES) -> NDArray[np.float64]:
    """The prices that divide a map into shades with about as many places each.

    Returns
    -------
    ndarray, shape (k + 1,), k <= shades
        Lowest price, dividing prices, highest price; strictly rising, or one price twice where all are equal.
    """
    edges = np.unique(np.quantile(prices, np.linspace(0, 1, min(shades, len(np.unique(prices))) + 1)))
    return edges if len(edges) > 1 else np.repeat(edges, 2)


def shade_of(price: float, edges: NDArray[np.float64]) -> int:
    """Which of the shades between `edges` a price has, from 0."""
    return int(np.clip(np.searchsorted(edges, price, side="right") - 1, 0, len(edges) - 2))
