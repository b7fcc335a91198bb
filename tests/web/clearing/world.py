"""Cooperatives that owe each other around a loop, and a coordinator who clears it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from tests.web.agreements.delivering import delivered, today
from tests.web.agreements.world import GARUT, NUMBERS, Side, promise, side, signed

from jejaring.web.accounts.models import Person
from jejaring.web.clearing import actions
from jejaring.web.clearing.computing import run
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.cooperatives.models import Territory
from jejaring.web.money.models import Obligation, SetOff


def coordinator(region: str = "") -> Person:
    person = Person.objects.create_user(name="Koordinator", email=f"k{next(NUMBERS)}@contoh.example")
    Territory.objects.create(person=person, region=region, office="Dinas")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    return person


@dataclass
class Ring:
    """Each owes the next: the last owes the first."""

    sides: list[Side]
    debts: list[Obligation]
    person: Person


def ring(*amounts: int, region: str = GARUT) -> Ring:
    """Sides number 0, 1, ...; side i owes side i + 1 the i-th amount, due on one day."""
    sides = [side(region) for _ in amounts]
    pairs = list(zip(sides, [*sides[1:], sides[0]], strict=True))
    lines = [
        promise(creditor, debtor, "gkg", amount, 1, "kg")
        for (debtor, creditor), amount in zip(pairs, amounts, strict=True)
    ]
    orders = list(signed(sides, lines).commitments.select_related("line").order_by("number"))
    debts = []
    for (debtor, creditor), order, amount in zip(pairs, orders, amounts, strict=True):
        debts.append(delivered(creditor, debtor, order, amount).obligations.get())
    return Ring(sides, debts, coordinator())


def opened(made: Ring, person: Person | None = None, region: str = "") -> ClearingRound:
    return actions.open_round(
        actor=person or made.person, name="Putaran", region=region, consent_until=today() + timedelta(days=7)
    )


def consent_of(round: ClearingRound, one: Side) -> Consent:
    return Consent.objects.get(round=round, cooperative=one.cooperative)


def consented(round: ClearingRound, *sides: Side) -> None:
    for one in sides:
        actions.give(actor=one.ketua, consent=consent_of(round, one))


def computed(round: ClearingRound, person: Person) -> ClearingRound:
    wanted = actions.compute(actor=person, round=round)
    return run_now(wanted)


def run_now(round: ClearingRound) -> ClearingRound:
    """Do what the background job does."""
    round.refresh_from_db()
    run(round.pk, round.claim)
    round.refresh_from_db()
    return round


def ready(made: Ring) -> ClearingRound:
    """Everybody consents, and it is computed."""
    round = opened(made)
    consented(round, *made.sides)
    return computed(round, made.person)


def balances(made: Ring) -> list[int]:
    return [Obligation.objects.get(pk=debt.pk).balance for debt in made.debts]


def net_positions() -> Counter:
    """Key of each cooperative -> what it owes less what it is owed."""
    net: Counter = Counter()
    for debt in Obligation.objects.all():
        net[debt.debtor_id] += debt.balance
        net[debt.creditor_id] -= debt.balance
    return net


def the_ledger_balances() -> None:
    """Balances are what their entries say, none below nought; no set-off moves anybody's net position."""
    for debt in Obligation.objects.prefetch_related("entries"):
        assert debt.balance == sum(entry.amount for entry in debt.entries.all()) >= 0
        assert (debt.balance == 0) == (debt.state == Obligation.State.SETTLED)
    for one in SetOff.objects.prefetch_related("entries__obligation"):
        net: Counter = Counter()
        for entry in one.entries.all():
            net[entry.obligation.debtor_id] += entry.amount
            net[entry.obligation.creditor_id] -= entry.amount
        assert not any(net.values())
        assert one.amount == sum(abs(entry.amount) for entry in one.entries.all())
