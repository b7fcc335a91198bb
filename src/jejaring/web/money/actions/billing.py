"""Bill what agreements and receipts say is owed."""

from datetime import date, timedelta

from jejaring.web.agreements.models import AgreementVersion, Commitment
from jejaring.web.money.ledger import enter, owe, tell
from jejaring.web.money.models import Entry, Obligation

DOWN_PAYMENT_DAYS = 7
"""From the day an agreement comes into force until its down payments are due."""


def bill_down_payment(commitment: Commitment, version: AgreementVersion, *, on: date) -> Obligation | None:
    """What the receiver pays in advance: the terms' share of the line's total, whole rupiah, rounded down."""
    amount = int(commitment.line.total * version.down_payment / 100)
    if amount == 0:
        return None
    commitment.down_payment = amount
    commitment.save(update_fields=["down_payment"])
    obligation = owe(
        kind=Obligation.Kind.DOWN_PAYMENT,
        commitment=commitment,
        on=on,
        due=on + timedelta(days=DOWN_PAYMENT_DAYS),
    )
    enter(obligation, Entry.Kind.BILLED, amount, on=on)
    tell("billed", obligation, actor=None, amount=amount)
    return obligation
