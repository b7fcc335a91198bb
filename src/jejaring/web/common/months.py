"""Days and months of the calendar."""

from calendar import monthrange
from datetime import date


def last_day(month: date) -> date:
    """The last day of the month in which the day lies."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_later(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    number = 12 * month.year + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
