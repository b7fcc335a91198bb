"""Mark as read, give and take back the address of a calendar."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from jejaring.web.common import audit
from jejaring.web.telling.models import CalendarAddress, ReadMark


@transaction.atomic
def mark_read(*, actor: Any, items: Iterable[str]) -> None:
    """Remember that the person has seen these. Seeing is no act on anything, so the trail keeps no row."""
    marks = [ReadMark(person=actor, item=item) for item in items]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


@transaction.atomic
def give_address(*, actor: Any) -> CalendarAddress:
    """A new secret address; the one before leads nowhere from now on."""
    _revoke(actor)
    made = CalendarAddress.objects.create(person=actor)
    audit.record("calendar.given", made, actor=actor)
    return made


@transaction.atomic
def take_back_address(*, actor: Any) -> None:
    """The present address leads nowhere from now on."""
    for address in _revoke(actor):
        audit.record("calendar.taken_back", address, actor=actor)


def _revoke(actor: Any) -> list[CalendarAddress]:
    present = list(CalendarAddress.objects.select_for_update().filter(person=actor, revoked=None))
    for address in present:
        address.revoked = timezone.now()
        address.save(update_fields=["revoked"])
    return present
