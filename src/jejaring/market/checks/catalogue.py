"""A market's own recipes make something, and say it per unit of what they mainly make."""

from collections.abc import Mapping

import polars as pl

from jejaring.market.faults import Fault
from jejaring.market.table import FLAWED, ROW, Table


def check_catalogue(tables: Mapping[str, Table]) -> list[Fault]:
    """Recipes without an output, and recipes not written per unit of their main output."""
    table = tables.get("recipes")
    if table is None or not table.has("recipe", "quantity"):
        return []
    recipes = table.cells.filter(pl.col("recipe").is_not_null())
    made = pl.col("quantity") > 0
    first = recipes.group_by("recipe", maintain_order=True).agg(
        pl.col(ROW).first(),
        made.any().alias("makes"),
        # A quantity that could not be read may be the output: it was reported already.
        (pl.col("quantity").is_null().any() | pl.col(FLAWED).any()).alias(FLAWED),
    )
    rowwise = table.with_cells(first)
    faults = rowwise.find("quantity", "recipe_without_output", ~pl.col("makes"), {"recipe": pl.col("recipe")})
    main = table.with_cells(
        recipes.filter(made)
        .unique("recipe", keep="first", maintain_order=True)
        .join(first.select("recipe", pl.col(FLAWED).alias("unsure")), on="recipe", maintain_order="left")
        .filter(~pl.col("unsure"))
    )
    return faults + main.find(
        "quantity",
        "main_output_not_one",
        pl.col("quantity") != 1,
        {"recipe": pl.col("recipe"), "commodity": pl.col("commodity"), "quantity": pl.col("quantity")},
    )
