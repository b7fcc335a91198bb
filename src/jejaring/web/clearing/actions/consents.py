"""Give consent to a clearing round, or revoke it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.taking import acting
from jejaring.web.clearing.actions.rounds import compute_again
from jejaring.web.clearing.actions.taking import allowed_step, locked
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.steps import Verb
from jejaring.web.common import audit
from jejaring.web.trade.actions.errors import NotAllowed

Is = ClearingRound.State


def give(*, actor: Any, consent: Consent, version: int | None = None) -> Consent:
    """Let confirmed debts and claims be set off, as far as loops reach."""
    return _answer(Verb.GIVEN, actor, consent, version)


def revoke(*, actor: Any, consent: Consent, version: int | None = None) -> Consent:
    """Take no part; possible until the round is posted."""
    return _answer(Verb.REVOKED, actor, consent, version)


@transaction.atomic
def _answer(verb: Verb, actor: Any, consent: Consent, version: int | None) -> Consent:
    """One step. The round is held first, so that an answer comes wholly before or wholly after posting."""
    round = locked(consent.round)
    current = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    allowed = allowed_step(current, verb, version)
    role = acting(actor, [current.cooperative_id], signs=True)[1]
    if round.state not in ClearingRound.BEFORE_POSTING:
        raise NotAllowed(
            _("Putaran ini tidak lagi menerima jawaban: keadaannya “%(state)s”.")
            % {"state": round.get_state_display()}
        )
    if verb == Verb.GIVEN and round.consent_until < timezone.localdate():
        raise NotAllowed(_("Batas waktu memberi persetujuan sudah lewat."))
    took_part = current.state == Consent.State.GIVEN
    current.state, current.version = allowed.after, current.version + 1
    current.person, current.role, current.answered = actor, role, timezone.now()
    current.save()
    audit.record(
        f"clearing-consent.{verb}", current, actor=actor, round=round.pk, cooperative=current.cooperative_id
    )
    takes_part = current.state == Consent.State.GIVEN
    if takes_part != took_part and round.state in (Is.COMPUTING, Is.READY):
        compute_again(round, actor=None, reason=_("Ada persetujuan yang berubah."))
    return current
