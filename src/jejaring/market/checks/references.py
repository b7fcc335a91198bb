"""What one table names in another must stand there: cooperatives, commodities, recipes, handling."""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from jejaring.catalogue import Catalogue, extend, shipped_catalogue, suggest_commodities
from jejaring.catalogue.model import COMMODITY_COLUMNS, RECIPE_COLUMNS
from jejaring.market.cells import shown
from jejaring.market.columns import LISTING_TABLES
from jejaring.market.faults import Fault
from jejaring.market.nearest import nearest, suggestions
from jejaring.market.table import Table


def check_references(tables: Mapping[str, Table]) -> list[Fault]:
    """Every name that is not there, with the nearest that are."""
    faults = _check_cooperatives(tables)
    catalogue = _catalogue(tables)
    commodities, recipes = catalogue.commodities, catalogue.recipes

    def like_commodity(word: str) -> Iterable[str]:
        return suggest_commodities(word, catalogue)

    for name in ("offers", "needs", "stores", "recipes"):
        if name in tables and _whole(tables, "commodities", "commodity"):
            known = commodities.get_column("commodity")
            faults += _unknown(tables[name], "commodity", "unknown_commodity", known, like_commodity)
    if "capacities" in tables and _whole(tables, "recipes", "recipe"):
        known = recipes.get_column("recipe").unique()
        faults += _unknown(tables["capacities"], "recipe", "unknown_recipe", known)
    if "commodities" in tables:
        known = catalogue.handling.get_column("handling")
        choice = {"known": tuple(known)}
        faults += _unknown(tables["commodities"], "handling", "unknown_handling", known, values=choice)
    return faults


def _check_cooperatives(tables: Mapping[str, Table]) -> list[Fault]:
    if "cooperatives" not in tables or not _whole(tables, "cooperatives", "id"):
        return []
    cells = tables["cooperatives"].cells
    known = cells.get_column("id").drop_nulls()
    named = cells.drop_nulls(["id", "name"]).select(pl.col("name").str.to_lowercase(), "id").rows()
    ids_by_name = dict(named)

    def like_cooperative(word: str) -> Iterable[str]:
        by_name = ids_by_name.get(word.lower())
        return (by_name,) if by_name else nearest(word, known)

    faults = []
    for name in LISTING_TABLES:
        if name in tables:
            faults += _unknown(tables[name], "cooperative", "unknown_cooperative", known, like_cooperative)
    return faults


def _catalogue(tables: Mapping[str, Table]) -> Catalogue:
    """The shipped catalogue with whatever names the market's own tables give."""
    own = {
        "commodities": pl.DataFrame(schema=COMMODITY_COLUMNS),
        "recipes": pl.DataFrame(schema=RECIPE_COLUMNS),
    }
    for name, empty in own.items():
        if name in tables:
            cells = tables[name].cells.select(empty.columns)
            own[name] = cells.filter(pl.nth(0).is_not_null())
    return extend(shipped_catalogue(), own["commodities"], own["recipes"])


def _whole(tables: Mapping[str, Table], name: str, column: str) -> bool:
    """Whether all that a table could name is there: nothing of it was unreadable."""
    return name not in tables or (tables[name].has(column))


def _unknown(
    table: Table,
    column: str,
    kind: str,
    known: pl.Series,
    suggest: Callable[[str], Iterable[str]] | None = None,
    values: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Fault]:
    word = pl.col(column)
    missing = table.cells.select(word.is_not_null() & ~word.is_in(known.implode())).to_series()
    if not missing.any():
        return []
    words = table.cells.get_column(column).filter(missing)
    meant = suggestions(column, words, suggest or (lambda word: nearest(word, known)))
    return table.find(column, kind, missing, {"text": shown(column), "nearest": meant, **(values or {})})
