"""From names and places to the words they are found by.

Whole columns at once: a register of 209,000 cooperatives takes about a second.
"""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from jejaring.catalogue.names import fold
from jejaring.geography import LEVELS, region_names

GENERIC = frozenset(
    {"koperasi", "kop", "unit", "desa", "kelurahan", "kel", "dan", "yang", "di", "badan", "hukum"}
    | {"kabupaten", "kab", "kota", "kec", "kecamatan", "provinsi", "prov", "adm", "administrasi"}
)
"""Words that tell no cooperative from another: not indexed, and dropped from what people type."""
SHORTEST = 2
LONGEST = 40
"""Letters of a word: shorter ones say nothing, longer ones are cut."""
MOST_NAME_WORDS = 9
GROUP_RANK = 10
PLACE_RANK = {"village": 11, "district": 12, "regency": 13, "province": 14}
"""Ranks: the fewer the better found. A name's words rank by how many words the name has."""


def telling_words(text: str) -> list[str]:
    """The words of a text that tell something, in their order, each once."""
    words = (word[:LONGEST] for word in fold(text).split() if len(word) >= SHORTEST)
    return [word for word in dict.fromkeys(words) if word not in GENERIC]


def index_rows(cooperatives: pl.DataFrame) -> pl.DataFrame:
    """The rows of the index for these cooperatives.

    Parameters
    ----------
    cooperatives : pl.DataFrame
        id, name, group, region.

    Returns
    -------
    pl.DataFrame
        word, cooperative (id), rank; a word of a cooperative once, at its smallest rank; ordered.
    """
    named = cooperatives.select("id", _words(pl.col("name")).alias("word"))
    named = named.with_columns(
        pl.col("word").list.len().clip(1, MOST_NAME_WORDS).cast(pl.Int16).alias("rank")
    )
    grouped = cooperatives.filter(pl.col("group") != "").select(
        "id", _words(pl.col("group")).alias("word"), pl.lit(GROUP_RANK, dtype=pl.Int16).alias("rank")
    )
    placed = cooperatives.select("id", "region").join(
        _region_words(cooperatives.get_column("region").unique()), on="region", maintain_order="none"
    )
    return (
        pl.concat([named.explode("word"), grouped.explode("word"), placed.select("id", "word", "rank")])
        .drop_nulls("word")
        .group_by("word", "id")
        .agg(pl.col("rank").min())
        .sort("word", "id")
        .select("word", pl.col("id").alias("cooperative"), "rank")
    )


def _words(text: pl.Expr) -> pl.Expr:
    """`telling_words` of a column."""
    plain = text.str.normalize("NFKD").str.replace_all(r"[^\x00-\x7f]", "").str.to_lowercase()
    words = plain.str.extract_all(r"[a-z0-9]+").list.eval(pl.element().str.head(LONGEST))
    telling = ~pl.element().is_in(list(GENERIC)) & (pl.element().str.len_bytes() >= SHORTEST)
    return words.list.eval(pl.element().filter(telling)).list.unique()


def _region_words(codes: Iterable[str]) -> pl.DataFrame:
    rows = [(code, word, rank) for code in codes for word, rank in place_words(code)]
    return pl.DataFrame(rows, schema={"region": pl.String, "word": pl.String, "rank": pl.Int16}, orient="row")


@lru_cache(maxsize=100_000)
def place_words(code: str) -> tuple[tuple[str, int], ...]:
    """The words of a place and of all it lies in, with their ranks."""
    outer, _dot, _last = code.rpartition(".")
    level = LEVELS[code.count(".")]
    name = region_names(level).get(code, "")  # a code may be of a region that was split since
    found = dict.fromkeys(telling_words(name), PLACE_RANK[level])
    return tuple((dict(place_words(outer)) | found if outer else found).items())
