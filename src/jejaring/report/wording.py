"""How a report speaks: its sentences, and amounts short enough to be taken in at a glance.

It knows the two languages and the sizes of things. It refuses to know what a plan is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from jejaring.catalogue import unit_name
from jejaring.language import (
    Language,
    format_money,
    format_month,
    format_number,
    format_percent,
    format_quantity,
    read_phrases,
)
from jejaring.language.numbers import LOCALES

SPACE = "\u00a0"  # keeps a number and its unit on one line
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True)
class Wording:
    """Everything a report says, in one language."""

    language: Language

    def say(self, key: str, **values: object) -> str:
        """The sentence `key` of this package, its gaps filled."""
        return read_phrases("jejaring.report").say(key, self.language, **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """A plain number: `1.234`."""
        return format_number(value, self.language, decimals)

    def percent(self, share: float, decimals: int = 1) -> str:
        """A share of one as a percentage: `12,5%`."""
        return format_percent(share, self.language, decimals)

    def money(self, rupiah: float) -> str:
        """An amount in whole rupiah: `Rp1.234.567`."""
        return format_money(rupiah, self.language)

    def price(self, rupiah: float, unit: str) -> str:
        """A price per unit: `Rp12.500/kg`; small prices keep their fractions."""
        decimals = 0 if abs(rupiah) >= 100 else 2
        return f"{format_money(rupiah, self.language, decimals)}/{self.unit(unit)}"

    def short_money(self, rupiah: float) -> str:
        """A large amount to three digits and a word: `Rp1,23 miliar`."""
        for scale, word in SCALES:
            if abs(rupiah) >= scale:
                amount = format_money(rupiah / scale, self.language, decimals_of(rupiah / scale))
                return f"{amount}{SPACE}{self.say(word)}"
        return self.money(rupiah)

    def short_number(self, value: float) -> str:
        """A large number to three digits and a word: `1,23 juta`."""
        for scale, word in SCALES:
            if abs(value) >= scale:
                digits = self.number(value / scale, decimals_of(value / scale))
                return f"{digits}{SPACE}{self.say(word)}"
        return self.number(value, decimals_of(value))

    def weight(self, kilograms: float) -> str:
        """A weight: kilograms below a tonne, tonnes above."""
        if abs(kilograms) < 1000:
            return f"{self.number(kilograms, decimals_of(kilograms))}{SPACE}kg"
        if abs(kilograms) < 1e9:
            return (
                f"{self.number(kilograms / 1000, decimals_of(kilograms / 1000))}{SPACE}{self.say('tonnes')}"
            )
        return f"{self.short_number(kilograms / 1000)} {self.say('tonnes')}"  # long enough to be broken

    def quantity(self, value: float, unit: str) -> str:
        """A quantity with its unit's name: `300 pasang`."""
        return format_quantity(value, self.unit(unit), self.language).replace(" ", SPACE)

    def unit(self, unit: str) -> str:
        """The name of a base unit."""
        return unit_name(unit, self.language)

    def day(self, day: date) -> str:
        """A date: `23 Nov 2026`."""
        return str(format_date(day, format="d MMM yyyy", locale=LOCALES[self.language]))

    def period(self, period: str) -> str:
        """A month, or the whole horizon where no months are named."""
        return self.say("whole-period") if period == "all" else format_month(period, self.language)

    def listed(self, things: Sequence[str], most: int | None = None) -> str:
        """Things in a row: `a, b dan c`; beyond `most` of them the rest is counted."""
        if most is not None and len(things) > most:
            things = [*things[: most - 1], self.say("and-others", count=self.number(len(things) - most + 1))]
        if len(things) < 2:
            return "".join(things)
        return self.say("last-two", first=", ".join(things[:-1]), last=things[-1])


def decimals_of(value: float) -> int:
    """Decimals that leave about three significant digits."""
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: its first letter small, unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if re.match(r"\w[a-z]", name) else name


def opening_sentence(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]
