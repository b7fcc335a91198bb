"""What a catalogue's commodities are called, made ready for looking one up by what somebody wrote."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

COLUMNS = ("commodity", "name_id", "name_en", "aliases")
"""In the order in which they count: an id goes before a name, a name before another name."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in lower case without accents, brackets and punctuation: words with one space between."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


@dataclass(frozen=True)
class Names:
    """All names of all commodities, folded."""

    pairs: tuple[tuple[str, str], ...]
    """Every name with its commodity: all ids first, then all names, then all other names."""
    exact: dict[str, str]
    """Name -> the first commodity called so."""
    words: dict[tuple[str, ...], frozenset[str]]
    """Words of a name in alphabetical order -> the commodities called so in any order."""

    @classmethod
    def of(cls, commodities: pl.DataFrame) -> "Names":
        """Those of a table of commodities."""
        pairs = tuple(_pairs(commodities))
        words: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, commodity in pairs:
            words[tuple(sorted(name.split()))].add(commodity)
        return cls(
            pairs=pairs,
            exact=dict(reversed(pairs)),
            words={each: frozenset(among) for each, among in words.items()},
        )


def _pairs(commodities: pl.DataFrame) -> Iterator[tuple[str, str]]:
    ids = commodities["commodity"]
    for column in COLUMNS:
        if column not in commodities.columns:
            continue
        for commodity, text in zip(ids, commodities[column], strict=True):
            for name in (text or "").split(";"):
                if folded := fold(name):
                    yield folded, commodity
