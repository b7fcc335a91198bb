"""What `jejaring.finance` names by keys, in the words of the page's language."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import template

from jejaring.finance.faults import PACKAGE
from jejaring.language import format_number, read_phrases
from jejaring.web.common.templatetags.figures import day, language

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """What stands there in a table; nothing where there is none."""
    return table.get(key, ())


@register.filter
def percent(value: Fraction | str) -> str:
    """3,07%: at most two decimals; of a number, or of what stands in a record."""
    return f"{format_number(float(value), language(), 2)}%"


@register.filter
def verdict_words(key: str) -> str:
    """Fits (indication), does not fit, needs the bank's word."""
    return read_phrases(PACKAGE).say(f"verdict-{key}", language())


@register.filter
def applicant_words(key: str) -> str:
    """Who asks."""
    return read_phrases(PACKAGE).say(f"applicant-{key}", language())


@register.filter
def purpose_words(key: str) -> str:
    """What for."""
    return read_phrases(PACKAGE).say(f"purpose-{key}", language())


@register.filter
def iso_day(text: str) -> str:
    """A day as it stands in a record, as the page writes it."""
    return day(date.fromisoformat(text))
