"""Which of the two languages a person is spoken to in."""

import os
from collections.abc import Mapping
from typing import Literal

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")


def parse_language(text: str) -> Language | None:
    """The language meant by a code such as `id`, `id_ID.UTF-8` or `en-GB`; None if it is neither."""
    code = text.strip().lower().replace("-", "_").split(".")[0].split("_")[0]
    return next((language for language in LANGUAGES if language == code), None)


def language_of_environment(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the locale: English where the locale is English, Indonesian everywhere else."""
    for name in ("JEJARING_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return parse_language(value) or "id"
    return "id"
