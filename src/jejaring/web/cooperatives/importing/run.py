"""Preview an import, and run it: batch after batch, each one transaction with its row in the audit trail.

A run may be cut off anywhere: what was written stands, the batch in hand is undone, and it goes on after the
last row that was written. Begun anew it passes over what is already so: the same file twice changes nothing
the second time.
"""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from jejaring.web.common import audit
from jejaring.web.cooperatives.importing.apply import apply
from jejaring.web.cooperatives.importing.check import check, label
from jejaring.web.cooperatives.importing.difference import Difference, difference
from jejaring.web.cooperatives.importing.match import match, outside, register_keys
from jejaring.web.cooperatives.importing.read import ROW
from jejaring.web.cooperatives.models import RegisterImport, Territory

LOG = logging.getLogger("jejaring.imports")
BATCH = 10_000
"""Rows of one transaction: a second or two, so that others who write need not wait long."""
SHOWN = 20
"""Rows of each kind that a preview shows."""
SILENT = timedelta(minutes=2)
"""A run that has not finished a batch for so long was cut off."""


@dataclass(frozen=True)
class Prepared:
    """A file's rows in their order, each with the cooperative it is of."""

    rows: pl.DataFrame
    facts: pl.DataFrame
    errors: pl.DataFrame
    twice: int
    """Rows that repeat an earlier one."""


def prepare(work: RegisterImport) -> Prepared:
    """Check a file's rows and match them with the register as it is now."""
    with work.cells.open("rb") as file:
        cells = pl.read_parquet(file.read())
    checked = check(cells, work.columns, work.as_of, timezone.localdate())
    matched, doubtful = match(checked.rows, register_keys())
    mine, forbidden = outside(matched, list(Territory.objects.of(work.by)))
    errors = pl.concat([checked.errors, doubtful, forbidden]).sort(ROW, maintain_order=True)
    facts = checked.facts.join(mine.select(ROW), on=ROW, how="semi", maintain_order="left")
    return Prepared(mine.sort(ROW), facts, errors, checked.twice)


def preview(work: RegisterImport) -> None:
    """Find out what the file would change, and keep it on the import."""
    prepared = prepare(work)
    found = difference(prepared.rows, prepared.facts, work.source)
    names = dict(prepared.rows.drop_nulls("id").select("id", "name").iter_rows())
    work.preview = {
        "new": found.new.height,
        "changed": found.changed.height,
        "unchanged": found.unchanged,
        "mismatches": found.disputed.height,
        "facts": found.new_facts.height + found.changed_facts.height,
        "by_name": prepared.rows.filter(pl.col("by") == "name").height,
        "left_out": prepared.errors.filter("fatal").get_column(ROW).n_unique(),
        "twice": prepared.twice,
        "cells_left_out": prepared.errors.filter(~pl.col("fatal")).height,
        "new_rows": found.new.select(ROW, "name", "region").head(SHOWN).rows(),
        "changed_rows": _shown(found.changes, names),
        "disputed_rows": _shown(found.disputed, names),
        "error_rows": prepared.errors.select(ROW, "column", "cell", "problem").head(SHOWN).rows(),
    }
    if work.errors:
        work.errors.delete(save=False)
    if not prepared.errors.is_empty():
        work.errors.save(f"errors-{work.pk}.parquet", ContentFile(_parquet(prepared.errors)), save=False)
    work.state = RegisterImport.State.PREVIEWED
    work.save()


def begin(work: RegisterImport) -> bool:
    """Take the import in hand, unless it or another is running; whether it was taken."""
    with transaction.atomic():
        now = timezone.now()
        list(RegisterImport.objects.select_for_update().order_by("pk").values_list("pk"))  # one at a time
        running = RegisterImport.objects.filter(state=RegisterImport.State.RUNNING)
        if any(each.progressed and each.progressed > now - SILENT for each in running):
            return False
        running.exclude(pk=work.pk).update(state=RegisterImport.State.FAILED)
        startable = (
            RegisterImport.State.PREVIEWED,
            RegisterImport.State.RUNNING,
            RegisterImport.State.FAILED,
            RegisterImport.State.DONE,
            RegisterImport.State.CANCELLED,
        )
        taken = RegisterImport.objects.filter(pk=work.pk, state__in=startable).update(
            state=RegisterImport.State.RUNNING,
            started=now,
            progressed=now,
            finished=None,
            done=0,
            reached=0,
            result={},
        )
    return bool(taken)


def run(key: int) -> None:
    """Run an import that `begin` has taken in hand."""
    work = RegisterImport.objects.get(pk=key)
    if work.state != RegisterImport.State.RUNNING:
        return
    try:
        prepared = prepare(work)
        for rows in _batches(prepared.rows.filter(pl.col(ROW) > work.reached)):
            if not _run_batch(work, rows, prepared.facts):
                return
        _finish(key)
    except Exception:
        LOG.exception("import %s stopped", key)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # it may have been lost: this is said over another
        RegisterImport.objects.filter(pk=key).update(state=RegisterImport.State.FAILED)
        raise


def _batches(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for first in range(0, rows.height, BATCH):
        yield rows.slice(first, BATCH)


@transaction.atomic
def _run_batch(begun: RegisterImport, rows: pl.DataFrame, facts: pl.DataFrame) -> bool:
    """One batch; False when the import was cancelled, or begun anew by somebody else, meanwhile."""
    work = RegisterImport.objects.select_for_update(of=("self",)).select_related("by").get(pk=begun.pk)
    if work.state != RegisterImport.State.RUNNING or work.started != begun.started:
        return False
    first, last = rows.item(0, ROW), rows.item(-1, ROW)
    batch_facts = facts.join(rows.select(ROW), on=ROW, how="semi", maintain_order="left")
    found: Difference = difference(rows, batch_facts, work.source, lock=True)
    written = apply(found, source=work.source, actor=work.by)
    work.done += rows.height
    work.reached = last
    work.progressed = timezone.now()
    work.result = {name: work.result.get(name, 0) + count for name, count in written.items()}
    work.save(update_fields=["done", "reached", "progressed", "result"])
    audit.record("register.imported", work, actor=work.by, first_row=first, last_row=last, **written)
    return True


@transaction.atomic
def _finish(key: int) -> None:
    work = RegisterImport.objects.select_for_update(of=("self",)).select_related("by").get(pk=key)
    work.state, work.finished = RegisterImport.State.DONE, timezone.now()
    work.save(update_fields=["state", "finished"])
    audit.record("register.import_finished", work, actor=work.by, **work.result)


def _shown(changes: pl.DataFrame, names: dict[int, str]) -> list[list[Any]]:
    rows = changes.sort("id").head(SHOWN).select("id", "field", "ours", "theirs").iter_rows()
    return [[key, names.get(key, ""), label(field), ours, theirs] for key, field, ours, theirs in rows]


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()
