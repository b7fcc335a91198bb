"""A market's own freight table as matrices."""

from collections.abc import Iterable

import numpy as np
import polars as pl

from jejaring.geography.freight import Freight
from jejaring.market.columns import REGENCY_LENGTH, REGION_COLUMNS


def freight_of_table(table: pl.DataFrame, listings: Iterable[pl.DataFrame]) -> Freight:
    """Freight between the regencies of a freight table and of all listings.

    Pairs that are not in the table cannot ship (inf); hours that are not given are nan.
    """
    named = [table.get_column("origin"), table.get_column("destination")]
    for frame in listings:
        named += [frame.get_column(column) for column in REGION_COLUMNS if column in frame.columns]
    regions = pl.concat([codes.str.slice(0, REGENCY_LENGTH).unique() for codes in named]).unique().sort()
    rank = pl.DataFrame({"code": regions, "rank": np.arange(len(regions))})

    def places(column: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        codes = table.select(pl.col(column).str.slice(0, REGENCY_LENGTH).alias("code"))
        return codes.join(rank, on="code", how="left", maintain_order="left").get_column("rank").to_numpy()

    size = len(regions)
    rupiah_per_kg, hours = np.full((size, size), np.inf), np.full((size, size), np.nan)
    np.fill_diagonal(rupiah_per_kg, 0.0)
    np.fill_diagonal(hours, 0.0)
    origin, destination = places("origin"), places("destination")
    rupiah_per_kg[origin, destination] = table.get_column("rupiah_per_kg").to_numpy()
    hours[origin, destination] = table.get_column("hours").fill_null(float("nan")).to_numpy()
    return Freight(tuple(regions), rupiah_per_kg, hours)
