"""Invented cooperatives on real places, to stand around the example market."""

import polars as pl

from jejaring.market import Market, build_market
from jejaring.market.sample import sample_market

LISTINGS_EACH = 2
SEED = 17
MONTH = "2026-01"


def generated_market(cooperatives: int) -> Market:
    """Cooperatives placed by population, each with two listings, all for one month.

    One month keeps planning them a matter of seconds.
    """
    tables = sample_market(cooperatives, LISTINGS_EACH * cooperatives, months=1, seed=SEED)
    return build_market({name: _in_month(table) for name, table in tables.items()})


def _in_month(table: pl.DataFrame) -> pl.DataFrame:
    if "from" not in table.columns:
        return table
    month = pl.lit(MONTH)
    return table.with_columns(month.alias("from"), month.alias("until"))
