"""The part of a catalogue that a market's listings use."""

from collections.abc import Mapping

import polars as pl

from jejaring.catalogue import COMMODITY_COLUMNS, HANDLING_COLUMNS, RECIPE_COLUMNS, Catalogue


def used_catalogue(tables: Mapping[str, pl.DataFrame], catalogue: Catalogue) -> dict[str, pl.DataFrame]:
    """Commodities, recipes and handling classes that the market brings or its listings refer to.

    Each frame is in the order of its name; a recipe keeps its own order of rows.
    """
    worked = pl.concat([tables["capacities"].get_column("recipe"), tables["recipes"].get_column("recipe")])
    recipes = catalogue.recipes.filter(pl.col("recipe").is_in(worked.unique().implode()))
    traded = pl.concat(
        [
            *(tables[name].get_column("commodity") for name in ("offers", "needs", "stores", "commodities")),
            recipes.get_column("commodity"),
        ]
    )
    commodities = catalogue.commodities.filter(pl.col("commodity").is_in(traded.unique().implode()))
    handled = commodities.get_column("handling").unique()
    handling = catalogue.handling.filter(pl.col("handling").is_in(handled.implode()))
    return {
        "commodities": commodities.select(*COMMODITY_COLUMNS).sort("commodity"),
        "recipes": recipes.select(*RECIPE_COLUMNS).sort("recipe", maintain_order=True),
        "handling": handling.select(*HANDLING_COLUMNS).sort("handling"),
    }
