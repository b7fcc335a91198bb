"""A cooperative's cash from its bills and orders: the lowest point, the gap, what closes how much of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.agreements.delivering import delivered, today
from tests.web.agreements.world import chain
from tests.web.clearing.world import ready, ring

from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.terms import Terms
from jejaring.web.clearing import actions as clearing
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.actions import say_cash
from jejaring.web.finance.cash import Ways, cash_of
from jejaring.web.money import actions as money

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NONE = Ways(0, 0)


def movements(found):
    return {item.reference: (item.amount, (item.day - today()).days) for item in found.flow.movements}


def test_bills_and_what_is_not_billed_yet_add_up_to_what_was_promised():
    made = chain(Terms(down_payment=Decimal(20), payment_days=14))
    delivered(made.tanner, made.maker, made.hides, 40, 5)
    found = cash_of(made.maker.cooperative, today(), NONE)
    hides, shoes = made.hides.line, made.shoes.line
    goes = sum(amount for amount, _ in movements(found).values() if amount < 0)
    comes = sum(amount for amount, _ in movements(found).values() if amount > 0)
    assert comes == shoes.total
    carriage = int(hides.freight * (1 - Decimal(35) / 140))
    assert goes == -(hides.total + carriage)
    assert movements(found)[made.shoes.reference] == (shoes.total * 8 // 10, 30 + 14)


def test_the_gap_is_closed_step_by_step_and_the_rest_is_to_be_financed():
    made = chain(Terms(payment_days=0))
    maker = made.maker.cooperative
    say_cash(actor=made.maker.pengurus, cooperative=maker, amount=1_000_000)
    found = cash_of(maker, today(), NONE)
    hides = made.hides.line
    assert (found.flow.opening, found.flow.gap) == (1_000_000, 0), "hides and shoes on one day"
    delivered(made.tanner, made.maker, made.hides, 140)
    found = cash_of(maker, today(), NONE)
    assert found.flow.gap == hides.total - 1_000_000
    assert found.flow.lowest[0] == today()
    found = cash_of(maker, today(), Ways(10, 0))
    assert [step.name for step in found.closing.steps] == ["today", "clearing", "down-payments", "earlier"]
    assert found.closing.to_finance == found.flow.gap, "what comes in a week later is too late for today"
    found = cash_of(maker, today(), Ways(0, 30))
    assert found.closing.steps[-1].closed == found.flow.gap
    assert found.closing.to_finance == 0


def test_clearing_counts_as_computed_and_else_as_it_could_be():
    made = ring(100, 250, 180)
    one = made.sides[1].cooperative
    found = cash_of(one, today(), NONE)
    assert (found.flow.gap, found.closing.to_finance, found.agreed) == (150, 150, False)
    assert found.closing.flow.movements[0].amount == -150
    assert len(found.closing.flow.movements) == 1
    round = ready(made)
    assert cash_of(one, today(), NONE).agreed
    clearing.post(actor=made.person, round=round)
    assert cash_of(one, today(), NONE).flow.movements[0].amount == -150


def test_what_clearing_could_do_is_no_more_than_is_owed_still():
    made = ring(100, 250, 180)
    one, bill = made.sides[1], made.debts[1]
    assert cash_of(one.cooperative, today(), NONE).closing.steps[1].closed == 0, "remembered from here on"
    payee = made.sides[2].ketua
    paid = money.report(actor=one.ketua, obligation=bill, version=bill.version, paid=money.Paid(220, today()))
    money.confirm(actor=payee, payment=paid, version=paid.version)
    found = cash_of(one.cooperative, today(), NONE)
    assert movements(found)[bill.reference][0] == -30
    assert bill.reference not in {item.reference for item in found.closing.flow.movements}


def test_only_who_acts_for_it_says_its_cash_and_the_trail_keeps_the_amount_to_itself():
    made = chain()
    with pytest.raises(NotAllowed):
        say_cash(actor=made.shop.ketua, cooperative=made.maker.cooperative, amount=5)
    say_cash(actor=made.maker.pengurus, cooperative=made.maker.cooperative, amount=987_654)
    assert "987654" not in str(AuditEntry.objects.get(verb="cash.said").detail)


def test_the_page_has_a_picture_with_words_a_table_and_what_one_tries():
    made = chain(Terms(payment_days=0))
    delivered(made.tanner, made.maker, made.hides, 140)
    client = Client()
    client.force_login(made.maker.pengurus, backend=BACKEND)
    page = reverse("finance:cash", args=[made.maker.cooperative.pk])
    text = client.get(page).content.decode()
    bill = made.hides.obligations.get()
    for words in ('role="img"', "<desc", "Kas tidak cukup", "Rp32.200.000", bill.reference):
        assert words in text, words
    tried = client.get(page, {"muka": "10", "awal": "60"}).content.decode()
    assert "Yang masih harus dibiayai" in tried
    assert client.get(page, {"muka": "-1", "awal": "x"}).status_code == 422
    assert client.post(page, {"amount": "12,5 jt"}).status_code == 302
    assert cash_of(made.maker.cooperative, today(), NONE).flow.opening == 12_500_000
    assert len(client.get(page).content) < 50_000
    empty = Cooperative.objects.create(name="Koperasi Contoh Baru", region="32.05", example=True)
    assert cash_of(empty, today() + timedelta(days=1), NONE).flow.gap == 0
