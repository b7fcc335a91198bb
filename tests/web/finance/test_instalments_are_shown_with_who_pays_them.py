"""The page of instalments: exact, flat beside effective, and what breaks when buyers pay late."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.agreements.delivering import delivered, today
from tests.web.agreements.world import chain

from jejaring.web.agreements.terms import Terms

pytestmark = [pytest.mark.django_db, pytest.mark.display]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASKED = {"amount": "100jt", "rate": "6", "months": "36", "grace": "0", "way": "bulanan"}


@pytest.fixture
def page():
    made = chain(Terms(payment_days=14))
    client = Client()
    client.force_login(made.maker.pengurus, backend=BACKEND)
    address = reverse("finance:instalments", args=[made.maker.cooperative.pk])
    return made, lambda **asked: client.get(address, {"start": today().isoformat(), **ASKED, **asked})


def test_a_hundred_million_over_36_months_costs_about_9_52_million_not_18(page):
    _made, ask = page
    answer = ask()
    schedule = answer.context["schedule"]
    assert schedule.interest == 9_518_973
    assert schedule.instalments[-1].balance == 0
    text = answer.content.decode()
    for words in ("Rp9.518.973", "3,17%", "Rp18.000.000", "efektif atau flat"):
        assert words in text, words
    assert len(answer.content) < 50_000


def test_receivables_pay_instalments_and_what_breaks_late_is_told(page):
    made, ask = page
    delivered(made.maker, made.shop, made.shoes, 400)
    bill = made.shoes.obligations.get()
    answer = ask(amount="50jt", months="2")
    first = answer.context["schedule"].instalments[0]
    assert answer.context["pieces"][1] == [(bill.reference, made.shop.cooperative.name, first.payment)]
    breaks = {days: [one.instalment for one in found.breaks] for days, found in answer.context["late"]}
    assert breaks == {0: [], 14: [], 30: [1], 60: [1, 2]}
    assert [one.receivable.reference for one in answer.context["alone"]] == [bill.reference]
    assert made.shop.cooperative.name in answer.content.decode()


def test_harvests_and_dates_add_up_and_faults_stand_beside_their_fields(page):
    _made, ask = page
    days = ", ".join((today() + timedelta(days=ahead)).isoformat() for ahead in (120, 300))
    for way in ("panen", "tanggal"):
        schedule = ask(way=way, days=days).context["schedule"]
        assert sum(row.principal for row in schedule.instalments) == 100_000_000
        assert schedule.instalments[-1].balance == 0
    for asked, field in (
        ({"months": ""}, "months"),
        ({"way": "panen", "days": ""}, "days"),
        ({"way": "panen", "days": "besok"}, "days"),
        ({"way": "panen", "days": "2001-01-01"}, "days"),
        ({"grace": "36"}, "grace"),
        ({"rate": "101"}, "rate"),
        ({"amount": "-5"}, "amount"),
        ({"start": "9999-12-01"}, "__all__"),
    ):
        answer = ask(**asked)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field], asked
