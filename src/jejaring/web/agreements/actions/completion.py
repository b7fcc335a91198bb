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


def end_or_reopen(agreement: Agreement) -> None:
    """Complete it when it is in force and nothing of it waits for anybody; else, if completed, reopen it.

    What waited for nobody waits again when a receipt is corrected, a set-off of its bills is taken back, or a
    payment comes for a bill that has become less and is owed back.
    """
    current = Agreement.objects.get(pk=agreement.pk)
    waits = _waits(current)
    if current.state == Agreement.State.IN_FORCE and current.commitments.exists() and not waits:
        after = complete(agreement=current)
    elif current.state == Agreement.State.COMPLETED and waits:
        after = reopen(agreement=current)
    else:
        return
    agreement.state, agreement.version = after.state, after.version


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
