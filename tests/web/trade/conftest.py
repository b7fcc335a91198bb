"""Cooperatives, people and listings to trade with."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.trade.actions import Terms, create_listing, send_proposals

NUMBERS = count(1)
GARUT, GIANYAR, DENPASAR, BANDUNG = "32.05", "51.04", "51.71", "32.73"


@pytest.fixture
def person():
    def make(cooperative=None, role=Membership.Role.OFFICER):
        made = Person.objects.create_user(name="Pengurus Contoh", email=f"p{next(NUMBERS)}@contoh.example")
        if cooperative:
            Membership.objects.create(person=made, cooperative=cooperative, role=role)
        return made

    return make


@pytest.fixture
def cooperative():
    def make(region=GARUT, **fields):
        return Cooperative.objects.create(
            name=f"Koperasi Contoh {next(NUMBERS)}", region=region, example=True, **fields
        )

    return make


@pytest.fixture
def listing(cooperative):
    def make(owner=None, kind="offers", thing="gkg", quantity=5000, price=7500, region=None, **fields):
        owner = owner or cooperative()
        state = {name: fields.pop(name) for name in ("expires", "state") if name in fields}
        named = (
            {"recipe": thing} if kind == "capacities" else {} if kind == "haulage" else {"commodity": thing}
        )
        made = create_listing(
            actor=None,
            cooperative=owner,
            kind=kind,
            quantity=Decimal(quantity),
            price=Decimal(price),
            region=region or owner.region,
            **named,
            **fields,
        )
        if state:
            type(made).objects.filter(pk=made.pk).update(**state)
            made.refresh_from_db()
        return made

    return make


@pytest.fixture
def terms():
    return Terms(quantity=Decimal(1000), price=Decimal(7400), region=GARUT)


@pytest.fixture
def proposal(person, cooperative, listing, terms):
    """A seller's proposal to a buyer; `.seller` and `.buyer` are people of the two."""

    def make(**fields):
        seller, buyer = cooperative(GARUT), cooperative(GIANYAR)
        people = person(seller), person(buyer)
        (sent,) = send_proposals(
            actor=people[0], listing=listing(seller), sender=seller, receivers=[buyer], terms=terms
        )
        if fields:
            type(sent).objects.filter(pk=sent.pk).update(**fields)
            sent.refresh_from_db()
        sent.seller, sent.buyer = people
        return sent

    return make


@pytest.fixture
def coordinator(person):
    made = person()
    Territory.objects.create(person=made, region="", office="Dinas Contoh")
    return made


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def this_month():
    today = timezone.localdate()
    return date(today.year, today.month, 1)
