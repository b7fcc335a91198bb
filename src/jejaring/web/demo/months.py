"""Bring a market's months to the present: its first month becomes another one."""

from datetime import date

import polars as pl

from jejaring.market import Market


def month_number(month: str) -> int:
    """Months since the year 0 of a month written YYYY-MM."""
    year, number = month.split("-")
    return 12 * int(year) + int(number) - 1


def first_day(number: int) -> date:
    """The first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def days_of(column: pl.Series, shift: int) -> list[date | None]:
    """The first days of the months of a column, so many months later; None where it has none."""
    return [None if month is None else first_day(month_number(month) + shift) for month in column]


def shift_to(market: Market, begins: date) -> int:
    """How many months later the market has to be for its first month to be that of `begins`."""
    named = [month for month in market.periods if month != "all"]
    return 12 * begins.year + begins.month - 1 - month_number(named[0]) if named else 0
