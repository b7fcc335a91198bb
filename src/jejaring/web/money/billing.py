"""Bill what agreements and receipts say is owed: exactly, whatever is corrected and in whatever order.

Of every commitment the bills for goods sum to `Commitment.value_of` what both agreed was accepted, so that a
promise delivered in parts costs its total to the rupiah.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from jejaring.web.agreements.models import AgreementVersion, Commitment, Event, Shipment
from jejaring.web.money.ledger import enter, owe, tell
from jejaring.web.money.models import Entry, Obligation
from jejaring.web.money.set_offs import set_off_swap
from jejaring.web.money.taxes import Tax, is_taxable, tax_on

Kind, Because = Obligation.Kind, Entry.Kind
DOWN_PAYMENT_DAYS = 7
"""From the day an agreement comes into force until its down payments are due."""
GOODS = (Because.BILLED, Because.ADJUSTED)


@dataclass(frozen=True)
class Billed:
    """What a delivery costs: whole rupiah for goods, and tax on them."""

    goods: int
    tax: int


def bill_down_payment(commitment: Commitment, version: AgreementVersion, *, on: date) -> None:
    """What the receiver pays in advance: the terms' share of the line's total, whole rupiah, rounded down."""
    amount = int(commitment.line.total * version.down_payment / 100)
    if amount == 0:
        return
    commitment.down_payment = amount
    commitment.save(update_fields=["down_payment"])
    due = on + timedelta(days=DOWN_PAYMENT_DAYS)
    obligation = owe(kind=Kind.DOWN_PAYMENT, commitment=commitment, on=on, due=due)
    enter(obligation, Because.BILLED, amount, on=on)
    tell("billed", obligation, actor=None, amount=amount)


def bill_delivery(shipment: Shipment, event: Event) -> None:
    """Bill what both now agree was accepted; of a delivery billed before, what that changes.

    Parameters
    ----------
    shipment : Shipment
        Its commitment and line loaded; `accepted` and `received_on` are what was agreed.
    event : Event
        The confirmation, which every entry refers to.
    """
    before = billed_of(shipment)
    after = _due_for(shipment)
    shipment.billed = shipment.accepted
    shipment.save(update_fields=["billed"])
    change = Billed(after.goods - before.goods, after.tax - before.tax)
    if change.goods + change.tax > 0:
        _bill_more(shipment, event, change)
    elif change != Billed(0, 0):
        _bill_less(shipment, event, change)
    version = shipment.commitment.agreement.current
    if version is not None and version.offset:
        set_off_swap(shipment.commitment, on=_day(shipment))


def billed_of(shipment: Shipment) -> Billed:
    """What it is billed for now, refunds of goods taken off."""
    rows = Entry.objects.filter(obligation__shipment=shipment, event__isnull=False)
    sums = {"goods": 0, "tax": 0}
    for kind, is_refund, amount in rows.filter(kind__in=(*GOODS, Because.TAX)).values_list(
        "kind", "obligation__kind", "amount"
    ):
        sums["tax" if kind == Because.TAX else "goods"] += -amount if is_refund == Kind.REFUND else amount
    return Billed(**sums)


def release_down_payment(commitment: Commitment, *, on: date) -> None:
    """Give back what of the down payment no bill was less by, once nothing more will be delivered."""
    left = down_payment_left(commitment)
    if left <= 0:
        return
    commitment.down_payment -= left
    commitment.save(update_fields=["down_payment"])
    owed = commitment.obligations.select_for_update().get(kind=Kind.DOWN_PAYMENT)
    unpaid = min(left, owed.balance)
    enter(owed, Because.ADJUSTED, -unpaid, on=on)
    if left > unpaid:
        refund = owe(kind=Kind.REFUND, commitment=commitment, on=on, due=on + _days(commitment))
        enter(refund, Because.BILLED, left - unpaid, on=on)
        tell("billed", refund, actor=None, amount=refund.amount)


def down_payment_left(commitment: Commitment) -> int:
    """What of the down payment no bill was less by yet."""
    used = Entry.objects.filter(obligation__commitment=commitment, kind=Because.DOWN_PAYMENT)
    return commitment.down_payment + (used.aggregate(all=Sum("amount"))["all"] or 0)


def _due_for(shipment: Shipment) -> Billed:
    """What it should be billed for: what takes the bills of the commitment to the value of its quantity."""
    commitment = shipment.commitment
    others = list(commitment.shipments.exclude(pk=shipment.pk).filter(billed__gt=0))
    quantity = sum((each.billed for each in others), Decimal(0)) + shipment.accepted
    goods = commitment.value_of(quantity) - sum(billed_of(each).goods for each in others)
    tax = _tax_of(shipment)
    return Billed(max(goods, 0), tax.on(max(goods, 0)) if tax else 0)


def _tax_of(shipment: Shipment) -> Tax | None:
    """The tax that its line names, as it is reckoned on the day of receipt, where the giver is taxable."""
    line, day = shipment.commitment.line, _day(shipment)
    if not line.tax or not is_taxable(line.giver_id, day):
        return None
    tax = tax_on(line.tax, day)
    return tax if tax and tax.bears(line.commodity) else None


def _bill_more(shipment: Shipment, event: Event, more: Billed) -> None:
    """On its open bill, or on a new one; less what is left of the down payment."""
    commitment, on = shipment.commitment, _day(shipment)
    bills = shipment.obligations.select_for_update().filter(kind=Kind.DELIVERY)
    known = bills.exclude(state=Obligation.State.SETTLED).last()
    bill = known or owe(
        kind=Kind.DELIVERY, commitment=commitment, shipment=shipment, on=on, due=on + _days(commitment)
    )
    first = Because.BILLED if known is None else Because.ADJUSTED
    tax = _tax_of(shipment)
    note = f"{tax.id} {tax.rate:.4f}" if tax else ""
    for kind, amount in sorted(((first, more.goods), (Because.TAX, more.tax)), key=lambda part: -part[1]):
        enter(bill, kind, amount, on=on, event=event, note=note if kind == Because.TAX else "")
    advance = min(down_payment_left(commitment), bill.balance)
    enter(bill, Because.DOWN_PAYMENT, -advance, on=on, event=event)
    tell("billed", bill, actor=event.person, amount=bill.amount)


def _bill_less(shipment: Shipment, event: Event, less: Billed) -> None:
    """Off its bills as far as they are unpaid; the rest is owed back."""
    commitment, on = shipment.commitment, _day(shipment)
    goods, tax = -less.goods, -less.tax
    bills = shipment.obligations.select_for_update().filter(kind=Kind.DELIVERY, balance__gt=0)
    for bill in bills.order_by("-pk"):
        part = min(max(tax, 0), bill.balance)
        enter(bill, Because.TAX, -part, on=on, event=event)
        tax -= part
        part = min(max(goods, 0), bill.balance)
        enter(bill, Because.ADJUSTED, -part, on=on, event=event)
        goods -= part
        tell("adjusted", bill, actor=event.person, amount=bill.amount)
    if goods > 0 or tax > 0:
        refund = owe(
            kind=Kind.REFUND, commitment=commitment, shipment=shipment, on=on, due=on + _days(commitment)
        )
        enter(refund, Because.BILLED, goods, on=on, event=event)
        enter(refund, Because.TAX, tax, on=on, event=event)
        tell("billed", refund, actor=event.person, amount=refund.amount)


def _days(commitment: Commitment) -> timedelta:
    version = commitment.agreement.current
    return timedelta(days=version.payment_days if version else 0)


def _day(shipment: Shipment) -> date:
    return shipment.received_on or timezone.localdate()
