"""Open a clearing round, have it computed, cancel it."""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.clearing.actions.taking import locked, step
from jejaring.web.clearing.debts import parties_of
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.steps import Verb
from jejaring.web.common import audit
from jejaring.web.common.days import far_fault
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.trade.actions.errors import NotAllowed


@transaction.atomic
def open_round(*, actor: Any, name: str, region: str, consent_until: date) -> ClearingRound:
    """Ask everybody who has confirmed debts or claims in the territory; those in insolvency are left out.

    Raises
    ------
    NotAllowed
        When the territory is not the actor's, or nobody owes anybody there.
    ValidationError
        When the day is over or too far off.
    """
    if not coordinates_region(actor, region):
        raise NotAllowed(_("Wilayah ini bukan wilayah tugas Anda."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))
    today = timezone.localdate()
    if consent_until < today:
        raise ValidationError({"consent_until": _("Tanggal ini sudah lewat.")})
    if fault := far_fault(consent_until):
        raise ValidationError({"consent_until": fault})
    asked = parties_of(region, today)
    if not asked:
        raise NotAllowed(_("Tidak ada tagihan terkonfirmasi di wilayah ini yang dapat diperjumpakan."))
    made = ClearingRound.objects.create(
        name=name.strip()[:120], region=region, opened_by=actor, consent_until=consent_until
    )
    Consent.objects.bulk_create([Consent(round=made, cooperative_id=one) for one in asked], batch_size=1000)
    audit.record("clearing.opened", made, actor=actor, region=region, asked=len(asked))
    return made


@transaction.atomic
def compute(*, actor: Any, round: ClearingRound, version: int | None = None) -> ClearingRound:
    """Have it worked out in the background what can be cancelled among those who consent."""
    return compute_again(locked(round), actor=actor, version=version)


def compute_again(
    current: ClearingRound, *, actor: Any, version: int | None = None, reason: str = ""
) -> ClearingRound:
    """The same for a round that is locked already; an earlier computation counts no more."""
    from jejaring.web.clearing.tasks import compute_round

    step(current, Verb.COMPUTE, actor=actor, version=version, reason=reason)
    current.claim = secrets.token_hex(16)
    current.save()
    audit.record("clearing.compute", current, actor=actor, reason=current.reason)
    compute_round.enqueue(current.pk, current.claim)  # in this transaction: the queue is in this database
    return current


@transaction.atomic
def cancel(*, actor: Any, round: ClearingRound, reason: str, version: int | None = None) -> ClearingRound:
    """Give it up, and say why; nothing was posted."""
    current = step(locked(round), Verb.CANCELLED, actor=actor, version=version, reason=reason)
    current.claim = ""
    current.save()
    audit.record("clearing.cancelled", current, actor=actor, reason=current.reason)
    return current
