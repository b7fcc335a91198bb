"""Dated tax settings, read from `taxes.toml`, where the source of each stands beside it.

A tax is reckoned only where a line names it and its giver has said that it is a taxable firm.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from jejaring.web.money.models import TaxStatus

FILE = Path(__file__).parent / "taxes.toml"


@dataclass(frozen=True)
class Tax:
    """One tax as it is reckoned from a day on."""

    id: str
    name_id: str
    name_en: str
    begins: date
    ends: date | None
    rate: Decimal
    """Of the price, effectively: rate times base."""
    source: str
    status: str
    not_for: tuple[str, ...]
    """Commodities that do not bear it; a name covers those that begin with it."""

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.name_en if get_language() == "en" else self.name_id

    def bears(self, commodity: str) -> bool:
        """Whether the commodity bears it."""
        return not any(commodity == each or commodity.startswith(f"{each}-") for each in self.not_for)

    def on(self, value: int) -> int:
        """Whole rupiah on a value in whole rupiah, halves rounded up."""
        return int((value * self.rate).quantize(Decimal(1), ROUND_HALF_UP))


@cache
def taxes() -> tuple[Tax, ...]:
    """All entries of the file, in its order."""
    with FILE.open("rb") as file:
        return tuple(_read(entry) for entry in tomllib.load(file)["tax"])


def taxes_on(day: date) -> list[Tax]:
    """Those reckoned on a day."""
    return [each for each in taxes() if each.begins <= day and (each.ends is None or day <= each.ends)]


def tax_on(name: str, day: date) -> Tax | None:
    """The tax of that name as it is reckoned on a day."""
    return next((each for each in taxes_on(day) if each.id == name), None)


def is_taxable(cooperative_id: int, day: date) -> bool:
    """Whether the cooperative has said that it is a taxable firm on that day; nobody is by itself."""
    said = TaxStatus.objects.filter(cooperative=cooperative_id, since__lte=day).order_by("-since", "-pk")
    return bool(said.values_list("taxable", flat=True).first())


def _read(entry: dict) -> Tax:
    over, _, under = entry["base"].partition("/")
    return Tax(
        id=entry["id"],
        name_id=entry["name_id"],
        name_en=entry["name_en"],
        begins=entry["from"],
        ends=entry.get("until"),
        rate=Decimal(entry["rate"]) * Decimal(over) / Decimal(under or 1),
        source=entry["source"],
        status=entry["status"],
        not_for=tuple(entry["not_for"]),
    )
