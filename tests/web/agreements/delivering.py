"""Short ways to deliver and pay."""

from decimal import Decimal

from django.utils import timezone

from jejaring.web.agreements import actions
from jejaring.web.agreements.receipt import Receipt, Sending
from jejaring.web.money import actions as money
from jejaring.web.money.models import Obligation


def today():
    return timezone.localdate()


def sent(giver, commitment, quantity, **said):
    return actions.send(
        actor=giver.pengurus,
        commitment=commitment,
        sending=Sending(quantity=Decimal(str(quantity)), on=said.pop("on", today()), **said),
    )


def receipt(quantity, rejected=0, **said):
    said.setdefault("reason", "rusak" if rejected else "")
    return Receipt(
        quantity=Decimal(str(quantity)), rejected=Decimal(str(rejected)), on=said.pop("on", today()), **said
    )


def received(receiver, shipment, quantity=None, rejected=0, **said):
    quantity = shipment.sent if quantity is None else quantity
    return actions.receive(
        actor=receiver.pengurus,
        shipment=shipment,
        version=shipment.version,
        receipt=receipt(quantity, rejected, **said),
    )


def delivered(giver, receiver, commitment, quantity, rejected=0, **said):
    """Sent, received and confirmed today."""
    shipment = received(receiver, sent(giver, commitment, quantity), quantity, rejected, **said)
    return actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)


def paid(payer, payee, obligation, amount=None):
    """Reported and confirmed."""
    obligation = Obligation.objects.get(pk=obligation.pk)
    amount = obligation.balance if amount is None else amount
    payment = money.report(
        actor=payer.pengurus,
        obligation=obligation,
        version=obligation.version,
        paid=money.Paid(amount=amount, on=today()),
    )
    return money.confirm(actor=payee.bendahara, payment=payment, version=payment.version)
