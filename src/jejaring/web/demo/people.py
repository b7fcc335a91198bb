"""One account of each role, to sign in with and look around."""

from dataclasses import dataclass

from django.db import transaction

from jejaring.web.accounts.models import Person
from jejaring.web.common.audit import record
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory

PASSWORD = "jejaring-contoh"
"""The same for all, since none of them guards anything."""


@dataclass(frozen=True)
class Account:
    """Whom to sign in as."""

    email: str
    role: str
    where: str


@transaction.atomic
def make_accounts(maker: Cooperative, seller: Cooperative) -> list[Account]:
    """Accounts that act for two cooperatives which could trade, and coordinators of a province and of all."""
    accounts = [
        _member("ketua@contoh.example", "Ketua Contoh", maker, Membership.Role.CHAIR),
        _member("bendahara@contoh.example", "Bendahara Contoh", maker, Membership.Role.TREASURER),
        _member("pengurus@contoh.example", "Pengurus Contoh", maker, Membership.Role.OFFICER),
        _member("penjual@contoh.example", "Ketua Penjual Contoh", seller, Membership.Role.CHAIR),
        _coordinator("provinsi@contoh.example", "Dinas Contoh", seller.region[:2]),
        _coordinator("nasional@contoh.example", "Kementerian Contoh", ""),
    ]
    record("demo.people", maker, actor=None, accounts=[account.email for account in accounts])
    return accounts


def _member(email: str, name: str, cooperative: Cooperative, role: Membership.Role) -> Account:
    person = Person.objects.create_user(email=email, name=name, password=PASSWORD)
    Membership.objects.create(person=person, cooperative=cooperative, role=role)
    return Account(email, str(role.label), cooperative.name)


def _coordinator(email: str, name: str, region: str) -> Account:
    person = Person.objects.create_user(email=email, name=name, password=PASSWORD)
    Territory.objects.create(person=person, region=region, office=name)
    return Account(email, "Koordinator", region or "Indonesia")
