"""Freight and haulage go from one regency to another, never from one to itself."""

from collections.abc import Mapping

import polars as pl

from jejaring.market.columns import REGENCY_LENGTH
from jejaring.market.faults import Fault
from jejaring.market.table import Table


def check_places(tables: Mapping[str, Table]) -> list[Fault]:
    """Rows of freight and haulage that stay in their regency."""
    origin = pl.col("origin").str.slice(0, REGENCY_LENGTH)
    destination = pl.col("destination").str.slice(0, REGENCY_LENGTH)
    return [
        fault
        for name in ("freight", "haulage")
        if name in tables
        for fault in tables[name].find(
            "destination", "same_region", origin == destination, {"region": origin}
        )
    ]
