"""The page of a round tells everybody what became of their own listings, and loses nothing they type."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from tests.web.rounds.world import SKINS, asked, listed, opened, world

from jejaring.web.rounds import actions
from jejaring.web.rounds.forms import RoundForm
from jejaring.web.rounds.models import Load, Outcome, Round, Trade
from jejaring.web.rounds.outcomes import withdrawn_in
from jejaring.web.rounds.views import rounds as pages
from jejaring.web.trade.actions import create_listing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """A round whose first proposals wait for answers; Garut has a second offer, too dear."""
    with django_db_blocker.unblock(), transaction.atomic():
        net = world()
        dear = listed(net.garut, "offers", SKINS, 5, 900_000)
        yield net, asked(net), dear
        transaction.set_rollback(True)


@pytest.fixture
def enter(client):
    def as_(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_


def test_whoever_has_many_listings_in_use_reads_of_the_one_that_is_not(net, round, once, enter, monkeypatch):
    monkeypatch.setattr(pages, "LEFT_OUT_SHOWN", 1)
    used, dear = Outcome.objects.filter(cooperative=net.garut.cooperative).order_by("pk")
    assert used.level > 0
    assert dear.listing == once[2]
    left_out = enter(net.garut.ketua).get(f"/putaran/{round.pk}/").context["left_out"]
    assert left_out == [dear]


def test_only_who_said_no_has_left_with_what_it_offered_or_carried(net, round):
    trade = Trade.objects.get(receiver=net.shop.cooperative)
    truck = create_listing(
        actor=None, cooperative=net.tanner.cooperative, kind="haulage", quantity=Decimal(500),
        price=Decimal(100), region="51.04", destination="11.71",
    )  # fmt: skip
    Load.objects.create(trade=trade, listing=truck, carrier=net.tanner.cooperative, kg=10, amount=1000)
    actions.decline(actor=net.tanner.ketua, part=net.part_of(net.tanner, round), reason="Tidak")
    both = {net.garut.cooperative.pk, net.tanner.cooperative.pk}
    assert withdrawn_in(round.pk, both) == {trade.seller_id, truck.pk}


def test_a_page_that_looks_again_by_itself_stops_for_who_gives_a_reason(net, enter):
    round = actions.freeze(actor=net.nation, round=opened(net.nation))
    client, page = enter(net.nation), f"/putaran/{round.pk}/"
    watched = client.get(page)
    assert "Refresh" in watched
    assert 'name="reason"' not in watched.content.decode()
    written = client.get(page + "?batal=1")
    assert "Refresh" not in written
    assert 'name="reason"' in written.content.decode()
    assert "Refresh" in enter(net.garut.ketua).get(page + "?batal=1")


def test_a_form_sent_twice_opens_one_round(net, enter):
    client, page = enter(net.nation), "/putaran/buka/"
    today = timezone.localdate()
    sent = {
        "token": client.get(page).context["token"],
        "name": "Sekali",
        "collect_until": today.isoformat(),
        "answer_until": (today + timedelta(days=7)).isoformat(),
    }
    first, second = (client.post(page, sent)["Location"] for _ in range(2))
    assert first == second == f"/putaran/{Round.objects.get(name='Sekali').pk}/"


def test_nobody_waits_for_an_answer_for_thousands_of_years(net):
    """Calendars end with the year 9999, and a day there is a slip."""
    days = {"collect_until": date(2999, 1, 1), "answer_until": date(9999, 12, 31)}
    form = RoundForm([""], {"name": "Putaran", "commodities": "", "region": "", **days})
    assert "paling lambat" in str(form.errors["answer_until"])
    with pytest.raises(ValidationError, match="terlalu jauh"):
        actions.open_round(actor=net.nation, name="Putaran", region="", **days)
