"""Quarters of the year, as `2026-4`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

WRITTEN = re.compile(r"([12]\d{3})-([1-4])", re.ASCII)
MONTHS = 3
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int
    """1 to 4."""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The quarter that is written `2026-4`; None when nothing of the kind is written."""
        found = WRITTEN.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def of(cls, day: date) -> Self:
        """The one in which the day lies."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first_day(self) -> date:
        """Of its three months."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> date:
        """Of its three months."""
        return self.later(1).first_day - timedelta(days=1)

    def later(self, count: int) -> "Quarter":
        """So many quarters later, or earlier."""
        year, number = divmod(4 * self.year + self.number - 1 + count, 4)
        return Quarter(year, number + 1)

    @property
    def roman(self) -> str:
        """Its number as it is written after "triwulan"."""
        return ROMAN[self.number - 1]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
