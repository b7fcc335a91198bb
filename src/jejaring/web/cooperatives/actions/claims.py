"""Claim a cooperative of the register; confirm or refuse a claim."""

import re
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Claim, Cooperative, Membership
from jejaring.web.cooperatives.refusal import Refused

WRONG_NIK = "claim.wrong_nik"
TRIES_OF_A_PERSON = 5
"""Wrong numbers a person may type within an hour."""
TRIES_FOR_A_COOPERATIVE = 20
"""Wrong numbers all together may type for a cooperative within an hour."""


@transaction.atomic
def claim(cooperative: Cooperative, *, actor: Any, nik: str, role: str, note: str = "") -> Claim | None:
    """The person says that they act for the cooperative; None when the NIK is not the cooperative's.

    A claim made twice is one claim. Where the register has no NIK the coordinator checks the one given.

    Raises
    ------
    Refused
        When the person acts for it already, or too many wrong numbers were typed.
    """
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if Membership.objects.of(actor).filter(cooperative=cooperative).exists():
        raise Refused(_("Anda sudah tercatat sebagai pengurus koperasi ini."))
    waiting = Claim.objects.filter(person=actor, cooperative=cooperative, state=Claim.State.WAITING).first()
    if waiting:
        return waiting
    if _wrong_numbers(actor, cooperative):
        raise Refused(_("Terlalu banyak NIK salah. Cobalah lagi satu jam lagi, atau hubungi dinas koperasi."))
    digits = re.sub(r"\D", "", nik)
    if cooperative.nik and digits != cooperative.nik:
        audit.record(WRONG_NIK, cooperative, actor=actor)
        return None
    made = Claim.objects.create(person=actor, cooperative=cooperative, nik=digits, role=role, note=note)
    audit.record("claim.made", made, actor=actor, cooperative=cooperative.pk, role=role)
    return made


@transaction.atomic
def confirm(claim: Claim, *, actor: Any) -> Membership:
    """The claimant acts for the cooperative from now on.

    Raises
    ------
    Refused
        When the claim was decided otherwise, or its NIK belongs to another cooperative.
    """
    cooperative = Cooperative.objects.select_for_update().get(pk=claim.cooperative_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    present = Membership.objects.filter(person=claim.person_id, cooperative=cooperative, ended=None).first()
    if claim.state == Claim.State.CONFIRMED and present:
        return present
    _still_waiting(claim)
    if not cooperative.nik:
        if Cooperative.objects.filter(nik=claim.nik).exists():
            raise Refused(_("NIK ini sudah dipakai koperasi lain. Periksa dulu, lalu tolak atau perbaiki."))
        Cooperative.objects.filter(pk=cooperative.pk).update(nik=claim.nik, version=cooperative.version + 1)
    if present is None:
        present = Membership.objects.create(person=claim.person, cooperative=cooperative, role=claim.role)
    _decide(claim, Claim.State.CONFIRMED, actor)
    audit.record("claim.confirmed", claim, actor=actor, cooperative=cooperative.pk, role=claim.role)
    return present


@transaction.atomic
def refuse(claim: Claim, *, actor: Any, reason: str) -> None:
    """Say no to a claim, and why."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state == Claim.State.REFUSED:
        return
    _still_waiting(claim)
    claim.reason = reason
    _decide(claim, Claim.State.REFUSED, actor)
    audit.record("claim.refused", claim, actor=actor, reason=reason)


@transaction.atomic
def withdraw(claim: Claim, *, actor: Any) -> None:
    """The claimant takes the claim back."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state == Claim.State.WITHDRAWN:
        return
    _still_waiting(claim)
    _decide(claim, Claim.State.WITHDRAWN, actor)
    audit.record("claim.withdrawn", claim, actor=actor)


def _still_waiting(claim: Claim) -> None:
    if claim.state != Claim.State.WAITING:
        raise Refused(_("Pengajuan ini sudah diputuskan: %(state)s.") % {"state": claim.get_state_display()})


def _decide(claim: Claim, state: str, actor: Any) -> None:
    claim.state, claim.decided, claim.decided_by = state, timezone.now(), actor
    claim.save()


def _wrong_numbers(actor: Any, cooperative: Cooperative) -> bool:
    """Whether too many were typed within the last hour."""
    recent = AuditEntry.objects.filter(verb=WRONG_NIK, at__gt=timezone.now() - timedelta(hours=1))
    subject = {"subject_type": cooperative._meta.label_lower, "subject_id": str(cooperative.pk)}
    return (
        recent.filter(actor=actor).count() >= TRIES_OF_A_PERSON
        or recent.filter(**subject).count() >= TRIES_FOR_A_COOPERATIVE
    )
