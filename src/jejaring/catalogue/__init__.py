"""What can be traded, in which unit, and what turns into what with which yield.

This package knows commodities, units, handling classes and recipes: those shipped with Jejaring (CSV
files in `data/`) and a market's own laid over them. It refuses to know prices, places and people.
"""

from jejaring.catalogue.extension import extend
from jejaring.catalogue.model import COMMODITY_COLUMNS, HANDLING_COLUMNS, RECIPE_COLUMNS, Catalogue
from jejaring.catalogue.search import find_commodity, suggest_commodities
from jejaring.catalogue.shipped import shipped_catalogue, unit_name

__all__ = [
    "COMMODITY_COLUMNS",
    "HANDLING_COLUMNS",
    "RECIPE_COLUMNS",
    "Catalogue",
    "extend",
    "find_commodity",
    "shipped_catalogue",
    "suggest_commodities",
    "unit_name",
]
