"""Which known words a written one was probably meant to be."""

from collections.abc import Callable, Iterable

import polars as pl
from rapidfuzz import fuzz, process

CLOSE = 65.0
"""Likeness (0-100) from which a word is worth suggesting."""
WORTH_SUGGESTING = 50
"""Distinct unknown words for which suggestions are looked up: enough for a person, quick for a machine."""
LONGEST_WORD = 200
"""Characters of an unknown word that are compared."""


def nearest(text: str, choices: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """At most `count` of `choices`, most alike first, none where none is alike."""
    folded = {choice: choice.casefold() for choice in choices}
    wanted = text[:LONGEST_WORD].casefold()
    found = process.extract(wanted, folded, scorer=fuzz.ratio, limit=count, score_cutoff=CLOSE)
    return tuple(choice for _, _, choice in found)


def suggestions(column: str, unknown: pl.Series, suggest: Callable[[str], Iterable[str]]) -> pl.Expr:
    """For each cell of `column` the list of what it may have meant, looked up once per distinct word."""
    words = unknown.unique(maintain_order=True).drop_nulls().head(WORTH_SUGGESTING)
    meant = {word: list(suggest(word)) for word in words}
    return pl.col(column).map_elements(lambda word: meant.get(word, []), return_dtype=pl.List(pl.String))
