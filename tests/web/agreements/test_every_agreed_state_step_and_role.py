"""Every state x step x role, from the tables: what they allow works, all else is refused in words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from tests.web.agreements.delivering import delivered, paid, receipt, received, sent, today
from tests.web.agreements.world import BANDA_ACEH, GARUT, GIANYAR, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.models import Agreement, AgreementStep, Commitment, Event, Shipment
from jejaring.web.agreements.receipt import Sending
from jejaring.web.agreements.steps import AGREEMENT, COMMITMENT, SHIPMENT
from jejaring.web.agreements.terms import Terms
from jejaring.web.money import actions as money
from jejaring.web.money.models import MoneyStep, Obligation, Payment
from jejaring.web.money.steps import OBLIGATION, PAYMENT

pytestmark = pytest.mark.django_db
SIGNING = ("ketua", "bendahara")
ROLES = (*SIGNING, "pengurus")


@dataclass
class Case:
    """A table, a record in each state, a way to take each step, and which side may take which."""

    table: dict
    records: dict[str, Any]
    takes: dict[Any, Callable[[Any, Any], Any]]
    sides: dict[str, set[str]]
    """Side by name -> the words of the table (`who`) that mean it."""
    people: dict[str, Any]


def taken(take, person, record) -> str | None:
    """None when it worked, else why not; nothing is left changed."""
    fresh = type(record).objects.get(pk=record.pk)
    try:
        with transaction.atomic():
            take(person, fresh)
            transaction.set_rollback(True)
    except NotAllowed as error:
        return str(error)
    return None


def check(case: Case) -> int:
    """How many cells there are; each is as the table says."""
    cells = 0
    for state, record in case.records.items():
        assert type(record).objects.get(pk=record.pk).state == state
        for verb, take in case.takes.items():
            allowed = case.table.get((verb, state))
            for name, means in case.sides.items():
                for role in ROLES:
                    person = case.people[name].people[role]
                    may = (
                        allowed is not None
                        and allowed.who in means
                        and (role in SIGNING or not allowed.signs)
                    )
                    told = [_in(language, take, person, record) for language in ("id", "en")]
                    cell = (state, str(verb), name, role, told)
                    assert (told[0] is None) == may, cell
                    assert may or (told[0] and told[1] and told[0] != told[1]), cell
                    cells += 1
    return cells


def _in(language, take, person, record):
    with translation.override(language):
        return taken(take, person, record)


def test_agreements():
    ours, theirs, stranger = side(GARUT), side(GIANYAR), side(BANDA_ACEH)
    lines = [promise(ours, theirs, "kulit-tersamak", 100, 230000, "m2", number=1)]
    parties = [ours.cooperative, theirs.cooperative]

    def amend(person, one):
        changed = [replace(lines[0], note="lain")]
        return actions.amend(actor=person, agreement=one, version=one.version, terms=Terms(), lines=changed)

    def step(verb, **more):
        return lambda person, one: verb(actor=person, agreement=one, version=one.version, **more)

    propose, accept = step(actions.propose), step(actions.accept)
    decline, withdraw = step(actions.decline, reason="mahal"), step(actions.withdraw)
    new = lambda: actions.draft(  # noqa: E731
        actor=ours.pengurus, title="X", parties=parties, lines=lines, terms=Terms()
    )
    in_force = lambda: signed([ours, theirs], lines)  # noqa: E731
    completed = in_force()
    delivered(ours, theirs, completed.commitments.get(), 100)
    paid(theirs, ours, Obligation.objects.get())
    of = Agreement.State
    records = {
        of.DRAFT: new(),
        of.PROPOSED: propose(ours.pengurus, new()),
        of.IN_FORCE: in_force(),
        of.AMENDING: amend(ours.pengurus, in_force()),
        of.DECLINED: decline(theirs.ketua, propose(ours.pengurus, new())),
        of.WITHDRAWN: withdraw(ours.pengurus, new()),
        of.COMPLETED: completed,
    }
    assert set(records) == set(of)
    do = AgreementStep.Verb
    takes = {
        do.AMENDED: amend,
        do.PROPOSED: propose,
        do.ACCEPTED: accept,
        do.DECLINED: decline,
        do.WITHDRAWN: withdraw,
    }
    by_itself = {do.COMPLETED: actions.complete, do.REOPENED: actions.reopen}
    assert {verb for verb, _ in AGREEMENT} == {*takes, *by_itself}
    sides = {"ours": {"party", "author"}, "theirs": {"party"}, "stranger": set()}
    people = {"ours": ours, "theirs": theirs, "stranger": stranger}
    assert check(Case(AGREEMENT, records, takes, sides, people)) == 7 * 5 * 9
    for verb, act in by_itself.items():  # what the site does, and people do not
        for state, record in records.items():
            told = taken(lambda _person, one, act=act: act(agreement=one), None, record)
            assert (told is None) == ((verb, state) in AGREEMENT)


@pytest.fixture
def sides_of(shoes):
    people = {"giver": shoes.tanner, "receiver": shoes.maker, "third": shoes.shop}
    return {"giver": {"giver"}, "receiver": {"receiver"}, "third": set()}, people


def test_deliveries(shoes, sides_of):
    giver, receiver, hides = shoes.tanner, shoes.maker, shoes.hides

    def step(verb, **more):
        return lambda person, one: verb(actor=person, shipment=one, version=one.version, **more)

    takes = {
        Event.Verb.RECALLED: step(actions.recall, reason="salah"),
        Event.Verb.RECEIVED: step(actions.receive, receipt=receipt(10)),
        Event.Verb.CORRECTED: step(actions.correct, receipt=receipt(9, reason="salah")),
        Event.Verb.DISPUTED: step(actions.dispute, reason="salah"),
        Event.Verb.CONFIRMED: step(actions.confirm),
        Event.Verb.RETURNED: step(actions.take_back),
    }
    assert {verb for verb, _ in SHIPMENT} == set(takes)
    new = lambda: sent(giver, hides, 10)  # noqa: E731
    of = Shipment.State
    records = {
        of.SENT: new(),
        of.RECALLED: takes[Event.Verb.RECALLED](giver.pengurus, new()),
        of.RECEIVED: received(receiver, new()),
        of.DISPUTED: takes[Event.Verb.DISPUTED](giver.pengurus, received(receiver, new())),
        of.CONFIRMED: delivered(giver, receiver, hides, 10, 1),
        of.RETURNED: takes[Event.Verb.RETURNED](giver.pengurus, delivered(giver, receiver, hides, 10, 1)),
    }
    assert set(records) == set(of)
    assert check(Case(SHIPMENT, records, takes, *sides_of)) == 6 * 6 * 9


def test_promises(shoes, sides_of):
    sending = Sending(quantity=1, on=today())
    takes = {
        Commitment.Verb.SENT: lambda person, one: actions.send(actor=person, commitment=one, sending=sending),
        Commitment.Verb.FINISHED: lambda person, one: actions.finish(
            actor=person, commitment=one, version=one.version, reason="cukup"
        ),
    }
    assert {verb for verb, _ in COMMITMENT} == set(takes)
    of = Commitment.State
    lines = [
        promise(shoes.tanner, shoes.maker, "kulit-tersamak", 10, 230000, "m2", number=number)
        for number in (1, 2, 3)
    ]
    ended, _other, kept = signed([shoes.tanner, shoes.maker], lines).commitments.order_by("number")
    takes[Commitment.Verb.FINISHED](shoes.maker.pengurus, ended)
    Commitment.objects.filter(pk=_other.pk).update(state=of.CANCELLED)
    records = {of.OPEN: kept, of.DONE: ended, of.CANCELLED: _other}
    assert check(Case(COMMITMENT, records, takes, *sides_of)) == 3 * 2 * 9


def test_bills_and_payments(shoes):
    payer, payee = shoes.maker, shoes.tanner
    of, is_in, do = Obligation.State, Payment.State, MoneyStep.Verb

    def bill():
        return delivered(payee, payer, shoes.hides, 5).obligations.get()

    def about(verb, **more):
        return lambda person, one: verb(actor=person, obligation=one, version=one.version, **more)

    def on(verb, **more):
        return lambda person, one: verb(actor=person, payment=one, version=one.version, **more)

    def settled():
        owed = bill()
        paid(payer, payee, owed)
        return owed

    report = about(money.report, paid=money.Paid(amount=1000, on=today()))
    dispute, uphold = about(money.dispute, reason="salah"), about(money.uphold)
    bills = {of.OPEN: bill(), of.DISPUTED: dispute(payer.pengurus, bill()), of.SETTLED: settled()}
    assert set(bills) == set(of)
    sides = {"payer": {"debtor"}, "payee": {"creditor"}, "third": set()}
    people = {"payer": payer, "payee": payee, "third": shoes.shop}
    steps = {do.REPORTED: report, do.DISPUTED: dispute, do.UPHELD: uphold}
    assert {verb for verb, _ in OBLIGATION} == set(steps)
    assert check(Case(OBLIGATION, bills, steps, sides, people)) == 3 * 3 * 9

    answers = {
        do.CONFIRMED: on(money.confirm),
        do.REFUSED: on(money.refuse, reason="belum masuk"),
        do.WITHDRAWN: on(money.withdraw),
    }
    assert {verb for verb, _ in PAYMENT} == set(answers)
    reported = lambda: report(payer.pengurus, bill())  # noqa: E731
    payments = {
        is_in.REPORTED: reported(),
        is_in.CONFIRMED: answers[do.CONFIRMED](payee.ketua, reported()),
        is_in.REFUSED: answers[do.REFUSED](payee.pengurus, reported()),
        is_in.WITHDRAWN: answers[do.WITHDRAWN](payer.pengurus, reported()),
    }
    assert set(payments) == set(is_in)
    assert check(Case(PAYMENT, payments, answers, sides, people)) == 4 * 3 * 9

    def several():
        owed = [(one, one.version) for one in (bill(), bill())]
        told = money.Paid(amount=2_000_000, on=today())
        return money.report_together(actor=payer.pengurus, bills=owed, paid=told)

    together = {
        is_in.REPORTED: several(),
        is_in.CONFIRMED: answers[do.CONFIRMED](payee.ketua, several()),
        is_in.REFUSED: answers[do.REFUSED](payee.pengurus, several()),
        is_in.WITHDRAWN: answers[do.WITHDRAWN](payer.pengurus, several()),
    }
    assert check(Case(PAYMENT, together, answers, sides, people)) == 4 * 3 * 9
    in_one_sum = lambda person, one: money.report_together(  # noqa: E731
        actor=person, bills=[(one, one.version)], paid=money.Paid(amount=1000, on=today())
    )
    assert check(Case(OBLIGATION, bills, {do.REPORTED: in_one_sum}, sides, people)) == 3 * 9
