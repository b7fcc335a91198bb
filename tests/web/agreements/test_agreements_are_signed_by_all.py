"""Drafted, changed, signed by everyone, amended: who may, and what comes of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.web.agreements.delivering import received, sent
from tests.web.agreements.world import GARUT, GIANYAR, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.agreements.models import Agreement, Commitment
from jejaring.web.agreements.terms import Terms, whole_totals
from jejaring.web.common.models import AuditEntry
from jejaring.web.money.models import Obligation

State = Agreement.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return side(GARUT), side(GIANYAR)


@pytest.fixture
def lines(two):
    return [promise(*two, "kulit-tersamak", 100, 230000, "m2")]


@pytest.fixture
def drafted(two, lines):
    return actions.draft(
        actor=two[0].pengurus,
        title="Kulit",
        parties=[each.cooperative for each in two],
        lines=lines,
        terms=Terms(),
        source="usulan:1",
    )


@pytest.fixture
def proposed(two, drafted):
    return actions.propose(actor=two[0].pengurus, agreement=drafted, version=drafted.version)


def test_three_sign_a_chain_and_its_lines_become_commitments(shoes):
    assert shoes.agreement.state == State.IN_FORCE
    assert [each.promised for each in (shoes.hides, shoes.shoes)] == [140, 1000]
    assert shoes.hides.receiver_id == shoes.shoes.giver_id == shoes.maker.cooperative.pk
    steps = list(shoes.agreement.steps.all())
    assert [step.verb for step in steps] == ["rancang", "ajukan", "setuju", "setuju", "setuju"]
    assert {step.role for step in steps[2:]} == {"ketua"}
    assert len({step.digest for step in steps}) == 1
    trail = AuditEntry.objects.filter(subject_type="agreements.agreement", subject_id=shoes.agreement.pk)
    assert trail.count() == 5


def test_the_same_source_is_drafted_once(two, lines, drafted):
    again = actions.draft(actor=None, title="Lain", parties=[], lines=lines, terms=Terms(), source="usulan:1")
    assert again == drafted


def test_the_site_may_draft_and_propose_but_not_sign(two, lines):
    agreement = actions.draft(
        actor=None, title="Rantai", parties=[each.cooperative for each in two], lines=lines, terms=Terms()
    )
    agreement = actions.propose(actor=None, agreement=agreement, version=agreement.version)
    with pytest.raises(NotAllowed, match="oleh orang"):
        actions.accept(actor=None, agreement=agreement, version=agreement.version)


def test_an_officer_does_not_sign(two, proposed):
    with pytest.raises(NotAllowed, match="ketua atau bendahara"):
        actions.accept(actor=two[0].pengurus, agreement=proposed, version=proposed.version)


def test_nobody_signs_without_a_second_factor(two, proposed):
    Authenticator.objects.filter(user=two[0].ketua).delete()
    with pytest.raises(NotAllowed, match="pengaman kedua"):
        actions.accept(actor=two[0].ketua, agreement=proposed, version=proposed.version)


def test_nobody_signs_twice_or_what_they_have_not_seen(two, proposed):
    signed = actions.accept(actor=two[0].bendahara, agreement=proposed, version=proposed.version)
    with pytest.raises(ChangedMeanwhile):
        actions.accept(actor=two[1].ketua, agreement=proposed, version=proposed.version)
    with pytest.raises(NotAllowed, match="bukan giliran"):
        actions.accept(actor=two[0].ketua, agreement=signed, version=signed.version)
    assert actions.waited_for(signed) == {two[1].cooperative.pk}


def test_other_words_are_signed_anew_by_all(two, lines, proposed):
    signed = actions.accept(actor=two[0].ketua, agreement=proposed, version=proposed.version)
    other = [replace(lines[0], quantity=Decimal(90), total=90 * 230000, number=1)]
    changed = actions.amend(
        actor=two[1].pengurus, agreement=signed, version=signed.version, terms=Terms(), lines=other
    )
    assert changed.latest.number == 2
    assert actions.waited_for(changed) == {each.cooperative.pk for each in two}
    assert not Commitment.objects.exists()


def test_declining_an_amendment_leaves_what_is_in_force(shoes):
    before = shoes.agreement.current
    lines = [
        promise(shoes.tanner, shoes.maker, "kulit-tersamak", 150, 230000, "m2", number=1),
        promise(shoes.maker, shoes.shop, "sepatu-kulit", 1000, 150000, "pasang", number=2),
    ]
    changed = actions.amend(
        actor=shoes.maker.pengurus,
        agreement=shoes.agreement,
        version=shoes.agreement.version,
        terms=Terms(),
        lines=lines,
    )
    assert changed.state == State.AMENDING
    with pytest.raises(NotAllowed, match="alasan"):
        actions.decline(actor=shoes.shop.ketua, agreement=changed, version=changed.version, reason=" ")
    kept = actions.decline(actor=shoes.shop.ketua, agreement=changed, version=changed.version, reason="Mahal")
    assert kept.state == State.IN_FORCE
    assert kept.current == before
    shoes.hides.refresh_from_db()
    assert shoes.hides.promised == 140


def test_an_amendment_changes_adds_and_drops_commitments(shoes):
    lines = [
        promise(shoes.tanner, shoes.maker, "kulit-tersamak", 150, 230000, "m2", number=1),
        promise(shoes.maker, shoes.shop, "tas-kulit", 10, 300000, "buah"),
    ]
    agreement = actions.amend(
        actor=shoes.maker.pengurus,
        agreement=shoes.agreement,
        version=shoes.agreement.version,
        terms=Terms(tolerance=Decimal(2)),
        lines=lines,
    )
    for each in (shoes.tanner, shoes.maker, shoes.shop):
        agreement = actions.accept(actor=each.bendahara, agreement=agreement, version=agreement.version)
    found = {each.number: each for each in agreement.commitments.all()}
    assert {number: each.state for number, each in found.items()} == {
        1: "berjalan",
        2: "batal",
        3: "berjalan",
    }
    assert (found[1].promised, found[1].tolerance) == (150, 2)


def test_down_payments_are_owed_from_the_day_it_is_in_force(two, lines, drafted):
    agreement = actions.amend(
        actor=two[0].pengurus,
        agreement=drafted,
        version=drafted.version,
        terms=Terms(down_payment=Decimal("33.33")),
        lines=lines,
    )
    agreement = actions.propose(actor=two[0].pengurus, agreement=agreement, version=agreement.version)
    for each in two:
        agreement = actions.accept(actor=each.ketua, agreement=agreement, version=agreement.version)
    owed = Obligation.objects.get()
    assert (owed.amount, owed.balance, owed.kind) == (7665900, 7665900, "muka")
    assert owed.debtor == two[1].cooperative
    assert owed.both_confirmed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quantity": Decimal(0)}, "lebih dari nol"),
        ({"total": 23001000}, "jumlah kali harga"),
        ({"total": -1}, "tidak masuk akal"),
    ],
)
def test_lines_that_make_no_sense_are_told(two, lines, change, told):
    with pytest.raises(ValidationError, match=told):
        actions.draft(
            actor=None,
            title="X",
            parties=[each.cooperative for each in two],
            lines=[replace(lines[0], **change)],
            terms=Terms(),
        )
    assert not Agreement.objects.exists()


def test_every_party_takes_part_and_nobody_else(two, lines):
    third = side(GARUT)
    with pytest.raises(ValidationError, match="hanya para pihak"):
        actions.draft(
            actor=None,
            title="X",
            parties=[each.cooperative for each in (*two, third)],
            lines=lines,
            terms=Terms(),
        )


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30))
def test_totals_of_a_chain_sum_to_its_sum(values):
    whole = whole_totals(values)
    assert sum(whole) == round(sum(values)) or abs(sum(whole) - sum(values)) <= 0.5 + 1e-3
    assert all(abs(total - value) < 1 for total, value in zip(whole, values, strict=True))


def test_a_promise_that_was_kept_and_then_raised_is_no_longer_kept():
    giver, receiver = side(GARUT), side(GIANYAR)
    lines = [promise(giver, receiver, "kulit-tersamak", 10, 230_000, "m2", number=1)]
    agreement = signed([giver, receiver], lines)
    received(receiver, sent(giver, agreement.commitments.get(), 10))
    assert agreement.commitments.get().delivered_on is not None
    for quantity, kept in ((100, False), (10, True)):
        lines = [promise(giver, receiver, "kulit-tersamak", quantity, 230_000, "m2", number=1)]
        agreement.refresh_from_db()
        agreement = actions.amend(
            actor=giver.ketua, agreement=agreement, version=agreement.version, terms=Terms(), lines=lines
        )
        for each in (giver, receiver):
            agreement = actions.accept(actor=each.ketua, agreement=agreement, version=agreement.version)
        assert (agreement.commitments.get().delivered_on is not None) == kept
