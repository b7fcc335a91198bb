"""Goat skins from Garut or Bandung, tanned in Gianyar, bought in Banda Aceh; and the people around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from tests.web.agreements.world import Side, side

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Territory
from jejaring.web.rounds import actions
from jejaring.web.rounds.models import Part, Round
from jejaring.web.rounds.run import run
from jejaring.web.trade.actions import create_listing

GARUT, BANDUNG, GIANYAR, BANDA_ACEH = "32.05", "32.04", "51.04", "11.71"
SKINS, LEATHER, TANNING = "kulit-kambing-mentah", "kulit-kambing-tersamak", "samak-kulit-kambing"


@dataclass
class World:
    """Four cooperatives, and the coordinators of the country, of Jawa Barat and of Bali."""

    garut: Side
    bandung: Side
    tanner: Side
    shop: Side
    nation: Person
    province: Person

    def part_of(self, side: Side, round: Round) -> Part:
        """What the newest attempt asks of a cooperative."""
        return Part.objects.get(attempt=round.attempts.latest(), cooperative=side.cooperative)


def coordinator(region: str) -> Person:
    """Of a territory, with a second factor."""
    name = f"koordinator{region or 'nasional'}"
    person = Person.objects.create_user(name="Koordinator Contoh", email=f"{name}@contoh.example")
    Territory.objects.create(person=person, region=region, office="Dinas Contoh")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    return person


def listed(owner: Side, kind: str, thing: str, quantity, price):
    named = {"recipe": thing} if kind == "capacities" else {"commodity": thing}
    return create_listing(
        actor=None,
        cooperative=owner.cooperative,
        kind=kind,
        quantity=Decimal(quantity),
        price=Decimal(price),
        region=owner.cooperative.region,
        **named,
    )


def world() -> World:
    """Garut is nearer to being chosen: it asks less than Bandung."""
    made = World(
        side(GARUT), side(BANDUNG), side(GIANYAR), side(BANDA_ACEH), coordinator(""), coordinator("32")
    )
    listed(made.garut, "offers", SKINS, 190, 50_000)
    listed(made.bandung, "offers", SKINS, 190, 60_000)
    listed(made.tanner, "capacities", TANNING, 100, 20_000)
    listed(made.shop, "needs", LEATHER, 100, 300_000)
    return made


def opened(by: Person, region: str = "") -> Round:
    today = timezone.localdate()
    return actions.open_round(
        actor=by,
        name="Putaran contoh",
        region=region,
        collect_until=today,
        answer_until=today + timedelta(days=7),
    )


def asked(made: World) -> Round:
    """A round whose first proposals wait for answers."""
    round = actions.freeze(actor=made.nation, round=opened(made.nation))
    made_now(round)
    round.refresh_from_db()
    return actions.announce(actor=made.nation, round=round)


@contextmanager
def asked_once(blocker) -> Iterator[World]:
    """The people with such a `round`, for all tests of a file; what these write is taken back with it."""
    with blocker.unblock(), transaction.atomic():
        made = world()
        made.round = asked(made)
        yield made
        transaction.set_rollback(True)


def made_now(round: Round) -> None:
    """What the worker does."""
    run(round.attempts.latest().pk)


def settled(round: Round, **options) -> Round:
    """What the worker does after answers."""
    actions.settle(round, **options)
    round.refresh_from_db()
    return round
