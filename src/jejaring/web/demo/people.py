"""One account of each role, to sign in with and look around."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from jejaring.geography import region_name
from jejaring.web.accounts.models import Person
from jejaring.web.common.audit import record
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.demo.agreed import Deal, make_agreements
from jejaring.web.demo.cleared import begin_clearing

PASSWORD = "jejaring-contoh"
"""The same for all, since none of them guards anything."""
SECRET = "JEJARINGCONTOHJEJARINGCONTOH2345"
"""What the authenticator codes of those who sign or coordinate are made of: as little of a secret as the
password."""
PLACE = "contoh.example"


@dataclass(frozen=True)
class Account:
    """Whom to sign in as."""

    email: str
    role: str
    where: str
    """The cooperative acted for, or the territory."""


@transaction.atomic
def make_accounts(maker: Cooperative, seller: Cooperative, buyer: Cooperative) -> None:
    """For three cooperatives which trade, for coordinators, and for one who is new."""
    made = [
        _member("ketua", "Ketua Contoh", maker, Membership.Role.CHAIR),
        _member("bendahara", "Bendahara Contoh", maker, Membership.Role.TREASURER),
        _member("pengurus", "Pengurus Contoh", maker, Membership.Role.OFFICER),
        _member("penjual", "Ketua Penjual Contoh", seller, Membership.Role.CHAIR),
        _member("pembeli", "Ketua Pembeli Contoh", buyer, Membership.Role.CHAIR),
        _coordinator("provinsi", "Dinas Contoh", seller.region[:2]),
        _coordinator("nasional", "Kementerian Contoh", ""),
        _person("pendatang", "Pendatang Contoh"),
    ]
    sides = [Deal(each, _chair_of(each)) for each in (seller, maker, buyer)]
    make_agreements(*sides)
    begin_clearing(Person.objects.get(email=f"nasional@{PLACE}"), (sides[0], sides[2]))
    record("demo.people", maker, actor=None, accounts=[person.pk for person in made])


def accounts() -> list[Account]:
    """The accounts that are there, in the order in which they were made."""
    people = Person.objects.filter(email__endswith=f"@{PLACE}").order_by("pk")
    acting = {
        membership.person_id: (str(membership.get_role_display()), membership.cooperative.name)
        for membership in Membership.objects.filter(person__in=people, ended=None).select_related(
            "cooperative"
        )
    }
    coordinating = {
        territory.person_id: (
            "Koordinator",
            region_name(territory.region) if territory.region else "Indonesia",
        )
        for territory in Territory.objects.filter(person__in=people, ended=None)
    }
    roles = acting | coordinating
    return [
        Account(str(person.email), *roles.get(person.pk, ("Pendatang", "belum bertindak untuk koperasi")))
        for person in people
    ]


def code_now() -> str:
    """What an authenticator with the coordinators' secret shows at this moment."""
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def _person(called: str, name: str) -> Person:
    return Person.objects.create_user(email=f"{called}@{PLACE}", name=name, password=PASSWORD)


def _member(called: str, name: str, cooperative: Cooperative, role: Membership.Role) -> Person:
    person = _person(called, name)
    Membership.objects.create(person=person, cooperative=cooperative, role=role)
    if role in Membership.SIGNING:
        guard(person)
    return person


def _chair_of(cooperative: Cooperative) -> Person:
    return Membership.objects.get(cooperative=cooperative, role=Membership.Role.CHAIR).person


def _coordinator(called: str, name: str, region: str) -> Person:
    person = _person(called, name)
    Territory.objects.create(person=person, region=region, office=name)
    guard(person)
    return person


def guard(person: Person) -> None:
    """Whoever coordinates or signs shows a second factor, so theirs is set up."""
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, SECRET)
