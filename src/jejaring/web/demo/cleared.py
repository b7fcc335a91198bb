"""A clearing round in the demo network that waits for one more consent."""

from datetime import timedelta

from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.clearing import actions
from jejaring.web.demo.agreed import Deal

ANSWERED_WITHIN = timedelta(days=14)


def begin_clearing(by: Person, consenting: tuple[Deal, ...]) -> None:
    """Opened for the whole country; these consent, the others are still asked."""
    round = actions.open_round(
        actor=by,
        name="Perjumpaan utang contoh",
        region="",
        consent_until=timezone.localdate() + ANSWERED_WITHIN,
    )
    for each in consenting:
        consent = round.consents.get(cooperative=each.cooperative)
        actions.give(actor=each.chair, consent=consent)
