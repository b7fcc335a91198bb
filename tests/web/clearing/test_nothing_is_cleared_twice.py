"""Rounds, payments and revoked consents at the same moment: nothing is cancelled twice, all adds up."""

from functools import partial

import pytest
from tests.web.agreements.delivering import today
from tests.web.clearing.at_once import elsewhere, on_disk, together
from tests.web.clearing.world import (
    balances,
    consent_of,
    net_positions,
    ready,
    ring,
    run_now,
    the_ledger_balances,
)

from jejaring.web.clearing import actions
from jejaring.web.clearing.actions.posting import ComputedAgain
from jejaring.web.clearing.computing import run
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.money import actions as money
from jejaring.web.money.models import Obligation, Payment, SetOff
from jejaring.web.trade.actions.errors import NotAllowed

Is = ClearingRound.State
at_once = pytest.mark.django_db(transaction=True)


def as_it_is(round: ClearingRound) -> ClearingRound:
    return ClearingRound.objects.get(pk=round.pk)


def post(made, round):
    return actions.post(actor=made.person, round=round)


def report(made, amount):
    debt = Obligation.objects.get(pk=made.debts[0].pk)
    paid = money.Paid(amount, today())
    return money.report(actor=made.sides[0].ketua, obligation=debt, version=debt.version, paid=paid)


@pytest.mark.django_db
def test_of_two_rounds_on_the_same_debts_the_second_is_computed_anew():
    made = ring(100, 150, 100)
    first, second = ready(made), ready(made)
    post(made, first)
    with pytest.raises(ComputedAgain, match="3 tagihan"):
        post(made, second)
    assert as_it_is(second).state == Is.COMPUTING
    assert run_now(second).cleared == 0
    assert balances(made) == [0, 50, 0]
    the_ledger_balances()


@pytest.mark.django_db
def test_a_payment_entered_in_the_middle_of_a_round_counts():
    made = ring(100, 150, 100)
    round = ready(made)
    payment = report(made, 30)
    with pytest.raises(ComputedAgain, match="1 tagihan"):
        post(made, round)
    assert run_now(round).cleared == 3 * 70
    post(made, round)
    money.confirm(actor=made.sides[1].ketua, payment=payment, version=payment.version)
    assert balances(made) == [0, 80, 30]
    the_ledger_balances()


@pytest.mark.django_db
def test_a_computation_overtaken_by_an_answer_writes_nothing():
    made = ring(100, 100, 100)
    round = ready(made)
    old = actions.compute(actor=made.person, round=round).claim
    actions.revoke(actor=made.sides[0].ketua, consent=consent_of(round, made.sides[0]))
    run(round.pk, old)
    assert as_it_is(round).state == Is.COMPUTING
    assert run_now(round).cleared == 0


@pytest.mark.django_db
def test_consent_revoked_at_the_last_second_stops_the_posting_and_after_it_is_too_late():
    made = ring(100, 100, 100)
    round = ready(made)
    consent = consent_of(round, made.sides[0])
    actions.revoke(actor=made.sides[0].ketua, consent=consent)
    with pytest.raises(NotAllowed):
        post(made, round)
    actions.give(actor=made.sides[0].ketua, consent=consent)
    post(made, run_now(round))
    with pytest.raises(NotAllowed, match="tidak lagi"):
        actions.revoke(actor=made.sides[0].ketua, consent=consent)
    assert balances(made) == [0, 0, 0]


@at_once
def test_two_rounds_posted_at_the_same_moment_and_one_of_them_twice(tmp_path):
    made = ring(100, 150, 100)
    before = net_positions()
    first, second = ready(made), ready(made)
    with on_disk(tmp_path):
        posts = [partial(post, made, one) for one in (first, second, first)]
        done = together(*posts)
        assert sum(isinstance(one, ClearingRound) for one in done) == 1, done
        assert elsewhere(SetOff.objects.count) == 1
        assert elsewhere(partial(balances, made)) == [0, 50, 0]
        assert elsewhere(net_positions) == before
        elsewhere(the_ledger_balances)


@at_once
def test_a_payment_reported_at_the_moment_of_posting(tmp_path):
    made = ring(100, 150, 100)
    round = ready(made)
    with on_disk(tmp_path):
        posted, paid = together(partial(post, made, round), partial(report, made, 30))
        assert isinstance(posted, ClearingRound) != isinstance(paid, Payment), (posted, paid)
        assert elsewhere(partial(balances, made)) in ([0, 50, 0], [100, 150, 100])
        elsewhere(the_ledger_balances)


@at_once
def test_a_consent_revoked_at_the_moment_of_posting(tmp_path):
    made = ring(100, 150, 100)
    round = ready(made)
    consent = consent_of(round, made.sides[0])
    revoke = partial(actions.revoke, actor=made.sides[0].ketua, consent=consent)
    with on_disk(tmp_path):
        posted, revoked = together(partial(post, made, round), revoke)
        assert isinstance(posted, ClearingRound) != isinstance(revoked, Consent), (posted, revoked)
        cleared = elsewhere(partial(balances, made)) == [0, 50, 0]
        assert cleared == isinstance(posted, ClearingRound)
        elsewhere(the_ledger_balances)
