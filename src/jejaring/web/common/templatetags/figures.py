"""Figures on pages as Indonesians (or English readers) write them: money, quantities, dates, places."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from django import template
from django.utils import timezone
from django.utils.translation import get_language

from jejaring.geography import region_name
from jejaring.language import Language, format_money, format_number

register = template.Library()


def language() -> Language:
    """The language of the page being made."""
    return "en" if get_language() == "en" else "id"


@register.filter
def rupiah(value: float | Decimal | None) -> str:
    """Rp1.234.567, whole rupiah."""
    return "" if value is None else format_money(float(value), language())


@register.filter
def quantity(value: float | Decimal | None) -> str:
    """1.234,5: at most three decimals."""
    return "" if value is None else format_number(float(value), language(), 3)


@register.filter
def day(value: date | datetime | None) -> str:
    """23 Nov 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    written: str = format_date(value, "d MMM y", locale=language())
    return written


@register.filter
def place(code: str | None) -> str:
    """The name of a region by its code, with the regency it lies in."""
    return region_name(code) if code else ""
