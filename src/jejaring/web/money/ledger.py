"""Write obligations and their entries. Called by actions, inside their transactions; never by views."""

from datetime import date
from typing import Any

from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.common import audit
from jejaring.web.money.models import Entry, Obligation


def owe(
    *,
    kind: str,
    commitment: Commitment,
    on: date,
    due: date,
    shipment: Shipment | None = None,
    backwards: bool = False,
) -> Obligation:
    """A new obligation, with nothing in it yet: the receiver owes the giver, or `backwards`."""
    debtor, creditor = commitment.receiver_id, commitment.giver_id
    if backwards:
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
    number = obligation.entries.count() + 1
    Entry.objects.create(obligation=obligation, number=number, kind=kind, amount=amount, on=on, **because)
    if kind in Entry.BILLS:
        obligation.amount += amount
    obligation.balance += amount
    if obligation.balance == 0:
        obligation.state = Obligation.State.SETTLED
        obligation.settled_on = obligation.settled_on or on
    else:
        obligation.settled_on = None
        if obligation.state == Obligation.State.SETTLED:
            obligation.state = Obligation.State.OPEN
    obligation.save()


def tell(verb: str, obligation: Obligation, *, actor: Any, **detail: Any) -> None:
    """One row of the audit trail about an obligation."""
    audit.record(f"obligation.{verb}", obligation, actor=actor, **detail)
