"""Sites that speak ValueFlows: what is signed, delivered and paid on one is taken on the other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from tests.web.agreements.delivering import receipt, sent, today
from tests.web.agreements.world import GARUT, GIANYAR, Side, promise, side
from tests.web.api.world import EVERYTHING, Program

from jejaring.valueflows import Agreement, EconomicEvent, Graph, Organization, read
from jejaring.web.agreements import actions
from jejaring.web.agreements.actions.commitments import moving_of
from jejaring.web.agreements.models import Agreement as Signed
from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.agreements.terms import Terms
from jejaring.web.api.models import Token
from jejaring.web.api.tokens import digest_of, new_text
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money import actions as money
from jejaring.web.money.models import Obligation, Payment

NAMES = ("Koperasi Contoh Kulit", "Koperasi Contoh Sepatu")


@dataclass
class Site:
    """Two cooperatives, and a program of each one's chair."""

    sides: list[Side]
    programs: list[Program]

    def told(self) -> dict:
        """What both may see, as a document; the catalogue's recipes left out."""
        document = json.loads(self.programs[0].get("/valueflows").content)
        things = [each for each in document["@graph"] if "ecipe" not in each["@type"]]
        return document | {"@graph": things}

    def other(self, one: Side) -> Side:
        """The one it trades with."""
        return self.sides[1] if one is self.sides[0] else self.sides[0]

    def of(self, cooperative: int) -> Side:
        """By its key."""
        return next(each for each in self.sides if each.cooperative.pk == cooperative)


@contextmanager
def site(turned: bool = False) -> Iterator[Site]:
    """A site of its own, gone afterwards; `turned`: its keys are those of the other's other things."""
    with transaction.atomic():
        sides = [side(GARUT), side(GIANYAR)]
        for each, name in zip(reversed(sides) if turned else sides, NAMES, strict=True):
            each.cooperative.name = name
            region = GARUT if name == NAMES[0] else GIANYAR
            Cooperative.objects.filter(pk=each.cooperative.pk).update(name=name, region=region)
            each.cooperative.refresh_from_db()
        programs = []
        for each in sides:
            text = new_text()
            Token.objects.create(
                person=each.ketua, cooperative=each.cooperative, name="x", digest=digest_of(text),
                beginning=text[:12], scopes=list(EVERYTHING), expires=timezone.now() + timedelta(days=1),
            )  # fmt: skip
            programs.append(Program(text))
        yield Site(sides, programs)
        transaction.set_rollback(True)


def signed_by_all(made: Site) -> None:
    """Whatever waits for signatures gets them."""
    for agreement in Signed.objects.filter(state=Signed.State.PROPOSED):
        for each in made.sides:
            agreement = actions.accept(actor=each.ketua, agreement=agreement, version=agreement.version)


def happened(made: Site, lines: list, deliveries: list) -> None:
    """An agreement in force, and what is said of each delivery done to it as far as the site allows."""
    one, other = made.sides
    promises = [
        promise(
            *((one, other) if there else (other, one)), commodity, quantity, "33.33", unit,
            total=round(Decimal(quantity) * Decimal("33.33")), note=note, number=number,
            first_month=first, last_month=first, **kind,
        )
        for number, (there, (commodity, unit, kind), quantity, note, first) in enumerate(lines, start=1)
    ]  # fmt: skip
    parties = [one.cooperative, other.cooperative]
    agreement = actions.draft(
        actor=one.pengurus, title="Kulit", parties=parties, lines=promises, terms=Terms()
    )
    actions.propose(actor=one.pengurus, agreement=agreement, version=agreement.version)
    signed_by_all(made)
    orders = list(Commitment.objects.filter(agreement=agreement).order_by("number"))
    for which, quantity, steps in deliveries:
        _delivered(made, orders[which % len(orders)], quantity, steps)


def _delivered(made: Site, order: Commitment, quantity: int, steps: list) -> None:
    order = Commitment.objects.select_related("line").get(pk=order.pk)
    giver = made.of(order.giver_id)
    receiver = made.other(giver)
    if order.state != Commitment.State.OPEN or quantity > order.most - moving_of(order):
        return
    shipment = sent(giver, order, quantity, carrier="D 1 X")
    for step in steps:
        shipment = Shipment.objects.select_related("commitment").get(pk=shipment.pk)
        now = {"shipment": shipment, "version": shipment.version}
        try:
            with transaction.atomic():
                if step == "recall":
                    actions.recall(actor=giver.pengurus, **now, reason="mogok")
                elif step == "correct" and order.obligations.filter(payments__isnull=False).exists():
                    continue  # what was paid too much is owed back, which is said by bills alone
                elif step in ("receive", "correct"):
                    part = Decimal(quantity) / 2 if step == "correct" else Decimal(quantity)
                    said = receipt(part, rejected=part / 4, reason="basah", keep=True)
                    getattr(actions, step)(actor=receiver.pengurus, **now, receipt=said)
                elif step == "confirm":
                    actions.confirm(actor=giver.pengurus, **now)
                elif step == "take_back":
                    actions.take_back(actor=giver.pengurus, **now)
                else:
                    _paid(made, order)
        except actions.NotAllowed:
            pass


def _paid(made: Site, order: Commitment) -> None:
    """Half of what is owed."""
    bills = Obligation.objects.filter(commitment=order, state=Obligation.State.OPEN, balance__gt=1)
    for bill in bills:
        payer = made.of(bill.debtor_id)
        paid = money.Paid(amount=bill.balance // 2, on=today(), means="tunai")
        payment = money.report(actor=payer.pengurus, obligation=bill, version=bill.version, paid=paid)
        payee = made.other(payer)
        money.confirm(actor=payee.ketua, payment=payment, version=payment.version)


def taken_over(made: Site, document: dict) -> None:
    """A document taken by both sides in turn, who sign and confirm between, until nothing is new."""
    before = -1
    while before != (before := AuditEntry.objects.count()):
        for program in made.programs:
            assert program.post("/valueflows", document).status_code == 200
        signed_by_all(made)
        for shipment in Shipment.objects.filter(state=Shipment.State.RECEIVED).select_related("commitment"):
            giver = made.of(shipment.commitment.giver_id)
            actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    assert not Payment.objects.filter(state=Payment.State.REPORTED).exists()


def canonical(document: dict) -> list:
    """What it says without what a site makes up itself: ids, moments, its own numbers."""
    graph: Graph = read(document)
    names = {each.id: each.name for each in graph.of(Organization)}
    order = [each for each in graph.things if not isinstance(each, Organization)]
    order.sort(key=lambda each: _payment(each) if ":payment:" in each.id else "")
    places = {each.id: f"{type(each).__name__} {number}" for number, each in enumerate(order)} | names

    def placed(value):
        if isinstance(value, tuple):
            return tuple(placed(each) for each in value)
        return places.get(value, value) if isinstance(value, str) else value

    told = []
    for each in order:
        values = {name: placed(value) for name, value in vars(each).items()}
        if isinstance(each, (Agreement, EconomicEvent)):
            values["created"] = None
        if isinstance(each, Agreement):
            values["note"] = ""
        told.append(replace(each, **values))
    return told


def _payment(event: EconomicEvent) -> str:
    """Payments come in no order of their own: by what they are."""
    return f"{event.to_location}{event.resource_quantity}{event.has_point_in_time}"
