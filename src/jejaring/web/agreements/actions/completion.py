"""An agreement ends by itself once all of it is delivered and paid."""

from jejaring.web.agreements.actions.agreements import complete
from jejaring.web.agreements.models import Agreement, Commitment
from jejaring.web.money.models import Obligation


def complete_if_done(agreement: Agreement) -> None:
    """Complete it when it is in force, no commitment is open and nothing is owed."""
    current = Agreement.objects.get(pk=agreement.pk)
    if current.state != Agreement.State.IN_FORCE:
        return
    if current.commitments.filter(state=Commitment.State.OPEN).exists():
        return
    owed = Obligation.objects.filter(commitment__agreement=current, balance__gt=0)
    if owed.exists() or not current.commitments.exists():
        return
    complete(agreement=current)
