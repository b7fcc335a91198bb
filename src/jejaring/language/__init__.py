"""How things are said: two languages, whole sentences, numbers as Indonesians write them.

This package knows phrases and formats. It refuses to know what is being talked about: each package
keeps its own sentences in a `phrases.toml` beside its code and reads them with `read_phrases`.
"""

from jejaring.language.choice import LANGUAGES, Language, language_of_environment, parse_language
from jejaring.language.direction import isolated
from jejaring.language.numbers import (
    format_money,
    format_month,
    format_number,
    format_percent,
    format_quantity,
)
from jejaring.language.phrases import Phrases, read_phrases

__all__ = [
    "LANGUAGES",
    "Language",
    "Phrases",
    "format_money",
    "format_month",
    "format_number",
    "format_percent",
    "format_quantity",
    "isolated",
    "language_of_environment",
    "parse_language",
    "read_phrases",
]
