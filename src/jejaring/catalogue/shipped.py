"""The catalogue shipped with Jejaring, read from the CSV files in `data/`.

Knows where the files are and what their columns hold. Every figure in them carries its source: a number
of the list in docs/data-sources.md, `D` derived from such a figure, `U` unverified, `unit` true by the
definition of the unit, `service` for work, which weighs nothing.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from jejaring.catalogue.model import COMMODITY_COLUMNS, HANDLING_COLUMNS, RECIPE_COLUMNS, Catalogue
from jejaring.language import Language

COMMODITY_EXTRAS = {
    "group": pl.String,
    "aliases": pl.String,  # other names people write, separated by semicolons
    "kg_source": pl.String,
    "shelf_source": pl.String,
    "note_id": pl.String,
    "note_en": pl.String,
}
RECIPE_EXTRAS = {
    "low": pl.Float64,  # the range seen in practice, signed like the quantity: low <= quantity <= high
    "high": pl.Float64,
    "source": pl.String,
}
RECIPE_NAMES = {  # one row per recipe
    "recipe": pl.String,
    "name_id": pl.String,
    "name_en": pl.String,
    "note_id": pl.String,
    "note_en": pl.String,
}
HANDLING_EXTRAS = {"source": pl.String, "note_id": pl.String, "note_en": pl.String}
UNIT_COLUMNS = {"unit": pl.String, "name_id": pl.String, "name_en": pl.String}


@cache
def shipped_catalogue() -> Catalogue:
    """The shipped commodities, recipes and handling classes, each with its sources.

    Returns
    -------
    Catalogue
        Frames with the columns of `jejaring.catalogue.model`, then the extras named above; recipes also
        carry their names and notes on every row. Read once and shared: frames are never changed.
    """
    recipes = _read("recipes", RECIPE_COLUMNS | RECIPE_EXTRAS)
    names = _read("recipe_names", RECIPE_NAMES)
    return Catalogue(
        commodities=_read("commodities", COMMODITY_COLUMNS | COMMODITY_EXTRAS),
        recipes=recipes.join(names, on="recipe", how="left", maintain_order="left"),
        handling=_read("handling", HANDLING_COLUMNS | HANDLING_EXTRAS),
    )


@cache
def unit_names() -> dict[str, dict[Language, str]]:
    """Every unit of the shipped catalogue and how each language writes it."""
    rows = _read("units", UNIT_COLUMNS).iter_rows()
    return {unit: {"id": name_id, "en": name_en} for unit, name_id, name_en in rows}


def unit_name(unit: str, language: Language) -> str:
    """How `language` writes `unit`: `pasang` is `pair` in English; a market's own unit stays as it is."""
    return unit_names().get(unit, {}).get(language, unit)


def _read(name: str, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    text = files("jejaring.catalogue").joinpath("data", f"{name}.csv").read_bytes()
    return pl.read_csv(text, schema_overrides=columns).select(list(columns))
