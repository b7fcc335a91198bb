"""In what steps each commodity is traded: whole units of what does not split, round amounts of the rest.

A good with `divisible: no` trades in whole base units. Any other trades in a power of ten, at most one base
unit: the largest that is no more than a ten-thousandth of a typical (median) listing of it. So paddy listed
by the hundred tonnes is weighed to the kilogram, and leather listed by the hundred square metres to the
hundredth; finer, down to thousandths, where somebody lists a quantity with more decimals, so that it can be
traded whole. The rule reads the market alone: anyone can say what the step should be.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
FINENESS = 1e-4  # of a typical listing: the coarsest step; what rounding costs is about half of it
MOST_DECIMALS = 3
WRITTEN = 1e-6  # of a unit: what is nearer to a whole number is one


def decimals_of(market: Market, goods: Goods) -> Ints:
    """Shape (commodities,): how many decimals quantities of each commodity have; the step is 10 ** -decimals.

    A listing of a capacity counts for all that its recipe makes and uses.
    """
    listed: list[pl.DataFrame] = [
        getattr(market, kind).select("commodity", "quantity", written="quantity")
        for kind in ("offers", "needs", "stores")
    ]
    made = pl.col("quantity") * pl.col("per_unit").abs()
    worked = market.capacities.join(
        market.catalogue.recipes.select("recipe", "commodity", per_unit="quantity"), on="recipe"
    ).select("commodity", quantity=made, written=pl.when(pl.col("per_unit") == 1).then(made))
    typical = (
        pl.concat([*listed, worked])
        .group_by("commodity")
        .agg(
            pl.col("quantity").filter(pl.col("quantity") > 0).median(),
            written=_decimals_written(pl.col("written")).max(),
        )
    )
    table = pl.DataFrame({"commodity": goods.commodities}, schema={"commodity": pl.String}).join(
        typical, on="commodity", how="left", maintain_order="left"
    )
    size = table["quantity"].fill_null(1 / FINENESS).to_numpy()
    fine = np.clip(np.ceil(-np.log10(FINENESS * size) - 1e-9), 0, MOST_DECIMALS)
    written = table["written"].fill_null(0).to_numpy()
    return np.where(whole_units(market, goods), 0, np.maximum(fine, written)).astype(np.int64)


def _decimals_written(quantity: pl.Expr) -> pl.Expr:
    """With how many decimals a quantity is written, `MOST_DECIMALS` at most."""
    return pl.sum_horizontal(
        (quantity * 10.0**decimals - (quantity * 10.0**decimals).round()).abs().fill_null(0.0) > WRITTEN
        for decimals in range(MOST_DECIMALS)
    )


def whole_units(market: Market, goods: Goods) -> NDArray[np.bool_]:
    """Shape (commodities,): what does not split."""
    split = dict(market.catalogue.commodities.select("commodity", "divisible").iter_rows())
    return np.array([split[name] is False for name in goods.commodities], dtype=np.bool_)
