"""What answers, and the passing of days, bring a round to: agreements, a new plan, its end."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from jejaring.web.common import audit
from jejaring.web.rounds.actions.rounds import close, freeze, replan
from jejaring.web.rounds.agreeing import agree_on, ripe_chains
from jejaring.web.rounds.models import Attempt, Part, Round

State = Part.State


def settle(round: Round, *, chain: int | None = None, today: date | None = None) -> None:
    """Make agreements of what all have accepted; when nobody is waited for any more, go on.

    Parameters
    ----------
    round : Round
    chain : int, optional
        Where something was answered: only it and the chains that share something with it are looked at.
    today : date, optional
        The day, to tell whether time is up.
    """
    attempt = round.attempts.filter(state=Attempt.State.ASKING).first()
    if attempt is None:
        return
    for ripe in ripe_chains(attempt, near=chain):
        agree_on(ripe)
    if _all_answered(attempt, today or timezone.localdate()):
        if chain is not None:
            for ripe in ripe_chains(attempt):
                agree_on(ripe)
        _go_on(attempt)


def settle_due(*, today: date) -> int:
    """Go on with every round whose time for answers is over; how many."""
    due = Round.objects.filter(attempts__state=Attempt.State.ASKING, attempts__answer_until__lt=today)
    late = list(due.distinct())
    for each in late:
        settle(each, today=today)
    return len(late)


def freeze_due(*, today: date) -> int:
    """Freeze every round whose collecting is over; how many."""
    due = list(Round.objects.filter(state=Round.State.COLLECTING, collect_until__lt=today))
    for each in due:
        freeze(actor=None, round=each)
    return len(due)


@transaction.atomic
def _all_answered(attempt: Attempt, today: date) -> bool:
    """Whether nobody is waited for; who has not answered in time is silent from now on."""
    current = Attempt.objects.select_for_update(of=("self",)).select_related("round").get(pk=attempt.pk)
    if current.state != Attempt.State.ASKING or current.answer_until is None:
        return False
    waiting = Part.objects.filter(attempt=current, state=State.WAITING)
    if current.answer_until >= today:
        return not waiting.exists()
    silent = waiting.update(state=State.SILENT, answered=timezone.now())
    if silent:
        audit.record("part.expired", current.round, actor=None, attempt=current.number, parts=silent)
    return True


@transaction.atomic
def _go_on(attempt: Attempt) -> None:
    """Plan anew around what was accepted, or end the round when all of it was."""
    current = Round.objects.select_for_update(of=("self",)).get(pk=attempt.round_id)
    if current.state != Round.State.ASKING or current.attempts.latest() != attempt:
        return
    if Part.objects.filter(attempt=attempt).exclude(state=State.ACCEPTED).exists():
        replan(round=current)
    else:
        close(actor=None, round=current)
