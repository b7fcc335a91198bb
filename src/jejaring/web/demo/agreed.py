"""Agreements under way in the demo network: something to sign, to receive, to agree to, to pay, to cancel."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement, Commitment, Shipment
from jejaring.web.agreements.receipt import Receipt, Sending
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.common.months import months_later
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money import actions as money

LEATHER, SHOES, COFFEE = "kulit-tersamak", "sepatu-kulit", "kopi-bubuk"
TERMS = Terms(
    quality="Kulit bermutu A atau B, tebal 1,2-1,6 mm, tanpa lubang. Sepatu jahit rapi, satu kotak sepasang.",
    tolerance=Decimal(5),
    place="Gudang penerima",
    payment_days=14,
    down_payment=Decimal(20),
    late="Dibicarakan dahulu; lewat 30 hari penerima boleh membatalkan sisanya.",
)


@dataclass(frozen=True)
class Deal:
    """A cooperative and the chair who acts for it."""

    cooperative: Cooperative
    chair: Person


@transaction.atomic
def make_agreements(tanner: Deal, maker: Deal, shop: Deal) -> None:
    """Leather becomes shoes and is sold, half-way through; a swap that waits to be signed; coffee that closes
    the circle: the tanner owes the shop, the shop the maker, the maker the tanner."""
    sides = (tanner, maker, shop)
    chain = sign("Kulit Garut, sepatu Gianyar, gerai Banda Aceh", sides, _chain(*sides))
    leather, shoes = chain.commitments.order_by("number")
    _paid(maker, tanner, leather)
    first = deliver(tanner, maker, leather, 120, days_ago=27, rejected=6)
    bill = first.obligations.get()
    money.report(
        actor=maker.chair,
        obligation=bill,
        version=bill.version,
        paid=money.Paid(amount=bill.balance // 2, on=_day(2), means="Transfer"),
    )
    deliver(maker, shop, shoes, 300, days_ago=14, materials=[first])
    _received(maker, _sent(tanner, leather, 60, days_ago=6), days_ago=1)
    _sent(maker, shoes, 150, days_ago=2, materials=[first])
    _swap(tanner, maker)
    _coffee(shop, tanner)


def _chain(tanner: Deal, maker: Deal, shop: Deal) -> list[Promise]:
    return [
        promise(tanner, maker, LEATHER, 300, "m2", 231_000, freight=1_400_000),
        promise(maker, shop, SHOES, 1200, "pasang", 196_000, freight=5_200_000),
    ]


def _swap(tanner: Deal, maker: Deal) -> None:
    """Shoes for leather, proposed by the tanner."""
    lines = [
        promise(tanner, maker, LEATHER, 40, "m2", 230_000),
        promise(maker, tanner, SHOES, 45, "pasang", 205_000),
    ]
    swap = _drafted("Tukar kulit dengan sepatu", (tanner, maker), lines, Terms(offset=True))
    swap = actions.propose(actor=tanner.chair, agreement=swap, version=swap.version)
    actions.accept(actor=tanner.chair, agreement=swap, version=swap.version)


def _coffee(shop: Deal, tanner: Deal) -> None:
    """Sold for the tanner's canteen, delivered, not paid yet."""
    lines = [promise(shop, tanner, COFFEE, 200, "kg", 95_000)]
    terms = Terms(quality="Kopi bubuk arabika, kemasan 250 g.", payment_days=30)
    order = sign("Kopi Aceh untuk Garut", (shop, tanner), lines, terms).commitments.get()
    deliver(shop, tanner, order, 160, days_ago=12)


def promise(
    giver: Deal, receiver: Deal, commodity: str, quantity: int, unit: str, price: int, freight: int = 0
) -> Promise:
    """A line, from this month to the month after the next."""
    month = timezone.localdate().replace(day=1)
    return Promise(
        giver=giver.cooperative,
        receiver=receiver.cooperative,
        commodity=commodity,
        quantity=Decimal(quantity),
        unit=unit,
        price=Decimal(price),
        total=quantity * price,
        freight=freight,
        first_month=month,
        last_month=months_later(month, 2),
        origin=giver.cooperative.region,
        destination=receiver.cooperative.region,
    )


def _drafted(title: str, parties: tuple[Deal, ...], lines: list[Promise], terms: Terms) -> Agreement:
    return actions.draft(
        actor=parties[0].chair,
        title=title,
        parties=[each.cooperative for each in parties],
        lines=lines,
        terms=terms,
        by=parties[0].cooperative,
    )


def sign(title: str, parties: tuple[Deal, ...], lines: list[Promise], terms: Terms = TERMS) -> Agreement:
    """An agreement in force."""
    made = _drafted(title, parties, lines, terms)
    made = actions.propose(actor=parties[0].chair, agreement=made, version=made.version)
    for each in parties:
        made = actions.accept(actor=each.chair, agreement=made, version=made.version)
    return made


def _sent(giver: Deal, order: Commitment, quantity: int, *, days_ago: int, **said: Any) -> Shipment:
    sending = Sending(quantity=Decimal(quantity), on=_day(days_ago), carrier="Ekspedisi Contoh", **said)
    return actions.send(actor=giver.chair, commitment=order, sending=sending)


def _received(receiver: Deal, shipment: Shipment, *, days_ago: int, rejected: int = 0) -> Shipment:
    receipt = Receipt(
        quantity=shipment.sent,
        rejected=Decimal(rejected),
        on=_day(days_ago),
        grade="A",
        reason="Berlubang" if rejected else "",
    )
    return actions.receive(actor=receiver.chair, shipment=shipment, version=shipment.version, receipt=receipt)


def deliver(
    giver: Deal,
    receiver: Deal,
    order: Commitment,
    quantity: int,
    *,
    days_ago: int,
    rejected: int = 0,
    **said: Any,
) -> Shipment:
    """Sent so many days ago, three days on the way, agreed to."""
    shipment = _sent(giver, order, quantity, days_ago=days_ago, **said)
    shipment = _received(receiver, shipment, days_ago=days_ago - 3, rejected=rejected)
    return actions.confirm(actor=giver.chair, shipment=shipment, version=shipment.version)


def _paid(payer: Deal, payee: Deal, order: Commitment) -> None:
    """Its down payment."""
    bill = order.obligations.get()
    paid = money.Paid(amount=bill.balance, on=_day(0), means="Transfer")
    payment = money.report(actor=payer.chair, obligation=bill, version=bill.version, paid=paid)
    money.confirm(actor=payee.chair, payment=payment, version=payment.version)


def _day(days_ago: int) -> Any:
    return timezone.localdate() - timedelta(days=days_ago)
