"""Write obligations and their entries. Called by actions, inside their transactions; never by views."""

from datetime import date
from typing import Any

from django.db.models import Sum

from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.common import audit
from jejaring.web.money.models import Entry, Obligation, Payment


def owe(
    *,
    kind: str,
    commitment: Commitment,
    on: date,
    due: date,
    shipment: Shipment | None = None,
) -> Obligation:
    """A new obligation without entries: the receiver owes the giver, of a refund the other way round."""
    debtor, creditor = commitment.receiver_id, commitment.giver_id
    if kind == Obligation.Kind.REFUND:
        debtor, creditor = creditor, debtor
    return Obligation.objects.create(
        kind=kind,
        debtor_id=debtor,
        creditor_id=creditor,
        commitment=commitment,
        shipment=shipment,
        arose=on,
        due=due,
    )


def enter(obligation: Obligation, kind: str, amount: int, *, on: date, **because: Any) -> None:
    """One entry, and the obligation's figures with it. An obligation without balance is settled."""
    if amount == 0:
        return
    number = obligation.entries.count() + 1
    Entry.objects.create(obligation=obligation, number=number, kind=kind, amount=amount, on=on, **because)
    if kind in Entry.BILLS:
        obligation.amount += amount
    obligation.balance += amount
    state = Obligation.State
    if obligation.balance == 0:
        obligation.state, obligation.settled_on = state.SETTLED, on
    elif obligation.state == state.SETTLED:
        obligation.state, obligation.settled_on = state.OPEN, None
    obligation.save()


def free_of(obligation: Obligation) -> int:
    """What is owed and no reported payment waits to cover."""
    waiting = obligation.payments.filter(state=Payment.State.REPORTED).aggregate(all=Sum("amount"))["all"]
    return max(obligation.balance - (waiting or 0), 0)


def tell(verb: str, obligation: Obligation, *, actor: Any, **detail: Any) -> None:
    """One row of the audit trail about an obligation."""
    audit.record(f"obligation.{verb}", obligation, actor=actor, **detail)
