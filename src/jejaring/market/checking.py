"""From tables as they were found to the frames of a market, or everything that is wrong with them."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from jejaring.market.cells import read_cells
from jejaring.market.checks import check_tables
from jejaring.market.columns import LISTING_TABLES, TABLES
from jejaring.market.faults import Fault, MarketFaults
from jejaring.market.table import Table

GENERAL_HANDLING = "umum"
"""How goods are handled that say nothing about it."""
ORDER: Mapping[str, Sequence[str]] = {
    "commodities": ("commodity",),
    "recipes": ("recipe",),
    "freight": ("origin", "destination"),
}
"""What a table's rows are sorted by, where it is not the id."""


def check_market(found: Mapping[str, Table], faults: Iterable[Fault]) -> dict[str, pl.DataFrame]:
    """The frames of a market, one for every table, but no freight where there was none.

    Raises
    ------
    MarketFaults
        Everything wrong: the faults of reading given here and all that checking finds.
    """
    every = list(faults)
    tables = {}
    for name, table in found.items():
        tables[name], wrong = read_cells(table)
        every += wrong
    tables, wrong = check_tables(tables)
    every += wrong
    if every:
        raise MarketFaults(_one_a_cell(every))
    return {name: _finish(name, tables) for name in TABLES if name != "freight" or name in tables}


def _one_a_cell(faults: Iterable[Fault]) -> Iterable[Fault]:
    """The first fault found of each cell: what follows from it is not worth a second sentence."""
    seen = set()
    for fault in faults:
        place = (fault.file, fault.row, fault.column)
        if fault.row is None or fault.column is None or place not in seen:
            seen.add(place)
            yield fault


def _finish(name: str, tables: Mapping[str, Table]) -> pl.DataFrame:
    """A table's frame with what was left out filled in, in its order."""
    columns = TABLES[name]
    if name not in tables:
        return pl.DataFrame(schema=columns)
    frame = tables[name].cells.select(*columns)
    if name in LISTING_TABLES and "region" in columns:
        home = tables["cooperatives"].cells.select("id", pl.col("region").alias("home"))
        frame = frame.join(home, left_on="cooperative", right_on="id", how="left").with_columns(
            pl.coalesce("region", "home").alias("region")
        )
    if name == "cooperatives":
        frame = frame.with_columns(pl.col("outside").fill_null(False))
    if name == "commodities":
        frame = frame.with_columns(
            pl.col("divisible").fill_null(True), pl.col("handling").fill_null(GENERAL_HANDLING)
        )
    order = ORDER.get(name, ("id",))
    return frame.select(*columns).sort(order, maintain_order=True).rechunk()
