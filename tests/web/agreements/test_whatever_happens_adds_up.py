"""Random histories of deliveries, bills and payments: what was said stays said, and everything adds up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.web.agreements.delivering import receipt, sent, today
from tests.web.agreements.world import GARUT, GIANYAR, Side, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.models import AgreementStep, Commitment, Event, Line, Shipment
from jejaring.web.agreements.terms import Terms
from jejaring.web.money import actions as money
from jejaring.web.money.billing import billed_of
from jejaring.web.money.models import Entry, MoneyStep, Obligation, Payment, SetOff

REFUSED = (NotAllowed, ValidationError)
PAST = (AgreementStep, Line, Event, Entry, MoneyStep, SetOff)
PARTS = st.sampled_from(
    [Decimal(each) for each in ("-1", "0", "0.001", "1", "2.5", "3.333", "7", "8", "100")]
)
WHICH = st.integers(0, 5)
SIDES: list[Side] = []
"""Made once for all histories."""


class Histories(RuleBasedStateMachine):
    """Seven tonnes of rice for an odd price one way, thirty hides the other way, set off or not."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.past = {model: [] for model in PAST}
        self.amended = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(advance=st.sampled_from(["0", "33.33", "100"]), offset=st.booleans())
    def sign(self, advance, offset):
        one, other = SIDES
        self.lines = [
            promise(one, other, "beras", 7, "142.86", "kg", total=1000, number=1),
            promise(other, one, "kulit-tersamak", 30, "33.33", "m2", total=1000, number=2),
        ]
        self.terms = Terms(down_payment=Decimal(advance), offset=offset)
        self.agreement = signed([one, other], self.lines, self.terms)

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
        found = list(rows.order_by("pk"))
        return found[which % len(found)] if found else None

    @rule(which=WHICH, quantity=PARTS)
    def send(self, which, quantity):
        commitment = self.one_of(Commitment.objects, which)
        giver, _ = self.people(commitment)
        self.attempt(lambda: sent(giver, commitment, quantity))

    @rule(which=WHICH, quantity=PARTS, rejected=PARTS, keep=st.booleans(), anew=st.booleans())
    def receive(self, which, quantity, rejected, keep, anew):
        shipment = self.one_of(Shipment.objects, which)
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
        shipment = self.one_of(Shipment.objects, which)
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
        commitment = self.one_of(Commitment.objects, which)
        _, receiver = self.people(commitment)
        self.attempt(
            lambda: actions.finish(
                actor=receiver.pengurus, commitment=commitment, version=commitment.version, reason="cukup"
            )
        )

    @rule(quantity=PARTS, drop=st.booleans())
    def amend(self, quantity, drop):
        first = replace(self.lines[0], quantity=quantity, total=round(quantity * self.lines[0].price))
        lines = [first] if drop else [first, self.lines[1]]

        def do():
            one = type(self.agreement).objects.get(pk=self.agreement.pk)
            one = actions.amend(
                actor=SIDES[0].pengurus, agreement=one, version=one.version, terms=self.terms, lines=lines
            )
            for each in SIDES:
                one = actions.accept(actor=each.ketua, agreement=one, version=one.version)

        self.attempt(do)
        self.amended += 1

    @rule(which=WHICH, amount=st.sampled_from([-5, 0, 1, 142, 333, 500, 1000, 10**9]))
    def report(self, which, amount):
        bill = self.one_of(Obligation.objects.filter(balance__gt=0), which)
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

    @rule(which=WHICH, how=st.sampled_from(["confirm", "confirm", "refuse", "withdraw"]))
    def answer(self, which, how):
        payment = self.one_of(Payment.objects, which)
        if payment is None:
            return
        bill = payment.obligation
        who = bill.debtor_id if how == "withdraw" else bill.creditor_id
        person = next(each for each in SIDES if each.cooperative.pk == who).ketua
        more = {"reason": "begitu"} if how == "refuse" else {}
        self.attempt(
            lambda: getattr(money, how)(actor=person, payment=payment, version=payment.version, **more)
        )

    @rule(which=WHICH, how=st.sampled_from(["dispute", "uphold"]))
    def stand_by(self, which, how):
        bill = self.one_of(Obligation.objects, which)
        if bill is None:
            return
        person = next(each for each in SIDES if each.cooperative.pk == bill.debtor_id).ketua
        more = {"reason": "begitu"} if how == "dispute" else {}
        self.attempt(lambda: getattr(money, how)(actor=person, obligation=bill, version=bill.version, **more))

    @invariant()
    def the_past_stands(self):
        for model, before in self.past.items():
            now = list(model.objects.order_by("pk").values_list())
            assert now[: len(before)] == before, model
            self.past[model] = now

    @invariant()
    def deliveries_add_up_and_too_much_is_flagged(self):
        for commitment in Commitment.objects.select_related("line"):
            shipments = list(commitment.shipments.all())
            counted = [each for each in shipments if each.state in Shipment.COUNTED]
            assert commitment.delivered == sum(each.accepted for each in counted)
            moving = commitment.delivered + sum(
                each.sent for each in shipments if each.state == Shipment.State.SENT
            )
            assert moving <= commitment.most or any(each.over for each in counted)
            assert (commitment.delivered_on is None) == (not commitment.is_kept or not counted)

    @invariant()
    def bills_add_up(self):
        for bill in Obligation.objects.prefetch_related("entries"):
            entries = list(bill.entries.all())
            assert bill.balance == sum(each.amount for each in entries) >= 0
            assert bill.amount == sum(each.amount for each in entries if each.kind in Entry.BILLS)
            assert (bill.state == Obligation.State.SETTLED) == (bill.balance == 0)

    @invariant()
    def parts_cost_what_the_whole_costs(self):
        for commitment in Commitment.objects.select_related("line"):
            shipments = list(commitment.shipments.all())
            billed = sum(billed_of(each).goods for each in shipments)
            value = commitment.value_of(sum((each.billed for each in shipments), Decimal(0)))
            assert abs(billed - value) <= self.amended  # a line worded anew may round another way

    @invariant()
    def money_goes_nowhere(self):
        confirmed = Payment.objects.filter(state=Payment.State.CONFIRMED)
        entries = Entry.objects.filter(payment__isnull=False)
        assert sum(each.amount for each in confirmed) == sum(abs(each.amount) for each in entries)
        for done in SetOff.objects.prefetch_related("entries__obligation"):
            net = dict.fromkeys((each.cooperative.pk for each in SIDES), 0)
            for entry in done.entries.all():
                net[entry.obligation.debtor_id] += entry.amount
                net[entry.obligation.creditor_id] -= entry.amount
            assert not any(net.values())


def histories(many):
    if not SIDES:
        SIDES.extend([side(GARUT), side(GIANYAR)])
    try:
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=many,
                stateful_step_count=16,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        SIDES.clear()


@pytest.mark.django_db
def test_some_histories():
    histories(15)


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(100))
def test_ten_thousand_histories(part):
    histories(100)
