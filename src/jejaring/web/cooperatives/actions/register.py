"""Enter and change cooperatives and their dated facts; settle where registers disagree."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.models import Cooperative, Fact, Mismatch
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.search.index import as_frame

FIELDS = (
    "name",
    "nik",
    "legal_number",
    "legal_date",
    "amendment_number",
    "amendment_date",
    "nib",
    "npwp",
    "form",
    "type",
    "group",
    "address",
    "region",
    "latitude",
    "longitude",
)
"""What people may change."""
INDEXED = ("name", "group", "region")


class ChangedMeanwhile(Exception):
    """Somebody else changed the cooperative after this person began."""

    def __init__(self, present: Cooperative) -> None:
        super().__init__()
        self.present = present


@transaction.atomic
def enter(cooperative: Cooperative, *, actor: Any) -> Cooperative:
    """Put a new cooperative into the register."""
    cooperative.by_hand = [name for name in FIELDS if getattr(cooperative, name) not in ("", None)]
    cooperative.save()
    search.index_new(as_frame([cooperative]))
    audit.record("cooperative.entered", cooperative, actor=actor, name=cooperative.name)
    return cooperative


@transaction.atomic
def change(cooperative: Cooperative, values: dict[str, Any], *, actor: Any, version: int) -> Cooperative:
    """Give the cooperative these values.

    Parameters
    ----------
    cooperative : Cooperative
        Which one.
    values : dict
        Field -> its value; fields of `FIELDS`.
    actor : Person
        Who changes it.
    version : int
        The version the person was looking at.

    Raises
    ------
    ChangedMeanwhile
        When another version has come since, unless it already says all of `values`.
    """
    before = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    after = Cooperative.objects.get(pk=cooperative.pk)
    for name in FIELDS:
        if name in values:
            setattr(after, name, values[name])
    changed = audit.changes(before, after, FIELDS)
    if not changed:
        return before
    if before.version != version:
        raise ChangedMeanwhile(before)
    after.by_hand = sorted({*before.by_hand, *changed})
    after.version += 1
    after.save()
    if any(name in changed for name in INDEXED):
        search.index_again(as_frame([before]), as_frame([after]))
    audit.record("cooperative.changed", after, actor=actor, changes=changed)
    return after


@transaction.atomic
def add_fact(
    cooperative: Cooperative, *, actor: Any, kind: str, on: date, value: int | None, text: str, source: str
) -> Fact:
    """Tell a dated fact; told again for the same day by the same source, it is put right."""
    fact, new = Fact.objects.update_or_create(
        cooperative=cooperative,
        kind=kind,
        on=on,
        source=source,
        defaults={"value": value, "text": text, "by": actor},
    )
    detail = {"kind": kind, "on": on.isoformat(), "value": value, "text": text}
    audit.record("fact.told" if new else "fact.corrected", fact, actor=actor, **detail)
    return fact


@transaction.atomic
def settle(mismatch: Mismatch, *, actor: Any, take_theirs: bool) -> None:
    """Settle where registers disagree: keep ours, or take the other register's value.

    Raises
    ------
    Refused
        When the other's NIK belongs to another cooperative by now.
    """
    mismatch = Mismatch.objects.select_for_update().get(pk=mismatch.pk)
    if mismatch.settled:
        return
    if take_theirs:
        cooperative = Cooperative.objects.select_for_update().get(pk=mismatch.cooperative_id)
        value = _value(mismatch.field, mismatch.theirs)
        if (
            mismatch.field == "nik"
            and Cooperative.objects.filter(nik=value).exclude(pk=cooperative.pk).exists()
        ):
            raise Refused(_("NIK itu sudah dipakai koperasi lain."))
        change(cooperative, {mismatch.field: value}, actor=actor, version=cooperative.version)
    mismatch.settled = timezone.now()
    mismatch.save()
    audit.record("mismatch.settled", mismatch, actor=actor, field=mismatch.field, took_theirs=take_theirs)


def _value(name: str, text: str) -> Any:
    """What another register's text says of a field."""
    field = Cooperative._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(name)
    return field.to_python(text or (None if field.null else ""))
