"""Invite people to act for a cooperative; end it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative, Invitation, Membership
from jejaring.web.cooperatives.refusal import Refused

HOLDS = timedelta(days=14)
"""How long an invitation may be accepted."""


@transaction.atomic
def invite(cooperative: Cooperative, *, actor: Any, name: str, role: str) -> Invitation:
    """A link for one person; asking twice for the same person and role gives the same link."""
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    same = Invitation.objects.filter(
        cooperative=cooperative,
        name=name,
        role=role,
        accepted=None,
        withdrawn=None,
        expires__gt=timezone.now(),
    ).first()
    if same:
        return same
    made = Invitation.objects.create(
        cooperative=cooperative, name=name, role=role, by=actor, expires=timezone.now() + HOLDS
    )
    audit.record("invitation.made", made, actor=actor, cooperative=cooperative.pk, role=role)
    return made


@transaction.atomic
def accept(invitation: Invitation, *, actor: Any) -> Membership:
    """The person acts for the cooperative from now on, in the role of the invitation.

    Raises
    ------
    Refused
        When the invitation was used, taken back or has run out, or the last chair would step down by it.
    """
    cooperative = Cooperative.objects.select_for_update().get(pk=invitation.cooperative_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    present = Membership.objects.of(actor).filter(cooperative=cooperative).first()
    if invitation.accepted_by_id == actor.pk and present:
        return present
    why = unusable(invitation)
    if why:
        raise Refused(why)
    if present:
        if present.role != invitation.role:
            _not_the_last_chair(present)
        present.ended = timezone.now()
        present.save()
    membership = Membership.objects.create(person=actor, cooperative=cooperative, role=invitation.role)
    invitation.accepted, invitation.accepted_by = timezone.now(), actor
    invitation.save()
    audit.record("invitation.accepted", invitation, actor=actor, cooperative=cooperative.pk)
    return membership


@transaction.atomic
def withdraw(invitation: Invitation, *, actor: Any) -> None:
    """Take the invitation back.

    Raises
    ------
    Refused
        When it was accepted already.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.withdrawn:
        return
    if invitation.accepted:
        raise Refused(_("Undangan ini sudah diterima. Akhiri keanggotaannya bila perlu."))
    invitation.withdrawn = timezone.now()
    invitation.save()
    audit.record("invitation.withdrawn", invitation, actor=actor)


@transaction.atomic
def end(membership: Membership, *, actor: Any, also_the_last_chair: bool = False) -> None:
    """The person no longer acts for the cooperative.

    Raises
    ------
    Refused
        When they are its last chair, unless the site itself ends `also_the_last_chair`.
    """
    Cooperative.objects.select_for_update().get(pk=membership.cooperative_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended:
        return
    if not also_the_last_chair:
        _not_the_last_chair(membership)
    membership.ended = timezone.now()
    membership.save()
    audit.record("membership.ended", membership, actor=actor, cooperative=membership.cooperative_id)


def unusable(invitation: Invitation) -> str:
    """Why an invitation can no longer be accepted; empty while it can."""
    if invitation.accepted:
        return _("Undangan ini sudah dipakai.")
    if invitation.withdrawn:
        return _("Undangan ini sudah ditarik kembali.")
    if invitation.expires <= timezone.now():
        return _("Undangan ini sudah lewat waktu. Mintalah yang baru kepada ketua.")
    return ""


def _not_the_last_chair(membership: Membership) -> None:
    if membership.role != Membership.Role.CHAIR:
        return
    chairs = Membership.objects.filter(
        cooperative=membership.cooperative_id, role=Membership.Role.CHAIR, ended=None
    )
    if not chairs.exclude(pk=membership.pk).exists():
        raise Refused(_("Ketua terakhir tidak dapat berhenti. Undang dulu ketua yang baru."))
