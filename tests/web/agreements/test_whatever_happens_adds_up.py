"""Random histories of deliveries, bills and payments: what was said stays said, and everything adds up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.web.agreements.adding_up import (
    Books,
    an_agreement_ends_when_nothing_waits,
    bills_add_up,
    deliveries_add_up_and_too_much_is_flagged,
    money_goes_nowhere,
    parts_cost_what_the_whole_costs,
    past_stands,
    read,
)
from tests.web.agreements.delivering import receipt, sent, today
from tests.web.agreements.world import GARUT, GIANYAR, Side, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.actions.commitments import moving_of
from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.models import Agreement, Commitment, Shipment
from jejaring.web.agreements.terms import Terms
from jejaring.web.money import actions as money
from jejaring.web.money.ledger import frees_of
from jejaring.web.money.models import Obligation, Payment, SetOff
from jejaring.web.money.set_offs import give_back, set_off

REFUSED = (NotAllowed, ValidationError)
PARTS = st.sampled_from(
    [Decimal(each) for each in ("-1", "0", "0.001", "1", "2.5", "3.333", "7", "8", "100")]
)
WHICH = st.integers(0, 5)
ADVANCES = ("0", "33.33", "100")
"""Per cent."""
SIDES: list[Side] = []
AGREEMENTS: dict[tuple[str, bool], tuple[int, Terms]] = {}
"""Made once for all histories, in force: by down payment, and whether debts are set off at once."""


def lines_of(one, other):
    """Seven kilograms of rice for an odd price one way, thirty hides the other way."""
    return [
        promise(one, other, "beras", 7, "142.86", "kg", total=1000, number=1),
        promise(other, one, "kulit-tersamak", 30, "33.33", "m2", total=1000, number=2),
    ]


class Histories(RuleBasedStateMachine):
    """A swap, set off or not, with a down payment or none; what is done to it is undone in the end."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.amended = 0
        self.cleared = []

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(advance=st.sampled_from(ADVANCES), offset=st.booleans())
    def begin(self, advance, offset):
        self.agreement, self.terms = AGREEMENTS[advance, offset]
        self.before = read()

    def people(self, commitment):
        giver = SIDES[0] if commitment.giver_id == SIDES[0].cooperative.pk else SIDES[1]
        return giver, SIDES[1] if giver is SIDES[0] else SIDES[0]

    def attempt(self, do):
        """A step that may be refused, and then leaves no trace."""
        try:
            with transaction.atomic():
                do()
        except REFUSED:
            pass

    def one_of(self, rows, which):
        """None while there are none."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=keys[which % len(keys)]) if keys else None

    def commitments(self):
        return Commitment.objects.filter(agreement=self.agreement)

    def shipments(self):
        return Shipment.objects.filter(commitment__agreement=self.agreement).select_related("commitment")

    def bills(self):
        return Obligation.objects.filter(commitment__agreement=self.agreement)

    @rule(which=WHICH, quantity=PARTS)
    def send(self, which, quantity):
        commitment = self.one_of(self.commitments(), which)
        giver, _ = self.people(commitment)

        def do():
            sent(giver, commitment, quantity)
            assert moving_of(commitment) <= commitment.most

        self.attempt(do)

    @rule(which=WHICH, quantity=PARTS, rejected=PARTS, keep=st.booleans(), anew=st.booleans())
    def receive(self, which, quantity, rejected, keep, anew):
        shipment = self.one_of(self.shipments(), which)
        if shipment is None:
            return
        _, receiver = self.people(shipment.commitment)
        verb = actions.correct if anew else actions.receive
        told = receipt(quantity, min(rejected, quantity), keep=keep, reason="begitu")
        self.attempt(
            lambda: verb(actor=receiver.pengurus, shipment=shipment, version=shipment.version, receipt=told)
        )

    @rule(which=WHICH, how=st.sampled_from(["confirm", "confirm", "dispute", "recall", "take_back"]))
    def giver_says(self, which, how):
        shipment = self.one_of(self.shipments(), which)
        if shipment is None:
            return
        giver, _ = self.people(shipment.commitment)
        more = {"reason": "begitu"} if how in ("dispute", "recall") else {}
        self.attempt(
            lambda: getattr(actions, how)(
                actor=giver.pengurus, shipment=shipment, version=shipment.version, **more
            )
        )

    @rule(which=WHICH)
    def finish(self, which):
        commitment = self.one_of(self.commitments(), which)
        _, receiver = self.people(commitment)
        self.attempt(
            lambda: actions.finish(
                actor=receiver.pengurus, commitment=commitment, version=commitment.version, reason="cukup"
            )
        )

    @rule(quantity=PARTS, drop=st.booleans())
    def amend(self, quantity, drop):
        lines = lines_of(*SIDES)
        first = replace(lines[0], quantity=quantity, total=round(quantity * lines[0].price))
        lines = [first] if drop else [first, lines[1]]

        def do():
            one = Agreement.objects.get(pk=self.agreement)
            one = actions.amend(
                actor=SIDES[0].pengurus, agreement=one, version=one.version, terms=self.terms, lines=lines
            )
            for each in SIDES:
                one = actions.accept(actor=each.ketua, agreement=one, version=one.version)

        self.attempt(do)
        self.amended += 1

    @rule(which=WHICH, amount=st.sampled_from([-5, 0, 1, 142, 333, 500, 1000, 10**9]))
    def report(self, which, amount):
        bill = self.one_of(self.bills().filter(balance__gt=0), which)
        if bill is None:
            return
        payer = SIDES[0] if bill.debtor_id == SIDES[0].cooperative.pk else SIDES[1]
        self.attempt(
            lambda: money.report(
                actor=payer.pengurus,
                obligation=bill,
                version=bill.version,
                paid=money.Paid(amount=amount, on=today()),
            )
        )

    @rule(payer=st.booleans(), amount=st.sampled_from([0, 1, 700, 1000, 1143, 10**9]), leave=st.booleans())
    def report_together(self, payer, amount, leave):
        """Several bills in one sum: all that one owes the other, but for the last."""
        one = SIDES[payer]
        bills = list(self.bills().filter(balance__gt=0, debtor=one.cooperative).order_by("pk"))
        bills = bills[:-1] if leave else bills
        self.attempt(
            lambda: money.report_together(
                actor=one.pengurus,
                bills=[(bill, bill.version) for bill in bills],
                paid=money.Paid(amount=amount, on=today()),
            )
        )

    @rule()
    def clear(self):
        """What the two owe each other is set off in a clearing."""
        owed = [self.bills().filter(debtor=one.cooperative, state=Obligation.State.OPEN) for one in SIDES]
        firsts = [rows.order_by("pk").first() for rows in owed]
        if None in firsts:
            return
        most = min(frees_of(firsts).values())
        if most:
            parts = [(bill, most) for bill in firsts]
            set_off(actor=None, kind=SetOff.Kind.CLEARING, parts=parts, on=today())
            end_or_reopen(Agreement(pk=self.agreement))
            self.cleared.append([(bill.pk, most) for bill in firsts])

    @rule()
    def reverse(self):
        """What was cleared last is owed again, on agreements that had ended as well."""
        if self.cleared:
            parts = [(Obligation.objects.get(pk=key), amount) for key, amount in self.cleared.pop()]
            give_back(actor=None, parts=parts, on=today())
            end_or_reopen(Agreement(pk=self.agreement))

    @rule(which=WHICH, how=st.sampled_from(["confirm", "confirm", "refuse", "withdraw"]))
    def answer(self, which, how):
        payment = self.one_of(Payment.objects, which)
        if payment is None:
            return
        who = payment.payer_id if how == "withdraw" else payment.payee_id
        person = next(each for each in SIDES if each.cooperative.pk == who).ketua
        more = {"reason": "begitu"} if how == "refuse" else {}
        self.attempt(
            lambda: getattr(money, how)(actor=person, payment=payment, version=payment.version, **more)
        )

    @rule(which=WHICH, how=st.sampled_from(["dispute", "uphold"]))
    def stand_by(self, which, how):
        bill = self.one_of(self.bills(), which)
        if bill is None:
            return
        person = next(each for each in SIDES if each.cooperative.pk == bill.debtor_id).ketua
        more = {"reason": "begitu"} if how == "dispute" else {}
        self.attempt(lambda: getattr(money, how)(actor=person, obligation=bill, version=bill.version, **more))

    @invariant()
    def everything_adds_up(self):
        now = read()
        past_stands(self.before, now)
        self.before, books = now, Books(now, self.agreement)
        deliveries_add_up_and_too_much_is_flagged(books)
        bills_add_up(books)
        parts_cost_what_the_whole_costs(books, slack=self.amended)
        money_goes_nowhere(books)
        an_agreement_ends_when_nothing_waits(books)


def histories(many):
    SIDES[:] = [side(GARUT), side(GIANYAR)]
    for advance in ADVANCES:
        for offset in (False, True):
            terms = Terms(down_payment=Decimal(advance), offset=offset)
            AGREEMENTS[advance, offset] = signed(SIDES, lines_of(*SIDES), terms).pk, terms
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=many,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_some_histories():
    histories(15)


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(100))
def test_ten_thousand_histories(part):
    histories(100)
