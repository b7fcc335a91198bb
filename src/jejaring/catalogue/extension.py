"""Laying a market's own commodities and recipes over a catalogue."""

import polars as pl

from jejaring.catalogue.model import COMMODITY_COLUMNS, RECIPE_COLUMNS, Catalogue


def extend(catalogue: Catalogue, commodities: pl.DataFrame, recipes: pl.DataFrame) -> Catalogue:
    """`catalogue` with a market's own entries added, each replacing the entry of the same name.

    Parameters
    ----------
    catalogue
        What is extended; it stays as it is.
    commodities
        Columns of `COMMODITY_COLUMNS`, one row per commodity. A replaced commodity is replaced whole:
        what the market leaves empty (a shelf life) is not filled in from the old entry.
    recipes
        Columns of `RECIPE_COLUMNS`, in order. A replaced recipe is replaced whole, all its rows.

    Returns
    -------
    Catalogue
        Kept entries in their order, then the market's own in theirs. The shipped extras (group, range,
        source, note) are null in the market's own rows.
    """
    own_commodities = commodities.select(list(COMMODITY_COLUMNS))
    own_recipes = recipes.select(list(RECIPE_COLUMNS))
    return Catalogue(
        commodities=_replace(catalogue.commodities, own_commodities, "commodity"),
        recipes=_replace(catalogue.recipes, own_recipes, "recipe"),
        handling=catalogue.handling,
    )


def _replace(frame: pl.DataFrame, own: pl.DataFrame, key: str) -> pl.DataFrame:
    return pl.concat([frame.join(own, on=key, how="anti", maintain_order="left"), own], how="diagonal")
