"""What goes from each part of the network to each other: tables that add up to the plan's trades."""

from typing import Literal

import polars as pl

By = Literal["province", "sector", "cooperative"]
BETWEEN_COLUMNS = {
    "origin": pl.String,  # province code, sector, or cooperative that gives
    "destination": pl.String,  # that takes
    "trades": pl.Int64,
    "value": pl.Float64,  # rupiah that the givers get
    "freight": pl.Float64,  # rupiah on the way
    "tonnes": pl.Float64,
}
ENDS: dict[By, tuple[str, str]] = {
    "province": ("origin_province", "destination_province"),
    "sector": ("origin_sector", "destination_sector"),
    "cooperative": ("seller_cooperative", "buyer_cooperative"),
}


def between(dealings: pl.DataFrame, by: By) -> pl.DataFrame:
    """What goes from each to each, what stays within one included.

    Parameters
    ----------
    dealings : DataFrame
        See `dealings`.
    by : {"province", "sector", "cooperative"}

    Returns
    -------
    DataFrame
        `BETWEEN_COLUMNS`, the largest value first. Its rows, added up by origin, by destination or all
        together, are the plan's trades added up so.
    """
    origin, destination = ENDS[by]
    return (
        dealings.group_by(origin=origin, destination=destination, maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("trades"), pl.col("value", "freight", "tonnes").sum())
        .sort("value", "origin", "destination", descending=[True, False, False])
        .match_to_schema(BETWEEN_COLUMNS)
    )
