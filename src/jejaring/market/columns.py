"""Which tables a market has, which columns each table has, and what a cell of each may hold.

This module is the written form of the market's file format. It knows names, kinds and bounds; it
refuses to know files, faults and other tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from jejaring.catalogue.model import COMMODITY_COLUMNS, RECIPE_COLUMNS

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
    "recipe" if name == "commodity" else name: kind for name, kind in GOODS_COLUMNS.items()
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
class Form:
    """Which columns a table has."""

    known: Mapping[str, object]
    required: Sequence[str]
    spoken: Mapping[str, str]
    """What a person may call a column, and the column meant."""


REQUIRED_TABLES = ("cooperatives", "offers", "needs", "capacities")
GOODS_REQUIRED = ("id", "cooperative", "commodity", "quantity", "price")
REQUIRED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cooperatives": ("id", "name", "region"),
    "offers": GOODS_REQUIRED,
    "needs": GOODS_REQUIRED,
    "capacities": ("id", "cooperative", "recipe", "quantity", "price"),
    "stores": GOODS_REQUIRED,
    "haulage": ("id", "cooperative", "origin", "destination", "quantity", "price"),
    "commodities": ("commodity", "name_id", "name_en", "unit", "kg_per_unit"),
    "recipes": ("recipe", "commodity", "quantity"),
    "freight": ("origin", "destination", "rupiah_per_kg"),
}
MONTH_COLUMNS = ("from", "until")
REGION_COLUMNS = ("region", "origin", "destination")
LARGEST = 1e12
"""No quantity, price or other number of a market is larger; a larger one is a slip of the keyboard."""
LONGEST_TEXT = 1_000
"""Characters in one cell."""
LONGEST_HORIZON = 120
"""Months between the first and the last month a market names."""


@dataclass(frozen=True)
class Bounds:
    """What a number may be, apart from finite and at most `LARGEST` in size."""

    negative: bool = False
    """May it be below zero?"""
    zero: bool = True
    """May it be zero?"""


BOUNDS: Mapping[tuple[str, str], Bounds] = {
    **{(table, "minimum"): Bounds(zero=False) for table in ("offers", "needs", "capacities")},
    ("recipes", "quantity"): Bounds(negative=True, zero=False),
    ("commodities", "shelf_life_days"): Bounds(zero=False),
}
"""Bounds of the columns that differ from the usual: zero or more."""

THOUSANDS_COLUMNS = ("quantity", "price", "minimum")
"""Columns of listings in which people write 7.500 and mean 7500."""

SPOKEN_COLUMNS: Mapping[str, str] = {
    "nama": "name",
    "wilayah": "region",
    "daerah": "region",
    "kabupaten": "region",
    "koperasi": "cooperative",
    "komoditas": "commodity",
    "jumlah": "quantity",
    "kuantitas": "quantity",
    "volume": "quantity",
    "harga": "price",
    "dari": "from",
    "mulai": "from",
    "sampai": "until",
    "hingga": "until",
    "to": "until",
    "asal": "origin",
    "tujuan": "destination",
    "jam": "hours",
    "resep": "recipe",
    "satuan": "unit",
    "jenis": "type",
    "luar": "outside",
}
"""Column names people write instead of ours, for the hint of a fault."""

REGENCY_LENGTH = 5
"""Characters of a regency's code, the part of a finer code that planning reads."""
