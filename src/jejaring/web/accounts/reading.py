"""Who read whose personal data, where and when.

Pages note whom they show while they are made (`templatetags.people`), the API as it tells of them; once the
answer is there, a row is kept for each person but the reader. The rows name nobody: they point to people, and
whoever was read about is told by them (docs/privacy.md).
"""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

from jejaring.web.accounts.models import Person, Reading

KEPT = timedelta(days=2 * 365)
"""How long it is kept who read what."""


def note(request: HttpRequest, *people: Person) -> None:
    """The answer to this request tells of these people."""
    request.__dict__.setdefault("people_shown", {}).update({person.pk: person for person in people})


def keep_what_was_read(request: HttpRequest) -> None:
    """Keep whom the answer told of, and whom it told."""
    shown: dict[int, Person] = request.__dict__.pop("people_shown", {})
    if not shown:
        return
    reader = request.user if isinstance(request.user, Person) else None
    found = request.resolver_match
    page = found.view_name if found else ""
    keys = ",".join(str(value) for value in found.kwargs.values() if isinstance(value, int)) if found else ""
    token = reader.reach.token if reader and reader.reach else None
    Reading.objects.bulk_create(
        Reading(reader=reader, person_id=key, page=page[:60], about=keys[:40], token=token)
        for key in sorted(shown)
        if reader is None or key != reader.pk
    )


def forget_readings(*, today: date) -> int:
    """Remove what was kept long enough; how many."""
    before = timezone.make_aware(datetime.combine(today - KEPT, time.min))
    return Reading.objects.filter(at__lt=before).delete()[0]
