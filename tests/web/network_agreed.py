"""What two cooperatives of the network agreed, delivered and paid: every kind of object once."""

from datetime import timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement, Document, Event, Picture, Shipment
from jejaring.web.agreements.receipt import Receipt, Sending
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money import actions as money
from jejaring.web.trade import actions as trade
from jejaring.web.trade.models import Proposal

Keys = dict[str, dict[str, int | str]]


def agreed(own: Cooperative, partner: Cooperative, people: dict[str, Person], proposal: Proposal) -> Keys:
    """`own` promises dry paddy to `partner`; what stands in each address about it."""
    chair, theirs = people["chair"], people["partner"]
    for signer in (chair, theirs):
        Authenticator.objects.create(user=signer, type="totp", data={"secret": "x"})
    asked, in_force = _proposed(own, partner, chair), _proposed(own, partner, chair)
    for signer in (chair, theirs):
        in_force = actions.accept(actor=signer, agreement=in_force, version=in_force.version)
    draft = _drafted(own, partner, chair)
    order = in_force.commitments.get()
    today = timezone.localdate()

    def sent() -> Shipment:
        sending = Sending(quantity=Decimal(100), on=today - timedelta(days=1))
        return actions.send(actor=chair, commitment=order, sending=sending)

    def received() -> Shipment:
        receipt = Receipt(quantity=Decimal(100), rejected=Decimal(10), on=today, reason="Basah")
        one = sent()
        return actions.receive(actor=theirs, shipment=one, version=one.version, receipt=receipt)

    def delivered() -> Shipment:
        one = received()
        return actions.confirm(actor=chair, shipment=one, version=one.version)

    done = delivered()
    bill, disputed = done.obligations.get(), delivered().obligations.get()
    money.dispute(actor=theirs, obligation=disputed, version=disputed.version, reason="Salah hitung")
    paid = []
    for _ in range(2):
        bill.refresh_from_db()
        part = money.Paid(amount=1000, on=today)
        paid.append(money.report(actor=theirs, obligation=bill, version=bill.version, paid=part))
    money.confirm(actor=chair, payment=paid[1], version=paid[1].version)
    picture = Picture(event=done.events.get(verb=Event.Verb.RECEIVED), digest="x", width=40, height=30)
    picture.image.save("f.jpg", ContentFile(b"x"), save=False)
    picture.save()
    paper = Document(kind=Document.Kind.WAYBILL, subject="surat-jalan:0", digest="0" * 64)
    paper.file.save("f.pdf", ContentFile(b"%PDF-"), save=False)
    paper.save()
    (other,) = trade.send_proposals(
        actor=chair, listing=proposal.listing, sender=own, receivers=[partner],
        terms=trade.Terms(quantity=Decimal(10), price=Decimal(7000), region="32.04"),
    )  # fmt: skip
    trade.accept(actor=theirs, proposal=other, version=1)
    Authenticator.objects.filter(user__in=(chair, theirs)).delete()

    keys: Keys = {
        "agreements:from-proposal": {"pk": other.pk},
        "agreements:propose": {"pk": draft.pk},
        "agreements:agreement-paper": {"pk": asked.pk, "number": 1},
        "agreements:picture": {"pk": picture.pk},
        "money:uphold": {"pk": disputed.pk},
        "money:receipt": {"pk": paid[1].pk},
        "money:pay-together": {"debtor": partner.pk, "creditor": own.pk},
        "money:tax-status": {"key": own.pk},
        "check-paper": {"token": paper.token},
    }
    keys |= _same(asked.pk, "agreement", "amend", "accept", "decline", "withdraw")
    keys |= _same(order.pk, "order", "send", "finish")
    keys |= _same(sent().pk, "shipment", "receive", "recall", "waybill")
    keys |= _same(received().pk, "confirm", "dispute")
    keys |= _same(done.pk, "take-back", "handover", "trace")
    keys |= {f"money:{name}": {"pk": bill.pk} for name in ("bill", "pay", "dispute")}
    keys |= {f"money:{name}": {"pk": paid[0].pk} for name in ("payment", "confirm", "refuse", "withdraw")}
    return keys


def _same(key: int, *names: str) -> Keys:
    return {f"agreements:{name}": {"pk": key} for name in names}


def _drafted(own: Cooperative, partner: Cooperative, chair: Person) -> Agreement:
    promise = Promise(
        giver=own, receiver=partner, commodity="gkg", quantity=Decimal(900), unit="kg", price=Decimal(7000),
        total=6_300_000, origin=own.region, destination=partner.region,
    )  # fmt: skip
    return actions.draft(
        actor=chair, title="Gabah", parties=[own, partner], lines=[promise], terms=Terms(), by=own
    )


def _proposed(own: Cooperative, partner: Cooperative, chair: Person) -> Agreement:
    made = _drafted(own, partner, chair)
    return actions.propose(actor=chair, agreement=made, version=made.version)
