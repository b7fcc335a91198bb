"""Deliveries and payments, as ValueFlows.

What leaves is picked up; a receipt transfers what is kept and hands over custody alone of what is refused,
until custody goes back. Words about these (disputes, confirmations) have no place there.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jejaring.valueflows import EconomicEvent, Measure
from jejaring.web.agreements.models import Commitment, Event, Shipment
from jejaring.web.agreements.visible import shipments_of
from jejaring.web.api.valueflows.names import RUPIAH, spec_of, urn
from jejaring.web.money.models import Payment
from jejaring.web.money.visible import payments_of

HAPPENED = {
    Event.Verb.SENT: "pickup",
    Event.Verb.RECALLED: "pickup",
    Event.Verb.RECEIVED: "transfer",
    Event.Verb.CORRECTED: "transfer",
    Event.Verb.RETURNED: "transferCustody",
}


def told_events(person: Any) -> Iterator[EconomicEvent]:
    """Those of the person's cooperatives: promise by promise, then the payments that came."""
    rows = shipments_of(person).exclude(commitment__state=Commitment.State.CANCELLED)
    by_promise = ("commitment__agreement", "commitment__number", "pk")
    for shipment in rows.prefetch_related("events").order_by(*by_promise):
        yield from told_shipment(shipment)
    came = payments_of(person).filter(state=Payment.State.CONFIRMED).order_by("pk")
    for payment in came.prefetch_related("obligations__commitment"):
        yield told_payment(payment)


def told_shipment(shipment: Shipment) -> Iterator[EconomicEvent]:
    """What happened to a delivery, in its order."""
    sent = receipt = ""
    for event in shipment.events.all():
        if event.verb not in HAPPENED:
            continue
        told = _event(event, shipment.commitment)
        if event.verb == Event.Verb.SENT:
            sent = told.id
        elif event.verb == Event.Verb.RECALLED:
            told = replace(told, corrects=sent)
        elif event.verb == Event.Verb.RETURNED:
            told = replace(told, triggered_by=receipt)
        elif event.verb == Event.Verb.RECEIVED:
            told, receipt = replace(told, triggered_by=sent), told.id
        else:
            told, receipt = replace(told, corrects=receipt), told.id
        yield told
        if event.verb in Event.RECEIPTS and event.rejected:
            yield replace(
                told,
                id=f"{told.id}#refused",
                action="transferCustody",
                resource_quantity=Measure(event.rejected, shipment.commitment.line.unit),
                triggered_by=told.id,
                corrects="",
                note="",
            )


def _event(event: Event, order: Commitment) -> EconomicEvent:
    line, back = order.line, event.verb == Event.Verb.RETURNED
    giver, receiver = urn("cooperative", order.giver_id), urn("cooperative", order.receiver_id)
    quantity = event.quantity or Decimal(0)
    if event.verb in Event.RECEIPTS:
        quantity -= event.rejected or 0
    return EconomicEvent(
        id=urn("event", event.pk),
        action=HAPPENED[Event.Verb(event.verb)],
        provider=receiver if back else giver,
        receiver=giver if back else receiver,
        resource_conforms_to=spec_of(line),
        resource_quantity=Measure(quantity, line.unit),
        to_location=line.destination,
        has_point_in_time=event.on,
        created=event.at,
        fulfills=(urn("order", order.pk),),
        note=event.reason or event.carrier,
    )


def told_payment(payment: Payment) -> EconomicEvent:
    """A payment, and the promises whose bills it paid."""
    orders = [bill.commitment for bill in payment.obligations.all()]
    agreements = {order.agreement_id for order in orders}
    paid = (
        urn("order", f"{order.pk}#payment") for order in orders if order.state != Commitment.State.CANCELLED
    )
    return EconomicEvent(
        id=urn("payment", payment.pk),
        action="transfer",
        provider=urn("cooperative", payment.payer_id),
        receiver=urn("cooperative", payment.payee_id),
        resource_conforms_to=RUPIAH,
        resource_quantity=Measure(Decimal(payment.amount), "IDR"),
        has_point_in_time=payment.on,
        created=payment.made,
        fulfills=tuple(dict.fromkeys(paid)),
        realization_of=urn("agreement", agreements.pop()) if len(agreements) == 1 else "",
        note=payment.means,
    )
