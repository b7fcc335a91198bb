"""The example network without the seconds that planning it takes."""

import pytest
from django.db import transaction
from tests.web.demo.starting import started

from jejaring.web.accounts.models import Person
from jejaring.web.clearing import actions as clearing
from jejaring.web.clearing.computing import run
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.demo.people import PASSWORD, code_now
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def unplanned(django_db_setup, django_db_blocker):
    """Started once for all tests of this file: each takes back what it writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield started(unplanned=True)
        transaction.set_rollback(True)


def test_everything_in_it_is_marked_as_an_example(unplanned):
    assert Cooperative.objects.count() == 43 + 15
    assert not Cooperative.objects.filter(example=False).exists()
    assert Listing.objects.count() > 190


def test_there_is_an_account_of_each_role_and_one_of_none(unplanned):
    assert set(Membership.objects.values_list("role", flat=True)) == set(Membership.Role.values)
    assert sorted(map(len, Territory.objects.values_list("region", flat=True))) == [0, 2]
    assert "pendatang@contoh.example" in unplanned


def test_one_more_consent_lets_debts_around_a_loop_be_cancelled(unplanned):
    round = ClearingRound.objects.get()
    waiting = round.consents.get(state=Consent.State.ASKED)
    chair, coordinator = (Person.objects.get(email=f"{who}@contoh.example") for who in ("ketua", "nasional"))
    clearing.give(actor=chair, consent=waiting)
    wanted = clearing.compute(actor=coordinator, round=round)
    run(wanted.pk, wanted.claim)
    posted = clearing.post(actor=coordinator, round=round)
    assert posted.cleared > 10_000_000
    assert posted.set_off.amount == posted.cleared


def test_a_member_signs_in_by_password_and_a_coordinator_by_code_as_well(unplanned, client):
    entered = client.post("/akun/login/", {"login": "pengurus@contoh.example", "password": PASSWORD})
    assert entered["Location"] == "/saya/"
    client.logout()
    asked = client.post("/akun/login/", {"login": "provinsi@contoh.example", "password": PASSWORD})
    assert client.post(asked["Location"], {"code": code_now()})["Location"] == "/saya/"
