"""A market: one checked, frozen snapshot of who offers, needs and can make what."""

from dataclasses import dataclass

import polars as pl

from jejaring.catalogue.model import COMMODITY_COLUMNS, RECIPE_COLUMNS
from jejaring.geography.freight import Freight

COOPERATIVE_COLUMNS = {
    "id": pl.String,
    "name": pl.String,
    "region": pl.String,  # a regency, district or village code
    "nik": pl.String,
    "type": pl.String,
    "outside": pl.Boolean,  # the open market: a real alternative, but not a member
}
GOODS_COLUMNS = {  # offers and needs: quantity for the whole window, price per base unit
    "id": pl.String,
    "cooperative": pl.String,
    "commodity": pl.String,
    "quantity": pl.Float64,
    "price": pl.Float64,
    "region": pl.String,  # filled in from the cooperative where left out
    "from": pl.String,  # month YYYY-MM, null: from the horizon's first month
    "until": pl.String,  # month YYYY-MM, included, null: to the horizon's last month
    "minimum": pl.Float64,  # null: any amount
}
CAPACITY_COLUMNS = {  # quantity of the recipe's main output per month, price = fee per unit of it
    name: kind
    for name, kind in (
        ("recipe" if name == "commodity" else name, kind) for name, kind in GOODS_COLUMNS.items()
    )
}
STORE_COLUMNS = {  # quantity kept per month, price = fee per unit and month
    name: kind for name, kind in GOODS_COLUMNS.items() if name != "minimum"
}
HAULAGE_COLUMNS = {  # quantity in kg a month, price per kg
    "id": pl.String,
    "cooperative": pl.String,
    "origin": pl.String,
    "destination": pl.String,
    "quantity": pl.Float64,
    "price": pl.Float64,
    "hours": pl.Float64,
    "from": pl.String,
    "until": pl.String,
}
FREIGHT_COLUMNS = {
    "origin": pl.String,
    "destination": pl.String,
    "rupiah_per_kg": pl.Float64,
    "hours": pl.Float64,
}
LISTING_TABLES = ("offers", "needs", "capacities", "stores", "haulage")
TABLES = {
    "cooperatives": COOPERATIVE_COLUMNS,
    "offers": GOODS_COLUMNS,
    "needs": GOODS_COLUMNS,
    "capacities": CAPACITY_COLUMNS,
    "stores": STORE_COLUMNS,
    "haulage": HAULAGE_COLUMNS,
    "commodities": COMMODITY_COLUMNS,
    "recipes": RECIPE_COLUMNS,
    "freight": FREIGHT_COLUMNS,
}


@dataclass(frozen=True)
class Market:
    """A checked market. Make one with `Market.read` or `build_market`, which find every fault first.

    Every frame has exactly the columns of `TABLES`, is sorted by its id (recipes keep their own
    order within a recipe), and holds only rows that passed every check. Region codes may be finer
    than a regency; the regency is their first five characters.
    """

    cooperatives: pl.DataFrame
    offers: pl.DataFrame
    needs: pl.DataFrame
    capacities: pl.DataFrame
    stores: pl.DataFrame
    haulage: pl.DataFrame
    commodities: pl.DataFrame
    """The market's own commodities: those it adds to the shipped catalogue or replaces in it."""
    recipes: pl.DataFrame
    """The market's own recipes."""
    freight_table: pl.DataFrame | None
    """The market's own freight, which replaces the national network whole; None: the national network."""

    # Derived, each worked out once when first asked for (functools.cached_property):
    #   catalogue: Catalogue     the shipped one with the market's own commodities and recipes over it
    #   freight: Freight         from freight_table, or the national network
    #   periods: tuple[str, ...] months YYYY-MM of the horizon, or ("all",) when no month is named
    #   hash: str                sha256 of what the market says, whatever its file form or row order
