"""Sentences in two languages, kept in a TOML file beside the code that says them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jejaring.language.choice import Language


@dataclass(frozen=True)
class Phrases:
    """All sentences of one package: key -> language -> template with `{named}` gaps."""

    templates: Mapping[str, Mapping[str, str]]

    def __contains__(self, key: str) -> bool:
        return key in self.templates

    def say(self, key: str, language: Language, **values: object) -> str:
        """The sentence `key` in `language`, its gaps filled with `values`."""
        return self.templates[key][language].format(**values)


@cache
def read_phrases(package: str) -> Phrases:
    """The phrases of `package` (a dotted name), from its `phrases.toml`.

    Each table of the file is one sentence: `[key]`, `id = "..."`, `en = "..."`.
    """
    text = files(package).joinpath("phrases.toml").read_text(encoding="utf-8")
    return Phrases(tomllib.loads(text))
