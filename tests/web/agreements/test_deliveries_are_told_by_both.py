"""Sent, received with weight and grade, confirmed; partial, over, short, refused, corrected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tests.web.agreements.delivering import delivered, receipt, received, sent, today

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.agreements.models import Commitment, Event, Shipment
from jejaring.web.agreements.trace import trace
from jejaring.web.money.models import Obligation

pytestmark = pytest.mark.django_db


def test_two_parts_keep_a_promise_and_cost_its_total(shoes):
    first = delivered(shoes.tanner, shoes.maker, shoes.hides, "46.7")
    hides = Commitment.objects.get(pk=shoes.hides.pk)
    assert (hides.state, hides.delivered, hides.delivered_on) == ("berjalan", Decimal("46.7"), None)
    delivered(shoes.tanner, shoes.maker, shoes.hides, "93.3")
    hides.refresh_from_db()
    assert (hides.state, hides.delivered, hides.delivered_on) == ("selesai", 140, today())
    bills = Obligation.objects.order_by("pk")
    assert sum(bill.amount for bill in bills) == hides.line.total
    assert bills[0].shipment == first
    assert {bill.due for bill in bills} == {today() + timedelta(days=14)}
    assert {bill.debtor for bill in bills} == {shoes.maker.cooperative}


def test_what_is_refused_is_not_paid_and_comes_back(shoes):
    shipment = delivered(
        shoes.tanner, shoes.maker, shoes.hides, 100, 20, weight=Decimal(120), moisture=Decimal(12), grade="A"
    )
    assert Obligation.objects.get().amount == 80 * 230000
    event = shipment.events.get(verb=Event.Verb.RECEIVED)
    assert (event.weight, event.moisture, event.grade, event.rejected) == (120, 12, "A", 20)
    back = actions.take_back(actor=shoes.tanner.pengurus, shipment=shipment, version=shipment.version)
    assert back.state == Shipment.State.RETURNED
    sent(shoes.tanner, shoes.hides, 60)


def test_more_than_was_promised_does_not_leave(shoes):
    sent(shoes.tanner, shoes.hides, 100)
    with pytest.raises(ValidationError, match="paling banyak 47"):
        sent(shoes.tanner, shoes.hides, 48)
    sent(shoes.tanner, shoes.hides, 47)


def test_more_than_was_promised_is_kept_only_when_meant_and_is_flagged(shoes):
    shipment = sent(shoes.tanner, shoes.hides, 140)
    with pytest.raises(ValidationError, match="Yang dikirim"):
        received(shoes.maker, shipment, 160)
    kept = received(shoes.maker, shipment, 160, keep=True)
    assert kept.over
    assert kept.events.get(verb="terima").over
    within = actions.correct(
        actor=shoes.maker.pengurus,
        shipment=kept,
        version=kept.version,
        receipt=receipt(147, keep=True, reason="salah timbang"),
    )
    assert not within.over
    assert within.events.get(verb="terima").over


def test_a_correction_refers_to_what_it_corrects_and_changes_the_bill(shoes):
    shipment = delivered(shoes.tanner, shoes.maker, shoes.hides, 100)
    bill = Obligation.objects.get()
    assert bill.amount == 23000000
    changed = actions.correct(
        actor=shoes.maker.pengurus,
        shipment=shipment,
        version=shipment.version,
        receipt=receipt(90, reason="salah timbang"),
    )
    bill.refresh_from_db()
    assert bill.amount == 23000000
    confirmed = actions.confirm(actor=shoes.tanner.pengurus, shipment=changed, version=changed.version)
    bill.refresh_from_db()
    assert (bill.amount, bill.balance) == (20700000, 20700000)
    events = list(confirmed.events.all())
    assert [event.verb for event in events] == ["kirim", "terima", "cocok", "koreksi", "cocok"]
    assert events[3].corrects == events[1]
    assert events[1].quantity == 100


def test_a_disputed_receipt_is_corrected_or_confirmed_after_all(shoes):
    shipment = received(shoes.maker, sent(shoes.tanner, shoes.hides, 100), 95)
    with pytest.raises(NotAllowed, match="alasan"):
        actions.dispute(actor=shoes.tanner.ketua, shipment=shipment, version=shipment.version, reason="")
    disputed = actions.dispute(
        actor=shoes.tanner.ketua, shipment=shipment, version=shipment.version, reason="100 lembar"
    )
    assert disputed.state == Shipment.State.DISPUTED
    assert not Obligation.objects.exists()
    actions.confirm(actor=shoes.tanner.ketua, shipment=disputed, version=disputed.version)
    assert Obligation.objects.get().amount == 95 * 230000


def test_a_receipt_before_its_shipment_and_other_slips_are_told_by_field(shoes):
    shipment = sent(shoes.tanner, shoes.hides, 100, on=today() - timedelta(days=3))
    a_year_ago = today().replace(year=today().year - 1, day=min(today().day, 28))
    for said, field in (
        ({"on": today() - timedelta(days=4)}, "on"),
        ({"on": a_year_ago}, "on"),
        ({"on": today() + timedelta(days=1)}, "on"),
        ({"weight": Decimal(-1)}, "weight"),
        ({"moisture": Decimal(101)}, "moisture"),
        ({"rejected": 101}, "rejected"),
        ({"rejected": 1, "reason": ""}, "reason"),
        ({"quantity": -1}, "quantity"),
    ):
        with pytest.raises(ValidationError) as told:
            received(shoes.maker, shipment, **said)
        assert set(told.value.message_dict) >= {field}, said
    assert shipment.events.count() == 1
    with pytest.raises(ValidationError, match=f"Tahunnya {today().year - 1}. Maksud Anda"):
        received(shoes.maker, shipment, on=a_year_ago)


def test_of_two_who_answer_one_is_told(shoes):
    shipment = sent(shoes.tanner, shoes.hides, 100)
    received(shoes.maker, shipment)
    with pytest.raises(ChangedMeanwhile):
        received(shoes.maker, shipment)


def test_the_receiver_ends_a_promise_with_a_reason_where_it_is_short(shoes):
    delivered(shoes.tanner, shoes.maker, shoes.hides, 100)
    hides = Commitment.objects.get(pk=shoes.hides.pk)
    with pytest.raises(NotAllowed, match="alasan"):
        actions.finish(actor=shoes.maker.ketua, commitment=hides, version=hides.version)
    done = actions.finish(actor=shoes.maker.ketua, commitment=hides, version=hides.version, reason="cukup")
    assert (done.state, done.is_kept) == ("selesai", False)
    with pytest.raises(NotAllowed, match="Selesai"):
        sent(shoes.tanner, done, 1)


def test_a_shoe_is_traced_back_to_its_hide(shoes):
    hide = delivered(shoes.tanner, shoes.maker, shoes.hides, 140)
    pairs = sent(shoes.maker, shoes.shoes, 500, materials=[hide])
    other = sent(shoes.maker, shoes.shoes, 100)
    found = trace(pairs)
    assert [(node.depth, node.shipment) for node in found] == [(0, pairs), (1, hide)]
    with pytest.raises(ValidationError) as told:
        sent(shoes.maker, shoes.shoes, 1, materials=[other])
    assert "materials" in told.value.message_dict
