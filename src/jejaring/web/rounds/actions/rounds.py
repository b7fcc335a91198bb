"""Open a round, freeze and plan it, announce what is proven, close or cancel it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.common import audit
from jejaring.web.common.days import far_fault
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.rounds.actions.taking import step
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.rounds.steps import RoundVerb
from jejaring.web.trade.actions.errors import NotAllowed

ANSWER_AGAIN = timedelta(days=7)
"""How long what is proposed anew can be answered."""


@transaction.atomic
def open_round(
    *,
    actor: Any,
    name: str,
    region: str,
    collect_until: date,
    answer_until: date,
    commodities: Sequence[str] = (),
) -> Round:
    """A new round, which collects listings.

    Raises
    ------
    NotAllowed
        When the territory is not the actor's.
    ValidationError
        When the dates are in the wrong order or too far off.
    """
    if not coordinates_region(actor, region):
        raise NotAllowed(_("Wilayah ini bukan wilayah tugas Anda."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))
    if not timezone.localdate() <= collect_until < answer_until:
        raise ValidationError(
            _("Urutannya: hari ini, pengumpulan berakhir, lalu jawaban berakhir sesudahnya.")
        )
    if fault := far_fault(answer_until):
        raise ValidationError(fault)
    made = Round.objects.create(
        name=name.strip()[:120],
        region=region,
        commodities=sorted(set(commodities)),
        opened_by=actor,
        collect_until=collect_until,
        answer_until=answer_until,
    )
    audit.record("round.opened", made, actor=actor, region=region, until=collect_until.isoformat())
    return made


@transaction.atomic
def freeze(*, actor: Any, round: Round, version: int | None = None) -> Round:
    """Take no more listings, and have the plan made in the background."""
    current = step(round, RoundVerb.FROZEN, actor=actor, version=version)
    _queue(current)
    audit.record("round.frozen", current, actor=actor)
    return current


@transaction.atomic
def retry(*, actor: Any, round: Round, version: int | None = None) -> Round:
    """Have the plan made once more after it has stopped."""
    current = step(round, RoundVerb.RETRIED, actor=actor, version=version)
    last = current.attempts.latest()
    last.state, last.claim = Attempt.State.QUEUED, ""
    last.save(update_fields=["state", "claim"])
    _run(last)
    audit.record("round.retried", current, actor=actor, attempt=last.number)
    return current


@transaction.atomic
def announce(*, actor: Any, round: Round, version: int | None = None) -> Round:
    """Ask every cooperative whose part waits for an answer."""
    current = step(round, RoundVerb.PUBLISHED, actor=actor, version=version)
    _ask(current, current.attempts.select_for_update().latest(), actor)
    return current


@transaction.atomic
def planned(*, attempt: Attempt) -> Round:
    """The attempt is proven and written: the first waits to be announced, later ones are at once."""
    from jejaring.web.rounds.tasks import look_into_attempt

    current = step(attempt.round, RoundVerb.PLANNED, actor=None, version=None)
    look_into_attempt.enqueue(attempt.pk)
    audit.record("round.planned", current, actor=None, attempt=attempt.number, plan=attempt.digest)
    if attempt.number > 1:
        current = announce(actor=None, round=current)
    return current


@transaction.atomic
def stopped(*, attempt: Attempt, reason: str) -> Round:
    """The attempt could not be planned, or is not proven."""
    current = step(attempt.round, RoundVerb.STOPPED, actor=None, version=None, reason=reason)
    audit.record("round.stopped", current, actor=None, attempt=attempt.number, reason=current.reason)
    return current


@transaction.atomic
def close(*, actor: Any, round: Round, version: int | None = None) -> Round:
    """End the round: what is agreed stands, what is not accepted by all lapses."""
    current = step(round, RoundVerb.CLOSED, actor=actor, version=version)
    current.attempts.filter(state=Attempt.State.ASKING).update(state=Attempt.State.OVER)
    audit.record("round.closed", current, actor=actor)
    return current


@transaction.atomic
def cancel(*, actor: Any, round: Round, reason: str, version: int | None = None) -> Round:
    """Give the round up, and say why. Agreements that were made stand."""
    current = step(round, RoundVerb.CANCELLED, actor=actor, version=version, reason=reason)
    current.attempts.exclude(state__in=[Attempt.State.OVER, Attempt.State.FAILED]).update(
        state=Attempt.State.OVER, claim=""
    )
    audit.record("round.cancelled", current, actor=actor, reason=current.reason)
    return current


@transaction.atomic
def replan(*, round: Round) -> Round:
    """Have the rest planned anew around what was accepted."""
    current = step(round, RoundVerb.REPLANNED, actor=None, version=None)
    last = current.attempts.latest()
    last.state = Attempt.State.OVER
    last.save(update_fields=["state"])
    made = _queue(current)
    audit.record("round.replanned", current, actor=None, attempt=made.number)
    return current


def _queue(round: Round) -> Attempt:
    last = round.attempts.order_by("-number").first()
    made = Attempt.objects.create(round=round, number=last.number + 1 if last else 1)
    _run(made)
    return made


def _run(attempt: Attempt) -> None:
    from jejaring.web.rounds.tasks import run_attempt

    run_attempt.enqueue(attempt.pk)  # part of this transaction: the queue is in the same database


def _ask(round: Round, attempt: Attempt, actor: Any) -> None:
    from jejaring.web.rounds.tasks import settle_round

    today = timezone.localdate()
    first = attempt.number == 1 and round.answer_until >= today
    attempt.state, attempt.published = Attempt.State.ASKING, timezone.now()
    attempt.answer_until = round.answer_until if first else today + ANSWER_AGAIN
    attempt.save(update_fields=["state", "published", "answer_until"])
    waiting = Part.objects.filter(attempt=attempt, state=Part.State.WAITING).count()
    audit.record("round.published", round, actor=actor, attempt=attempt.number, waiting=waiting)
    settle_round.enqueue(round.pk)
