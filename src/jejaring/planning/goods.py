"""The commodities that take part in a market, numbered, with what planning needs of the catalogue."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Goods:
    """Every commodity that a listing offers, needs, keeps, makes or uses, sorted by name."""

    commodities: tuple[str, ...]
    kg_per_unit: Floats
    handling_factor: Floats
    """Times the freight rate; nan: cannot leave its region."""
    shelf_life_days: Floats
    """inf: keeps."""
    recipes: pl.DataFrame
    """Recipes in use: recipe, commodity (its number), quantity; a recipe's own order kept."""

    @cached_property
    def number(self) -> dict[str, int]:
        """Commodity -> its number."""
        return {name: index for index, name in enumerate(self.commodities)}

    @cached_property
    def main_output(self) -> dict[str, int]:
        """Recipe -> number of its main output, the first commodity it makes."""
        made = self.recipes.filter(pl.col("quantity") > 0)
        first = made.unique("recipe", keep="first", maintain_order=True)
        return dict(first.select("recipe", "commodity").iter_rows())


def goods_of(market: Market) -> Goods:
    """The goods of `market`."""
    catalogue = market.catalogue
    used = catalogue.recipes.filter(pl.col("recipe").is_in(market.capacities["recipe"].unique().implode()))
    named = [getattr(market, table)["commodity"] for table in ("offers", "needs", "stores")]
    commodities = sorted(pl.concat([*named, used["commodity"]]).unique())
    properties = (
        pl.DataFrame({"commodity": commodities}, schema={"commodity": pl.String})
        .join(catalogue.commodities, on="commodity", how="left", maintain_order="left")
        .join(
            catalogue.handling.select("handling", "factor"), on="handling", how="left", maintain_order="left"
        )
    )
    number = pl.DataFrame({"commodity": commodities}, schema={"commodity": pl.String}).with_row_index(
        "number"
    )
    unclassed = pl.col("handling").is_null()
    properties = properties.with_columns(
        pl.when(unclassed).then(1.0).otherwise(pl.col("factor")).alias("factor")
    )
    return Goods(
        commodities=tuple(commodities),
        kg_per_unit=properties["kg_per_unit"].to_numpy().astype(np.float64),
        handling_factor=properties["factor"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        shelf_life_days=properties["shelf_life_days"].cast(pl.Float64).fill_null(np.inf).to_numpy(),
        recipes=used.join(number, on="commodity", maintain_order="left").select(
            "recipe", pl.col("number").cast(pl.Int64).alias("commodity"), "quantity"
        ),
    )
