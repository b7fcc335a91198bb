"""What commodities, recipes, units, months and places are called on a page, in the language of the page."""

from datetime import date
from functools import cache

from django.utils.translation import get_language

from jejaring.catalogue import shipped_catalogue, unit_name
from jejaring.geography import region
from jejaring.language import Language, format_month
from jejaring.web.trade.line.goods import main_output
from jejaring.web.trade.line.units import base_unit

UNIT_NAMES: dict[str, dict[Language, str]] = {
    "ton": {"id": "ton", "en": "tonnes"},
    "kuintal": {"id": "kuintal", "en": "quintals"},
    "ons": {"id": "ons", "en": "hectograms"},
    "gram": {"id": "gram", "en": "grams"},
    "ml": {"id": "ml", "en": "ml"},
    "kaki2": {"id": "kaki persegi", "en": "square feet"},
    "lusin": {"id": "lusin", "en": "dozen"},
    "kodi": {"id": "kodi", "en": "score"},
    "gros": {"id": "gros", "en": "gross"},
    "peti": {"id": "peti", "en": "crates"},
}
"""Of units that are not in the catalogue."""


def language() -> Language:
    """The language of the page being made."""
    return "en" if get_language() == "en" else "id"


@cache
def _names(kind: str) -> dict[str, dict[Language, str]]:
    frame = shipped_catalogue().commodities if kind == "commodity" else shipped_catalogue().recipes
    rows = frame.select(kind, "name_id", "name_en").unique(kind, keep="first", maintain_order=True).rows()
    return {name: {"id": name_id or name, "en": name_en or name} for name, name_id, name_en in rows}


@cache
def _in_order(kind: str, language: Language) -> tuple[tuple[str, str], ...]:
    pairs = [(name, names[language]) for name, names in _names(kind).items()]
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def commodity_name(commodity: str) -> str:
    """`Gabah kering giling`; a commodity the catalogue does not know stays as it is written."""
    return _names("commodity").get(commodity, {}).get(language(), commodity)


def recipe_name(recipe: str) -> str:
    """`Menggiling gabah`."""
    return _names("recipe").get(recipe, {}).get(language(), recipe)


def commodity_names() -> list[tuple[str, str]]:
    """All commodities with their names, in the order of names."""
    return list(_in_order("commodity", language()))


def recipe_names() -> list[tuple[str, str]]:
    """All recipes with their names, in the order of names."""
    return list(_in_order("recipe", language()))


def measure_name(unit: str) -> str:
    """`kaki persegi` of `kaki2`."""
    return UNIT_NAMES.get(unit, {}).get(language()) or unit_name(unit, language())


def base_of(kind: str, commodity: str, recipe: str) -> str:
    """The base unit in which a listing's quantity is: of carriage kilograms."""
    if kind == "haulage":
        return "kg"
    return base_unit(commodity or main_output(recipe)) or "kg"


def month_name(day: date) -> str:
    """`Mar 2027`."""
    return format_month(f"{day:%Y-%m}", language())


def place_name(code: str) -> str:
    """`Kabupaten Garut`; a finer place with its regency: `Cikajang, Kabupaten Garut`."""
    found = region(code)
    if found is None:
        return code
    if found.level in ("province", "regency"):
        return found.name
    regency = region(code[:5])
    return f"{found.name}, {regency.name}" if regency else found.name
