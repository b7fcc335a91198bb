"""The words of `words.toml`, ready to be looked for."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern


@dataclass(frozen=True)
class Vocabulary:
    """Patterns and tables of words."""

    kinds: Mapping[str, Pattern[str]]
    offered: Pattern[str]
    unclear: Pattern[str]
    selling: Pattern[str]
    """Words of an offer of goods, whatever else the line says."""
    able: Pattern[str]
    """Words of somebody who can do work."""
    verbs: Mapping[str, Pattern[str]]
    each: Pattern[str]
    whole: Pattern[str]
    least: Pattern[str]
    slang: Mapping[str, str]
    filler: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """All words, read once."""
    words = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        kinds={kind: any_of(names) for kind, names in words["kinds"].items()},
        offered=any_of(words["offered"]["words"]),
        unclear=any_of(words["offered"]["unclear"]),
        selling=any_of(words["strong"]["selling"]),
        able=any_of(words["strong"]["able"]),
        verbs={stem: any_of(names) for stem, names in words["verbs"].items()},
        each=any_of(words["prices"]["each"]),
        whole=any_of(words["prices"]["whole"]),
        least=any_of(words["prices"]["least"]),
        slang=words["slang"],
        filler=frozenset(words["filler"]["words"]),
    )


def any_of(names: Iterable[str]) -> Pattern[str]:
    """A pattern for any of these words, whole words only, the longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])")
