"""Numbers, money and months as each language writes them: Rp1.234.567 and 12,5 %, or Rp1,234,567."""

import math
from datetime import date
from functools import cache, lru_cache

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from jejaring.language.choice import Language

LOCALES: dict[Language, str] = {"id": "id_ID", "en": "en_GB"}


@lru_cache(maxsize=16384)
def format_number(value: float, language: Language, decimals: int = 0) -> str:
    """`1234567.5` as `1.234.567,5`, with at most `decimals` digits after the comma."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞" if value < 0 else "-"
    rounded = round(value, decimals) or 0  # never -0.0; a whole number keeps all its digits
    return str(_pattern(decimals).apply(rounded, _locale(language)))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "#" * decimals if decimals else "#,##0")


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(LOCALES[language])


def format_money(rupiah: float, language: Language, decimals: int = 0) -> str:
    """An amount in rupiah: `Rp1.234.567`."""
    sign = "-" if round(rupiah, decimals) < 0 else ""
    return f"{sign}Rp{format_number(abs(rupiah), language, decimals)}"


def format_quantity(value: float, unit: str, language: Language) -> str:
    """A quantity with its unit, to three significant decimals where it is small: `12,5 kg`."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{format_number(value, language, decimals)} {unit}"


def format_percent(share: float, language: Language, decimals: int = 1) -> str:
    """A share of one as a percentage: `0.125` as `12,5%`."""
    return f"{format_number(100 * share, language, decimals)}%"


@lru_cache(maxsize=1024)
def format_month(month: str, language: Language) -> str:
    """A month `2026-03` as `Mar 2026`."""
    year, number = month.split("-")
    return str(format_date(date(int(year), int(number), 1), format="MMM yyyy", locale=LOCALES[language]))
