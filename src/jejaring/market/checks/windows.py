"""From when until when: windows that end before they begin, horizons too long to plan; least amounts."""

from collections.abc import Mapping

import polars as pl

from jejaring.market.columns import LISTING_TABLES, LONGEST_HORIZON, MONTH_COLUMNS
from jejaring.market.faults import Fault, Value
from jejaring.market.horizon import months_between
from jejaring.market.table import Table


def check_windows(tables: Mapping[str, Table]) -> list[Fault]:
    """Reversed windows, a horizon beyond `LONGEST_HORIZON` months, a minimum above its quantity."""
    faults = []
    listings = [tables[name] for name in LISTING_TABLES if name in tables]
    for table in listings:
        faults += table.find(
            "until",
            "window_reversed",
            pl.col("until") < pl.col("from"),
            {"first": pl.col("from"), "last": pl.col("until")},
        )
        if table.has("minimum"):
            faults += table.find(
                "minimum",
                "minimum_above_quantity",
                pl.col("minimum") > pl.col("quantity"),
                {"minimum": pl.col("minimum"), "quantity": pl.col("quantity")},
            )
    return faults + _check_horizon(listings)


def _check_horizon(listings: list[Table]) -> list[Fault]:
    """One fault, at the cell that names the last month, when the months named span too much."""
    earliest: str | None = None
    latest: tuple[str, Table, str] | None = None
    for table in listings:
        for column in MONTH_COLUMNS:
            months = table.cells.get_column(column)
            low, high = months.min(), months.max()
            if isinstance(low, str) and isinstance(high, str):
                earliest = min(earliest or low, low)
                if latest is None or high > latest[0]:
                    latest = high, table, column
    if earliest is None or latest is None:
        return []
    last, table, column = latest
    span = months_between(earliest, last) + 1
    if span <= LONGEST_HORIZON:
        return []
    values: dict[str, Value] = {"first": earliest, "last": last, "months": span, "limit": LONGEST_HORIZON}
    return table.find(column, "horizon_too_long", pl.col(column) == last, values)[:1]
