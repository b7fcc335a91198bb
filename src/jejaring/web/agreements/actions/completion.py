"""An agreement ends by itself once all of it is delivered and paid, and is opened again when that changes."""

from django.db import transaction

from jejaring.web.agreements.actions.taken import take_down
from jejaring.web.agreements.actions.taking import allowed_step
from jejaring.web.agreements.models import Agreement, AgreementStep, Commitment, Shipment
from jejaring.web.agreements.steps import AGREEMENT
from jejaring.web.money.models import Obligation

Verb = AgreementStep.Verb


@transaction.atomic
def complete(*, agreement: Agreement) -> Agreement:
    """Close an agreement of which everything is delivered and paid."""
    return _taken(Verb.COMPLETED, agreement)


@transaction.atomic
def reopen(*, agreement: Agreement) -> Agreement:
    """Bring a completed agreement into force again."""
    return _taken(Verb.REOPENED, agreement)


def complete_if_done(agreement: Agreement) -> None:
    """Complete it when it is in force and nothing of it waits for anybody."""
    current = Agreement.objects.get(pk=agreement.pk)
    if current.state == Agreement.State.IN_FORCE and current.commitments.exists() and not _waits(current):
        done = complete(agreement=current)
        agreement.state, agreement.version = done.state, done.version


def reopen_if_not_done(agreement: Agreement) -> None:
    """Bring it into force again when it was completed, and something of it waits for somebody after all.

    So it is when a receipt is corrected, or a set-off of its bills taken back.
    """
    current = Agreement.objects.get(pk=agreement.pk)
    if current.state == Agreement.State.COMPLETED and _waits(current):
        reopen(agreement=current)


def _taken(verb: AgreementStep.Verb, agreement: Agreement) -> Agreement:
    current = Agreement.objects.select_for_update(of=("self",)).select_related("latest").get(pk=agreement.pk)
    current.state = allowed_step(AGREEMENT, verb, current, current.version).after
    take_down(current, verb, None, None, "")
    return current


def _waits(agreement: Agreement) -> bool:
    """Whether a commitment is open, a delivery not agreed to, or something owed."""
    settled = (*Shipment.AGREED, Shipment.State.RECALLED)
    return (
        agreement.commitments.filter(state=Commitment.State.OPEN).exists()
        or Shipment.objects.filter(commitment__agreement=agreement).exclude(state__in=settled).exists()
        or Obligation.objects.filter(commitment__agreement=agreement, balance__gt=0).exists()
    )
