"""What a number or a month written in another way was probably meant to be."""

import re
from itertools import chain

from babel import Locale

MONTH = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$"
"""A month as a market's files write it: 2026-03."""

YEAR_FIRST = re.compile(r"^((?:19|20|21)\d\d)[-/. ]?(\d{1,2})(?:[-/. T].*)?$")
YEAR_LAST = re.compile(r"^(?:\d{1,2}[-/. ])?(\d{1,2})[-/. ]((?:19|20|21)\d\d)$")
NAMED = re.compile(r"^(?:\d{1,2}[-/. ])?([^\W\d]+)[-/. ]+((?:19|20|21)\d\d)$")

NUMBER_LIKE = re.compile(r"^(?:Rp\.?|IDR)?\s*([+-]?\d[\d.,]*?)(?:,-+)?$", re.IGNORECASE)
POINTS_THEN_COMMA = re.compile(r"^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d+,\d+$")
POINTS = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+$")
COMMAS_THEN_POINT = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
THREE_DECIMALS = re.compile(r"^[+-]?\d{1,3}\.\d{3}$")
DECIMAL_POINT = re.compile(r"^[+-]?\d+(\.\d+)?$")


def number_spellings(text: str) -> tuple[str, ...]:
    """How `text` would be written as digits with at most a decimal point; both ways where it is unclear.

    `7.500,50` is 7500.50, `1.250.000` is 1250000, `Rp7.500` is 7500 or 7.5, `7,5` is 7.5. Three decimals
    that end in 0 are shortened, lest they be taken for thousands again.
    """
    found = NUMBER_LIKE.match(text.strip())
    if not found:
        return ()
    number = found[1]
    spellings = []
    if POINTS.match(number):
        spellings.append(number.replace(".", ""))
    if POINTS_THEN_COMMA.match(number):
        spellings.append(number.replace(".", "").replace(",", "."))
    if COMMAS_THEN_POINT.match(number):
        spellings.append(number.replace(",", ""))
    if DECIMAL_POINT.match(number):
        spellings.append(number)
    return tuple(dict.fromkeys(map(_shortened, spellings)))


def _shortened(number: str) -> str:
    return number.rstrip("0").rstrip(".") if THREE_DECIMALS.match(number) and number.endswith("0") else number


def _month_names() -> dict[str, int]:
    """Every name and short name of a month in either language, in lower case."""
    calendars = (Locale.parse(language).months for language in ("id", "en"))
    widths = chain.from_iterable(
        (each["format"]["wide"], each["format"]["abbreviated"]) for each in calendars
    )
    return {str(name).lower().rstrip("."): number for width in widths for number, name in width.items()}


def likely_months(text: str) -> tuple[str, ...]:
    """The month `text` seems to name, as `YYYY-MM`; nothing where it does not seem to name one."""
    text = text.strip()
    if found := YEAR_FIRST.match(text):
        year, number = found[1], int(found[2])
    elif found := YEAR_LAST.match(text):
        year, number = found[2], int(found[1])
    elif found := NAMED.match(text):
        year, number = found[2], _month_names().get(found[1].lower(), 0)
    else:
        return ()
    return (f"{year}-{number:02d}",) if 1 <= number <= 12 else ()
