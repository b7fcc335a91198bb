"""Who may do what, when and where: every listing in every period of its window.

An activity is one listing in one period. This module knows the listings; it refuses to know how
goods move between them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

KINDS = ("offers", "needs", "capacities", "stores", "haulage")
ONCE_PER_WINDOW = ("offers", "needs")  # their quantity is for the whole window, the others' is per month
STORABLE_FROM_DAYS = 60.0  # goods that keep for less are not carried from one month to the next (DESIGN 6)


@dataclass(frozen=True)
class Activities:
    """The activities of one kind of listing, ordered by listing, then period; every array has shape (k,)."""

    listing: Ints
    """Row of the listing in its table."""
    period: Ints
    """Index into the market's periods."""
    quantity: Floats
    """The listing's quantity, in its unit; 0 where it cannot be used, as a store in the last month."""
    price: Floats
    """The listing's own price, rupiah per unit."""
    place: Ints
    """Index of its region; of haulage, where it picks up."""
    commodity: Ints
    """What is offered, needed or kept; of a capacity, its main output; of haulage, -1."""

    def __len__(self) -> int:
        return len(self.listing)


def activities_of(market: Market, goods: Goods) -> dict[str, Activities]:
    """All activities of the market by kind, in the order of `KINDS`."""
    regions = {code: index for index, code in enumerate(market.freight.regions)}
    return {kind: _activities_of_kind(market, kind, goods, regions) for kind in KINDS}


def number_of(column: pl.Series, position: Mapping[str, int]) -> Ints:
    """The number of each name of a column by `position`, shape (rows,)."""
    names = column.unique()
    numbers = pl.Series([position[name] for name in names], dtype=pl.Int64)
    return column.replace_strict(names, numbers, return_dtype=pl.Int64).to_numpy().astype(np.int64)


def place_of(column: pl.Series, regions: Mapping[str, int]) -> Ints:
    """The index in `regions` of each region code's regency, shape (rows,)."""
    return number_of(column.str.slice(0, 5), regions)


def _activities_of_kind(market: Market, kind: str, goods: Goods, regions: Mapping[str, int]) -> Activities:
    table: pl.DataFrame = getattr(market, kind)
    first, last = _window(table, market.periods)
    length = last - first + 1
    listing = np.repeat(np.arange(table.height), length)
    start_of_run = np.repeat(np.cumsum(length) - length, length)
    place = place_of(table["origin" if kind == "haulage" else "region"], regions)
    commodity = _commodity_of(table, kind, goods)
    activities = Activities(
        listing=listing,
        period=first[listing] + np.arange(len(listing)) - start_of_run,
        quantity=table["quantity"].to_numpy()[listing],
        price=table["price"].to_numpy()[listing],
        place=place[listing],
        commodity=commodity[listing],
    )
    if kind != "stores":
        return activities
    keeps = goods.shelf_life_days[activities.commodity] >= STORABLE_FROM_DAYS
    has_next = activities.period < len(market.periods) - 1
    return replace(activities, quantity=np.where(keeps & has_next, activities.quantity, 0.0))


def _commodity_of(table: pl.DataFrame, kind: str, goods: Goods) -> Ints:
    if kind == "haulage":
        return np.full(table.height, -1)
    if kind == "capacities":
        return number_of(table["recipe"], goods.main_output)
    return number_of(table["commodity"], goods.number)


def _window(table: pl.DataFrame, periods: Sequence[str]) -> tuple[Ints, Ints]:
    """First and last period index of each listing."""
    position = {month: index for index, month in enumerate(periods)}

    def index_of(column: str, otherwise: int) -> Ints:
        return number_of(table[column].fill_null(periods[otherwise]), position)

    return index_of("from", 0), index_of("until", -1)
