"""Keep the index as the register changes: called by every action that writes a name, a group or a place."""

from collections.abc import Iterable

import polars as pl
from django.db import connection, transaction

from jejaring.web.common.bulk import insert
from jejaring.web.cooperatives.models import Cooperative, SearchWord, VocabularyWord
from jejaring.web.cooperatives.search.words import index_rows

COLUMNS = {"id": pl.Int64, "name": pl.String, "group": pl.String, "region": pl.String}
BATCH = 20_000
COUNT_WORD = """
    INSERT INTO cooperatives_vocabularyword AS known (word, cooperatives) VALUES (%s, %s)
    ON CONFLICT (word) DO UPDATE SET cooperatives = known.cooperatives + excluded.cooperatives
"""


def as_frame(cooperatives: Iterable[Cooperative]) -> pl.DataFrame:
    """What the index needs of them."""
    rows = [(each.pk, each.name, each.group, each.region) for each in cooperatives]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


@transaction.atomic
def index_new(cooperatives: pl.DataFrame) -> None:
    """Index cooperatives that are not in the index yet: id, name, group, region."""
    rows = index_rows(cooperatives)
    insert(SearchWord, rows.rename({"cooperative": "cooperative_id"}))
    _count(rows.group_by("word").len().sort("word"))


@transaction.atomic
def index_again(before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Index the same cooperatives anew, whose name, group or place changed."""
    old, new = index_rows(before), index_rows(after)
    key = ["word", "cooperative", "rank"]
    gone, come = old.join(new, on=key, how="anti"), new.join(old, on=key, how="anti").sort(key)
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM cooperatives_searchword WHERE word = %s AND cooperative_id = %s AND rank = %s",
            gone.select(key).rows(),
        )
    insert(SearchWord, come.rename({"cooperative": "cooperative_id"}))
    changed = pl.concat(
        [come.select("word", pl.lit(1).alias("len")), gone.select("word", pl.lit(-1).alias("len"))]
    )
    _count(changed.group_by("word").agg(pl.col("len").sum()).filter(pl.col("len") != 0).sort("word"))
    VocabularyWord.objects.filter(cooperatives__lte=0).delete()


@transaction.atomic
def reindex() -> int:
    """Index the whole register from nothing; the number of cooperatives."""
    SearchWord.objects.all().delete()
    VocabularyWord.objects.all().delete()
    done, last = 0, 0
    fields = ("pk", "name", "group", "region")
    while rows := list(Cooperative.objects.filter(pk__gt=last).order_by("pk").values_list(*fields)[:BATCH]):
        index_new(pl.DataFrame(rows, schema=COLUMNS, orient="row"))
        done, last = done + len(rows), rows[-1][0]
    return done


def _count(words: pl.DataFrame) -> None:
    """Add to the vocabulary's counts, in the order of words: two transactions never wait in a circle."""
    with connection.cursor() as cursor:
        cursor.executemany(COUNT_WORD, words.rows())
