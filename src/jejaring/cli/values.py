"""Values written after an option: read, and refused with what would be right.

It knows numbers, days and choices. It refuses to know what they are for.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction

import typer

from jejaring.cli.console import Speaker
from jejaring.language import format_number

SHOWN = 60  # characters of a value that are quoted back


class UnusableValue(typer.BadParameter):
    """A value an option cannot use; its message says what would be right, in the speaker's language."""


def whole_number(speaker: Speaker, least: int, most: int) -> Callable[[object], int]:
    """Reads a whole number from `least` to `most`."""

    def read(text: object) -> int:
        try:
            value = int(str(text))
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise _unusable(speaker, "value-whole", text, least, most)
        return value

    return read


def number(speaker: Speaker, least: float, most: float) -> Callable[[object], float]:
    """Reads a number from `least` to `most`, written with a decimal point or comma."""

    def read(text: object) -> float:
        try:
            value = float(str(text).replace(",", "."))
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise _unusable(speaker, "value-number", text, least, most)
        return value

    return read


def one_of(speaker: Speaker, choices: Sequence[str]) -> Callable[[object], str]:
    """Reads one of `choices`."""

    def read(text: object) -> str:
        if text not in choices:
            raise UnusableValue(
                speaker.phrase("value-choice", text=str(text)[:SHOWN], choices=", ".join(choices))
            )
        return str(text)

    return read


def calendar_day(speaker: Speaker) -> Callable[[object], date]:
    """Reads a day written `2026-11-23`."""

    def read(text: object) -> date:
        try:
            day = datetime.strptime(str(text), "%Y-%m-%d").date()
        except ValueError:
            day = None
        if day is None or str(day) != text:
            raise UnusableValue(speaker.phrase("value-day", text=str(text)[:SHOWN]))
        return day

    return read


def percentage(speaker: Speaker) -> Callable[[object], Fraction]:
    """Reads a percentage from 0 to 100, written with a decimal point or comma, as an exact share of one."""

    def read(text: object) -> Fraction:
        word = str(text).strip().removesuffix("%").strip().replace(",", ".")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,9})?", word) or Fraction(word) > 100:
            raise UnusableValue(speaker.phrase("value-percentage", text=str(text)[:SHOWN]))
        return Fraction(word) / 100

    return read


def _unusable(speaker: Speaker, key: str, text: object, least: float, most: float) -> UnusableValue:
    low, high = (format_number(bound, speaker.language, 3) for bound in (least, most))
    return UnusableValue(speaker.phrase(key, text=str(text)[:SHOWN], least=low, most=high))
