"""Write a batch's differences into the register. Called inside the batch's transaction."""

from typing import Any

import polars as pl
from django.db import connection

from jejaring.web.common import bulk
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.importing.difference import FIELDS, TEXT, Difference
from jejaring.web.cooperatives.importing.read import ROW
from jejaring.web.cooperatives.models import Cooperative, Fact, Mismatch


def apply(found: Difference, *, source: str, actor: Any) -> dict[str, int]:
    """Write it; how many of each kind were written."""
    new = _insert(found.new)
    _update(found.changed)
    of_new = found.new_facts.filter(pl.col("id").is_null()).drop("id").join(new, on=ROW)
    facts = pl.concat(
        [found.new_facts.filter(pl.col("id").is_not_null()), of_new.select(found.new_facts.columns)]
    )
    _insert_facts(facts, source, actor)
    bulk.update(Fact, found.changed_facts.select(pl.col("fact").alias("id"), "value", "text"))
    disputed = _dispute(found.disputed, source)
    _agree(found.agreed, source)
    return {
        "new": new.height,
        "changed": found.changed.height,
        "facts": facts.height + found.changed_facts.height,
        "mismatches": disputed,
        "unchanged": found.unchanged,
    }


def _insert(rows: pl.DataFrame) -> pl.DataFrame:
    """Put new cooperatives in; ROW and id of each."""
    if rows.is_empty():
        return pl.DataFrame(schema={ROW: pl.UInt32, "id": pl.Int64})
    now = bulk.now()
    rows = rows.with_columns(
        bulk.new_keys(Cooperative, rows.height),
        pl.col(TEXT).fill_null(""),
        pl.lit("[]").alias("by_hand"),
        pl.lit(False).alias("outside"),
        pl.lit(False).alias("example"),
        pl.lit(now).alias("entered"),
        pl.lit(now).alias("changed"),
        pl.lit(1).alias("version"),
    )
    bulk.insert(Cooperative, rows.drop(ROW))
    search.index_new(rows.select("id", "name", "group", "region"))
    return rows.select(ROW, "id")


def _update(rows: pl.DataFrame) -> None:
    if rows.is_empty():
        return
    table = Cooperative._meta.db_table
    bulk.update(
        Cooperative,
        rows.select("id", *FIELDS, pl.lit(bulk.now()).alias("changed")),
    )
    with connection.cursor() as cursor:
        listed = ",".join(map(str, rows.get_column("id")))
        cursor.execute(f"UPDATE {table} SET version = version + 1 WHERE id IN ({listed})")
    names = ("name", "group", "region")
    moved = rows.filter(pl.any_horizontal(pl.col(name) != pl.col(f"was_{name}") for name in names))
    if not moved.is_empty():
        before = moved.select("id", *(pl.col(f"was_{name}").alias(name) for name in names))
        search.index_again(before, moved.select("id", *names))


def _insert_facts(facts: pl.DataFrame, source: str, actor: Any) -> None:
    rows = facts.select(
        pl.col("id").alias("cooperative_id"),
        "kind",
        "on",
        "value",
        "text",
        pl.lit(source).alias("source"),
        pl.lit(actor.pk, dtype=pl.Int64).alias("by_id"),
        pl.lit(bulk.now()).alias("recorded"),
    )
    bulk.insert(Fact, rows)


def _dispute(disputed: pl.DataFrame, source: str) -> int:
    """Keep what the other register says; how many are newly told. What was settled is not opened again."""
    told = disputed.with_columns(pl.col("ours", "theirs").str.head(300))
    if told.is_empty():
        return 0
    known = {
        (each.cooperative_id, each.field, each.theirs): each
        for each in Mismatch.objects.filter(cooperative__in=told.get_column("id").to_list(), source=source)
    }
    fresh = [
        row for row in told.iter_rows(named=True) if (row["id"], row["field"], row["theirs"]) not in known
    ]
    open_ones = Mismatch.objects.filter(source=source, settled=None)
    for row in fresh:
        open_ones.filter(cooperative=row["id"], field=row["field"]).delete()  # what it said before
    Mismatch.objects.bulk_create(
        Mismatch(
            cooperative_id=row["id"],
            field=row["field"],
            ours=row["ours"],
            theirs=row["theirs"],
            source=source,
        )
        for row in fresh
    )
    return len(fresh)


def _agree(agreed: pl.DataFrame, source: str) -> None:
    """Settle what this register disputed before and now tells as we do."""
    if agreed.is_empty():
        return
    open_ones = list(Mismatch.objects.filter(source=source, settled=None))
    same = set(agreed.iter_rows()) if open_ones else set()
    done = [each.pk for each in open_ones if (each.cooperative_id, each.field) in same]
    Mismatch.objects.filter(pk__in=done).update(settled=bulk.now())
