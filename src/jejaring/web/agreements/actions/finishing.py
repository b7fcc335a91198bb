"""End a promise of which no more is awaited."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.commitments import close
from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.agreements.steps import COMMITMENT
from jejaring.web.trade.actions.errors import NotAllowed


@transaction.atomic
def finish(*, actor: Any, commitment: Commitment, version: int, reason: str = "") -> Commitment:
    """The receiver awaits no more of it; with a reason where less came than was promised and tolerated.

    What is on its way or not agreed yet is settled first.
    """
    current = Commitment.objects.select_for_update(of=("self",)).select_related("line").get(pk=commitment.pk)
    allowed = allowed_step(COMMITMENT, Commitment.Verb.FINISHED, current, version)
    acting(actor, [current.receiver_id], signs=False, reason=None if current.is_kept else reason)
    if current.shipments.exclude(state__in=(*Shipment.AGREED, Shipment.State.RECALLED)).exists():
        raise NotAllowed(_("Masih ada kiriman di jalan atau yang belum cocok."))
    current.reason = reason.strip()
    close(current, allowed.after, actor=actor)
    end_or_reopen(current.agreement)
    return current
