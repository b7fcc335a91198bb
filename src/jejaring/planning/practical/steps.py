"""In what steps each commodity is traded: whole units of what does not split, round amounts of the rest.

A good with `divisible: no` trades in whole base units. Any other trades in a power of ten, at most one base
unit: the largest that is no more than a ten-thousandth of a typical (median) listing of it. So paddy listed
by the hundred tonnes is weighed to the kilogram, and leather listed by the hundred square metres to the
hundredth. The rule reads the market alone, so that anyone can say what the step should be.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
FINENESS = 1e-4  # of a typical listing: the coarsest step; what rounding costs is about half of it
MOST_DECIMALS = 3


def decimals_of(market: Market, goods: Goods) -> Ints:
    """Shape (commodities,): how many decimals quantities of each commodity have; the step is 10 ** -decimals.

    A listing of a capacity counts for all that its recipe makes and uses.
    """
    listed: list[pl.DataFrame] = [
        getattr(market, kind).select("commodity", "quantity") for kind in ("offers", "needs", "stores")
    ]
    worked = market.capacities.join(
        market.catalogue.recipes.select("recipe", "commodity", per_unit="quantity"), on="recipe"
    ).select("commodity", quantity=pl.col("quantity") * pl.col("per_unit").abs())
    typical = (
        pl.concat([*listed, worked])
        .filter(pl.col("quantity") > 0)
        .group_by("commodity")
        .agg(pl.col("quantity").median())
    )
    table = pl.DataFrame({"commodity": goods.commodities}, schema={"commodity": pl.String}).join(
        typical, on="commodity", how="left", maintain_order="left"
    )
    size = table["quantity"].fill_null(1 / FINENESS).to_numpy()
    decimals = np.clip(np.ceil(-np.log10(FINENESS * size) - 1e-9), 0, MOST_DECIMALS).astype(np.int64)
    return np.where(whole_units(market, goods), 0, decimals)


def whole_units(market: Market, goods: Goods) -> NDArray[np.bool_]:
    """Shape (commodities,): what does not split."""
    split = dict(market.catalogue.commodities.select("commodity", "divisible").iter_rows())
    return np.array([split[name] is False for name in goods.commodities], dtype=np.bool_)
