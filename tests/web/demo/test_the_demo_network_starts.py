import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jejaring.market import Market
from jejaring.planning import verify
from jejaring.planning.model import Plan
from jejaring.web.accounts.models import Person
from jejaring.web.clearing import actions as clearing
from jejaring.web.clearing.computing import run
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.common.address import free_address
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.demo.people import PASSWORD, accounts, code_now
from jejaring.web.rounds.models import PublishedPlan
from jejaring.web.trade.models import Listing, PriceGuide

pytestmark = pytest.mark.django_db


def started(**options):
    told = StringIO()
    call_command("demo", cooperatives=15, stdout=told, **options)
    return told.getvalue()


@pytest.fixture
def plans(settings, tmp_path):
    settings.PLANS_ROOT = tmp_path / "plans"


@pytest.fixture
def unplanned(plans):
    """The network without the seconds that planning it takes."""
    return started(unplanned=True)


def test_planned_proved_and_told(plans):
    told = started()
    published = PublishedPlan.objects.get()
    market, plan = (kind.read(published.folder / name) for kind, name in ((Market, "market"), (Plan, "plan")))
    assert verify(market, plan)
    assert PriceGuide.objects.filter(commodity="kulit-tersamak").exists()
    assert "Rencana terbukti" in told
    assert all(account.email in told for account in accounts())
    assert PASSWORD in told
    before = Cooperative.objects.count(), Listing.objects.count()
    again = started()
    assert "Rencana terbukti" not in again
    assert "ketua@contoh.example" in again
    assert (Cooperative.objects.count(), Listing.objects.count()) == before
    assert PublishedPlan.objects.count() == 1


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


def test_a_site_that_holds_something_else_is_left_alone(plans):
    Cooperative.objects.create(name="Koperasi Contoh Lain", region="32.05")
    assert "tidak dimuat" in started()
    assert Cooperative.objects.count() == 1


def test_a_market_without_the_cooperatives_of_the_accounts_is_refused(plans):
    with pytest.raises(CommandError, match="koperasi-lain tidak ada"):
        started(maker="koperasi-lain")
    assert not Cooperative.objects.exists()


def test_a_port_in_use_gives_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = free_address(f"127.0.0.1:{port}")
        assert int(found.rpartition(":")[2]) > port
    assert free_address(f"127.0.0.1:{port}") == f"127.0.0.1:{port}"


@pytest.mark.parametrize("wrong", ["lain", "127.0.0.1:", ":8000", "127.0.0.1:-1"])
def test_what_is_no_address_is_told(wrong):
    with pytest.raises(ValueError, match="bukan alamat"):
        free_address(wrong)
