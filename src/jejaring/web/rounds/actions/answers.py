"""Accept or decline a part of a chain."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.taking import acting
from jejaring.web.common import audit
from jejaring.web.rounds.actions.taking import allowed_step
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.rounds.steps import ANSWER, WORDS, AnswerVerb
from jejaring.web.trade.actions.errors import NotAllowed


def accept(*, actor: Any, part: Part, version: int | None = None) -> Part:
    """Take the part as it is proposed: all its trades, at these prices."""
    return _answer(AnswerVerb.ACCEPTED, actor, part, version, "")


def decline(*, actor: Any, part: Part, reason: str, version: int | None = None) -> Part:
    """Leave the part, and say why. The listings behind it take no further part in the round."""
    return _answer(AnswerVerb.DECLINED, actor, part, version, reason)


@transaction.atomic
def _answer(verb: AnswerVerb, actor: Any, part: Part, version: int | None, reason: str) -> Part:
    """One step of a part, on the round as it is now."""
    from jejaring.web.rounds.tasks import settle_round

    # Held against settling, which would count the part among the silent; before the part, as settling does.
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=part.attempt_id)
    current = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    allowed = allowed_step(ANSWER, WORDS, verb, current, version, reason)
    role = acting(actor, [current.cooperative_id], signs=True)[1]
    if Round.objects.get(pk=attempt.round_id).state != Round.State.ASKING:
        raise NotAllowed(_("Putaran ini sedang tidak menunggu jawaban."))
    if attempt.state != Attempt.State.ASKING or attempt.answer_until is None:
        raise NotAllowed(_("Usulan ini sudah diganti yang baru."))
    if attempt.answer_until < timezone.localdate():
        raise NotAllowed(_("Batas waktu menjawab sudah lewat."))
    current.state, current.reason, current.role = allowed.after, reason.strip()[:300], role
    current.person, current.answered, current.version = actor, timezone.now(), current.version + 1
    current.save()
    audit.record(
        f"part.{verb}", current, actor=actor, cooperative=current.cooperative_id, reason=current.reason
    )
    settle_round.enqueue(attempt.round_id, current.chain_id)
    return current
