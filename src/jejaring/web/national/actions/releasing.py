"""Release national figures: at the end of every quarter, and once as soon as there is anything to say."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jejaring.web.common.audit import record
from jejaring.web.national import counting
from jejaring.web.national.cells import PROVINCE
from jejaring.web.national.draft import MEASURES, Draft, draft
from jejaring.web.national.models import Counted, Release
from jejaring.web.national.quarters import Quarter

BATCH = 2000


def release_due(*, today: date) -> int:
    """How many releases were made: one when the last quarter's is missing, or none was ever made; else none.

    What cannot be released yet is tried again the next time.
    """
    quarter = due(today)
    if quarter is None:
        return 0
    try:
        return int(release(actor=None, today=today, quarter=quarter) is not None)
    except IntegrityError:  # another process made it at the same moment
        return 0


def due(today: date) -> Quarter | None:
    """The quarter that a release is due for."""
    last = _last()
    now = Quarter.of(today)
    if last is None or (last.example and not counting.only_examples()):
        return now
    ended = now.later(-1)
    return ended if last.on <= ended.last_day else None


@transaction.atomic
def release(*, actor: Any, today: date, quarter: Quarter) -> Release | None:
    """Count, and keep what five cooperatives or more stand behind; None when the register is too small."""
    example = counting.only_examples()
    drafted = draft(counting.register(example), counting.standing(example), counting.counted_before())
    if drafted is None or not drafted.cells:
        return None
    _add(drafted)
    last = _last()
    made = Release.objects.create(
        number=last.number + 1 if last else 1,
        quarter=str(quarter),
        since=last.on if last and last.example == example else None,
        on=today,
        example=example,
        provinces=_provinces(example),
        held=list(drafted.held),
        cells=list(drafted.cells),
    )
    record("national.released", made, actor=actor, quarter=str(quarter), held=list(drafted.held))
    return made


def _last() -> Release | None:
    return Release.objects.order_by("number").last()


def _add(drafted: Draft) -> None:
    keys = drafted.changes["cooperative"].to_list()
    known = {each.cooperative_id: each for each in Counted.objects.all()} if keys else {}
    rows = []
    for change in drafted.changes.iter_rows(named=True):
        row = known.get(change["cooperative"]) or Counted(cooperative_id=change["cooperative"])
        for each in MEASURES:
            setattr(row, each, getattr(row, each) + change[each])
        rows.append(row)
    Counted.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=MEASURES,
        unique_fields=["cooperative"],
    )


def _provinces(example: bool) -> int:
    counted = Counted.objects.filter(
        committed=1, cooperative__outside=False, cooperative__example=example
    ).values_list("cooperative__region", flat=True)
    return len({region[:PROVINCE] for region in counted.iterator()})
