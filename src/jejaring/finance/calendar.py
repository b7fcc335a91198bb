"""Days on which money moves."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` later; the month's last day where it has no such day.

    Raises
    ------
    OverflowError
        After the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_later(day: date, days: int) -> date:
    """The day `days` later, or earlier where they are below 0; the calendar's first or last day beyond."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
