"""Every row says one thing once: ids are unique, pairs are unique."""

from collections.abc import Mapping, Sequence

import polars as pl

from jejaring.market.columns import LISTING_TABLES
from jejaring.market.faults import Fault
from jejaring.market.table import ROW, Table

KEYS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "cooperatives": (("id",), "duplicate_key"),
    "commodities": (("commodity",), "duplicate_key"),
    "recipes": (("recipe", "commodity"), "duplicate_recipe_row"),
    "freight": (("origin", "destination"), "duplicate_pair"),
}
"""What may stand only once in a table, and the kind of fault when it stands again."""


def check_identity(tables: Mapping[str, Table]) -> list[Fault]:
    """Keys that stand twice: in a table, and for listings in all their tables together."""
    faults = []
    for name, (key, kind) in KEYS.items():
        table = tables.get(name)
        if table is not None and table.has(*key):
            faults += _repeats([table], key, kind)
    listings = [tables[name] for name in LISTING_TABLES if name in tables and tables[name].has("id")]
    return faults + _repeats(listings, ("id",), "duplicate_id")


def _repeats(tables: Sequence[Table], key: Sequence[str], kind: str) -> list[Fault]:
    """One fault for every row whose key stood before, in this table or an earlier one."""
    if not tables:
        return []
    every = pl.concat(
        [
            table.cells.select(pl.lit(number, dtype=pl.UInt8).alias("table"), ROW, *key)
            for number, table in enumerate(tables)
        ]
    ).with_columns(pl.all_horizontal(pl.col(column).is_not_null() for column in key).alias("complete"))
    said = pl.col(key[0]) if len(key) == 1 else pl.struct(*key)
    again = every.select(pl.col("complete") & ~said.is_first_distinct()).to_series()
    if not again.any():
        return []
    files = pl.Series([table.file for table in tables], dtype=pl.String)
    first = every.filter(pl.col("complete")).unique(key, keep="first", maintain_order=True)
    places = first.select(
        *key,
        pl.col(ROW).alias("first_row"),
        pl.lit(files).gather(pl.col("table")).alias("first_file"),
    )
    faults = []
    for number, table in enumerate(tables):
        mask = again.filter(every.get_column("table") == number)
        repeated = table.with_cells(
            table.cells.filter(mask).join(places, on=list(key), how="left", maintain_order="left")
        )
        text = pl.concat_str([pl.col(column) for column in key], separator=" → ")
        values = {"text": text, "first_row": pl.col("first_row"), "first_file": pl.col("first_file")}
        faults += repeated.find(key[-1], kind, pl.lit(True), values)
    return faults
