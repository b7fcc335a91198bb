"""The months a market speaks of."""

from collections.abc import Iterable

import polars as pl

from jejaring.market.columns import MONTH_COLUMNS

ALL = ("all",)
"""The horizon of a market that names no month: one period."""


def months_between(first: str, last: str) -> int:
    """How many months `last` is after `first`, both `YYYY-MM`."""
    return _month_number(last) - _month_number(first)


def horizon(listings: Iterable[pl.DataFrame]) -> tuple[str, ...]:
    """All months from the earliest to the latest named by any listing; `("all",)` when none is."""
    named = [
        month
        for frame in listings
        for column in MONTH_COLUMNS
        for month in (frame.get_column(column).min(), frame.get_column(column).max())
        if isinstance(month, str)
    ]
    if not named:
        return ALL
    numbers = range(_month_number(min(named)), _month_number(max(named)) + 1)
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers)


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
