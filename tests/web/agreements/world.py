"""Cooperatives that agree: hides from Garut, shoes made in Gianyar, sold in Banda Aceh."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from allauth.mfa.models import Authenticator

from jejaring.web.accounts.models import Person
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement, Commitment
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.cooperatives.models import Cooperative, Membership

NUMBERS = count(1)
GARUT, GIANYAR, BANDA_ACEH = "32.05", "51.04", "11.71"
ROLES = ("ketua", "bendahara", "pengurus")


@dataclass
class Side:
    """A cooperative and its people by role; the signing ones have their second factor."""

    cooperative: Cooperative
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, role: str) -> Person:
        if role in ROLES:
            return self.people[role]
        raise AttributeError(role)


def side(region: str) -> Side:
    made = Side(
        Cooperative.objects.create(name=f"Koperasi Contoh {next(NUMBERS)}", region=region, example=True)
    )
    for role in ROLES:
        person = Person.objects.create_user(name=f"Orang {role}", email=f"o{next(NUMBERS)}@contoh.example")
        Membership.objects.create(person=person, cooperative=made.cooperative, role=role)
        if role in Membership.SIGNING:
            Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
        made.people[role] = person
    return made


def promise(giver: Side, receiver: Side, commodity: str, quantity, price, unit: str, **fields) -> Promise:
    total = fields.pop("total", None)
    quantity, price = Decimal(quantity), Decimal(price)
    return Promise(
        giver=giver.cooperative,
        receiver=receiver.cooperative,
        commodity=commodity,
        quantity=quantity,
        unit=unit,
        price=price,
        total=round(quantity * price) if total is None else total,
        origin=giver.cooperative.region,
        destination=receiver.cooperative.region,
        **fields,
    )


def signed(parties: list[Side], lines: list[Promise], terms: Terms | None = None) -> Agreement:
    """An agreement in force."""
    agreement = actions.draft(
        actor=parties[0].pengurus,
        title="Kulit menjadi sepatu",
        parties=[party.cooperative for party in parties],
        lines=lines,
        terms=terms or Terms(),
    )
    agreement = actions.propose(actor=parties[0].pengurus, agreement=agreement, version=agreement.version)
    for party in parties:
        agreement = actions.accept(actor=party.ketua, agreement=agreement, version=agreement.version)
    return agreement


@dataclass
class Chain:
    tanner: Side
    maker: Side
    shop: Side
    agreement: Agreement
    hides: Commitment
    shoes: Commitment


def chain(terms: Terms | None = None) -> Chain:
    tanner, maker, shop = side(GARUT), side(GIANYAR), side(BANDA_ACEH)
    lines = [
        promise(tanner, maker, "kulit-tersamak", 140, 230000, "m2", freight=500000),
        promise(maker, shop, "sepatu-kulit", 1000, 150000, "pasang", freight=1500000),
    ]
    agreement = signed([tanner, maker, shop], lines, terms)
    hides, shoes = agreement.commitments.select_related("line").order_by("number")
    return Chain(tanner, maker, shop, agreement, hides, shoes)
