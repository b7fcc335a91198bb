"""A market: one checked, frozen snapshot of who offers, needs and can make what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path

import polars as pl

from jejaring.catalogue import Catalogue, extend, shipped_catalogue
from jejaring.geography.closures import Closures, national_freight_without
from jejaring.geography.freight import Freight
from jejaring.geography.national import national_freight
from jejaring.market.checking import check_market
from jejaring.market.columns import (
    CAPACITY_COLUMNS,
    COOPERATIVE_COLUMNS,
    FREIGHT_COLUMNS,
    GOODS_COLUMNS,
    HAULAGE_COLUMNS,
    LISTING_TABLES,
    STORE_COLUMNS,
    TABLES,
)
from jejaring.market.digest import hash_frames
from jejaring.market.faults import Fault
from jejaring.market.freight import freight_of_table
from jejaring.market.horizon import horizon
from jejaring.market.read import find_tables, take_tables
from jejaring.market.table import Table
from jejaring.market.use import used_catalogue
from jejaring.market.write import Form, write_market

__all__ = [
    "CAPACITY_COLUMNS",
    "COOPERATIVE_COLUMNS",
    "FREIGHT_COLUMNS",
    "GOODS_COLUMNS",
    "HAULAGE_COLUMNS",
    "LISTING_TABLES",
    "STORE_COLUMNS",
    "TABLES",
    "Closures",
    "Market",
    "build_market",
]


@dataclass(frozen=True, eq=False)
class Market:
    """A checked market. Make one with `Market.read` or `build_market`, which find every fault first.

    Every frame has exactly the columns of `TABLES`, is sorted by its id (recipes keep their own
    order within a recipe), and holds only rows that passed every check. Region codes may be finer
    than a regency; the regency is their first five characters. Two markets are equal when they say the
    same, that is when their hashes are.
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
    closures: Closures = field(default_factory=Closures)
    """What of the national network is shut; see `jejaring.market.change`. No file says so."""
    carries: pl.DataFrame | None = None
    """haulage, commodity: all that each haulier may carry, where trade is confined; None: everything."""

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "Market":
        """Read and check a market.

        Parameters
        ----------
        path
            A folder of CSV or Parquet files named after the tables, or an XLSX workbook with sheets so named.

        Raises
        ------
        MarketFaults
            With every fault of every file, whatever is wrong with them.
        """
        return _checked(*find_tables(Path(path)))

    def write(self, path: str | PathLike[str], form: Form | None = None) -> None:
        """Write the market, so that reading it again gives an equal one. Nothing is ever left half written.

        Parameters
        ----------
        path
            Where to: a folder for CSV and Parquet, a file for XLSX. A market already there is replaced.
        form
            `csv`, `xlsx` or `parquet`. Left out, it is `xlsx` for a path that ends so, else `csv`.

        Raises
        ------
        FileExistsError
            If something that is not a market stands at `path`.
        ValueError
            If a table has more rows than a sheet can hold, or part of the national network is shut, which
            no file of a market can say.
        """
        if self.closures:
            raise ValueError("a market with part of the national network shut cannot be written")
        write_market(self.tables, Path(path), form)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The market's frames by table, as `build_market` takes them; `freight` only if it is its own."""
        frames = {name: getattr(self, name) for name in TABLES if name != "freight"}
        return frames if self.freight_table is None else {**frames, "freight": self.freight_table}

    @property
    def listings(self) -> dict[str, pl.DataFrame]:
        """The five tables of listings."""
        return {name: getattr(self, name) for name in LISTING_TABLES}

    @property
    def listing_count(self) -> int:
        """How many listings there are."""
        return sum(frame.height for frame in self.listings.values())

    @cached_property
    def catalogue(self) -> Catalogue:
        """The shipped catalogue with the market's own commodities and recipes over it."""
        return extend(shipped_catalogue(), self.commodities, self.recipes)

    @cached_property
    def freight(self) -> Freight:
        """From the market's own freight table, or the national network."""
        if self.freight_table is None:
            return national_freight_without(self.closures) if self.closures else national_freight()
        return freight_of_table(self.freight_table, self.listings.values())

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Months `YYYY-MM` of the horizon, or `("all",)` when no month is named."""
        return horizon(self.listings.values())

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hexadecimal) of what the market says, whatever its file form or row order."""
        frames = self.tables | used_catalogue(self.tables, self.catalogue)
        if self.carries is not None:
            frames["carries"] = self.carries
        return hash_frames(frames, self.freight.name if self.freight_table is None else "own")

    def __eq__(self, other: object) -> bool:
        return self.hash == other.hash if isinstance(other, Market) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)


def build_market(frames: Mapping[str, pl.DataFrame]) -> Market:
    """Check frames as `Market.read` checks files, and make a market of them.

    Parameters
    ----------
    frames
        By the names of `TABLES`; `cooperatives`, `offers`, `needs` and `capacities` must be there, if only
        with their columns. Text columns may also be integers or categories, months dates.

    Raises
    ------
    MarketFaults
        With every fault; rows count from 2, as if the frame had been written with a header.
    """
    return _checked(*take_tables(frames))


def _checked(tables: Mapping[str, Table], faults: list[Fault]) -> Market:
    frames = check_market(tables, faults)
    own_freight = frames.pop("freight", None)
    return Market(**frames, freight_table=own_freight, closures=Closures())
