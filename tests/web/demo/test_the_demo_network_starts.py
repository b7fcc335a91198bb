import socket

import pytest
from django.core.management import CommandError
from tests.web.demo.starting import started

from jejaring.market import Market
from jejaring.planning import verify
from jejaring.planning.model import Plan
from jejaring.web.common.address import free_address
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.demo.people import PASSWORD, accounts
from jejaring.web.rounds.models import PublishedPlan
from jejaring.web.trade.models import Listing, PriceGuide

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(settings, tmp_path):
    settings.PLANS_ROOT = tmp_path / "plans"


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
