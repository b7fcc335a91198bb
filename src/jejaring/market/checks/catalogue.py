"""A market's own goods weigh something; its recipes make something, per unit of what they mainly make."""

from collections.abc import Mapping

import polars as pl

from jejaring.catalogue import shipped_catalogue
from jejaring.market.faults import Fault
from jejaring.market.table import FLAWED, ROW, Table


def check_catalogue(tables: Mapping[str, Table]) -> list[Fault]:
    """Goods that weigh nothing, recipes without an output, or not written per unit of their main output."""
    return [*_weightless_goods(tables.get("commodities")), *_recipes(tables.get("recipes"))]


def _weightless_goods(table: Table | None) -> list[Fault]:
    if table is None or not table.has("kg_per_unit"):
        return []
    travels = pl.lit(True)
    if table.has("handling"):
        stays = shipped_catalogue().handling.filter(pl.col("factor").is_null())["handling"]
        travels = ~pl.col("handling").fill_null("").is_in(stays.implode())
    return table.find("kg_per_unit", "weightless", (pl.col("kg_per_unit") == 0) & travels)


def _recipes(table: Table | None) -> list[Fault]:
    if table is None or not table.has("recipe", "quantity"):
        return []
    recipes = table.cells.filter(pl.col("recipe").is_not_null())
    made = pl.col("quantity") > 0
    unreadable = pl.col("quantity").is_null() | pl.col(FLAWED)  # it may be the output: reported already
    recipe = pl.col("recipe")
    first_rows = recipes.group_by("recipe", maintain_order=True).agg(
        pl.col(ROW).first(), (made | unreadable).any().alias("makes"), pl.lit(False).alias(FLAWED)
    )
    main_outputs = recipes.filter(made | unreadable).unique("recipe", keep="first", maintain_order=True)
    return [
        *table.with_cells(first_rows).find(
            "quantity", "recipe_without_output", ~pl.col("makes"), {"recipe": recipe}
        ),
        *table.with_cells(main_outputs).find(
            "quantity",
            "main_output_not_one",
            pl.col("quantity") != 1,
            {"recipe": recipe, "commodity": pl.col("commodity"), "quantity": pl.col("quantity")},
        ),
    ]
