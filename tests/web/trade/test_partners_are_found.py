from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.utils import timezone

from jejaring.geography import national_freight
from jejaring.web.trade import board as boards
from jejaring.web.trade.actions import close_listing, create_listing
from jejaring.web.trade.board import board, region_numbers
from jejaring.web.trade.carriage import carriage
from jejaring.web.trade.chain import cheapest_chain
from jejaring.web.trade.models import Listing
from jejaring.web.trade.partners import partners_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CODES = national_freight().regions


@pytest.fixture
def need(listing):
    return listing(kind="needs", thing="gkg", price=9000, region="51.71")


def test_by_what_they_come_to_when_delivered(need, listing):
    rate = carriage("gkg")[:, region_numbers()["51.71"]]
    offers = [listing(price=price, region=region) for price, region in
              ((7000, "32.05"), (6500, "92.03"), (7400, "51.04"), (7300, "35.78"))]  # fmt: skip
    expected = sorted(offers, key=lambda one: float(one.price) + rate[region_numbers()[one.region]])
    found = partners_of(need, today=TODAY)
    assert [partner.listing.pk for partner in found.shown] == [one.pk for one in expected]
    for partner in found.shown:
        assert partner.delivered == pytest.approx(float(partner.listing.price) + partner.freight)
        assert partner.margin == pytest.approx(9000 - partner.delivered)
        assert partner.way.hours > 0
        assert partner.freight == pytest.approx(partner.way.rupiah_per_tonne / 1000 * 0.9)  # loose goods


def test_a_seller_sees_first_who_leaves_it_most(listing):
    own = listing(price=7000, region="32.05")
    listing(kind="needs", price=8300, region="92.03")  # more, but the way there eats it up
    near = listing(kind="needs", price=8000, region="32.73")
    assert partners_of(own, today=TODAY).shown[0].listing.pk == near.pk


def test_a_capacity_meets_those_who_need_its_product(listing):
    own = listing(kind="capacities", thing="giling-gabah", price=500)
    buyer = listing(kind="needs", thing="beras", price=13000, region="32.73")
    assert [one.listing.pk for one in partners_of(own, today=TODAY).shown] == [buyer.pk]


def test_haulage_meets_goods_where_it_loads(listing):
    truck = listing(kind="haulage", price=1200, region="32.05", destination="51.71")
    goods = listing(region="32.05.22")
    listing(region="51.04")
    assert [one.listing.pk for one in partners_of(truck, today=TODAY).shown] == [goods.pk]


@pytest.mark.parametrize("why", ["own", "closed", "run out", "other months", "other goods", "over"])
def test_who_does_not_fit_is_left_out(need, listing, this_month, yesterday, why):
    later = date(this_month.year + 1, this_month.month, 1)
    type(need).objects.filter(pk=need.pk).update(last_month=this_month)
    need.refresh_from_db()
    fields = {
        "own": {"owner": need.cooperative},
        "closed": {"state": "tutup"},
        "run out": {"expires": yesterday},
        "other months": {"first_month": later},
        "other goods": {"thing": "beras"},
        "over": {"last_month": this_month - timedelta(days=1)},
    }[why]
    listing(**fields)
    assert partners_of(need, today=TODAY).count == 0


def test_what_would_spoil_on_the_way_is_left_out(listing):
    need = listing(kind="needs", thing="susu-segar", region="92.03")
    listing(thing="susu-segar", region="11.71")  # Banda Aceh to Fakfak in two days: no
    assert partners_of(need, today=TODAY).count == 0
    listing(thing="susu-segar", region="92.03")
    assert partners_of(need, today=TODAY).count == 1


def test_page_after_page_every_partner_once(need, listing, cooperative):
    owner = cooperative()
    offers = {listing(owner, price=7000 + step % 5).pk for step in range(23)}
    pages = [partners_of(need, today=TODAY, page=page) for page in (1, 2, 3, 4)]
    assert [len(page.shown) for page in pages] == [10, 10, 3, 0]
    assert {one.listing.pk for page in pages for one in page.shown} == offers


def test_a_listing_known_by_its_province_alone_has_no_partners(listing):
    listing()
    assert partners_of(listing(kind="needs", region="51"), today=TODAY).count == 0


def test_the_page_tells_who_and_which_way(client, person, need, listing):
    offer = listing(price=7000)
    client.force_login(
        person(need.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = client.get(f"/pasar/{need.pk}/mitra/").content.decode()
    assert offer.cooperative.name in shown
    assert "Lewat mana" in shown
    assert f'name="kepada" value="{offer.cooperative_id}"' in shown


def test_queries_do_not_grow_with_partners(client, person, need, listing, django_assert_max_num_queries):
    client.force_login(
        person(need.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for region in ("32.05", "51.04", "35.78", "32.73", "33.74", "12.71", "73.71", "61.71", "16.71", "18.71"):
        listing(price=7000, region=region)
    with django_assert_max_num_queries(32):
        client.get(f"/pasar/{need.pk}/mitra/")


class TestChain:
    """What nobody sells ready-made is made."""

    def test_of_the_cheapest_steps(self, listing):
        paddy = listing(thing="gkg", price=7000, region="32.05")
        listing(thing="gkg", price=6900, region="92.03")
        mill = listing(kind="capacities", thing="giling-gabah", price=500, region="32.05", quantity=3000)
        chain = cheapest_chain("beras", "32.73", today=TODAY)
        assert [step.kind for step in chain.steps] == ["buy", "make", "ship"]
        assert [step.listing for step in chain.steps] == [paddy, mill, None]
        bought, made, shipped = (step.cost for step in chain.steps)
        assert bought == pytest.approx(1.562 * 7000)
        assert made == 500
        assert shipped == pytest.approx(carriage("beras")[CODES.index("32.05"), CODES.index("32.73")])
        assert chain.cost == pytest.approx(bought + made + shipped)
        assert chain.enough_for == pytest.approx(min(5000 / 1.562, 3000))

    def test_ready_made_when_that_is_cheaper(self, listing):
        listing(thing="gkg", price=7000)
        listing(kind="capacities", thing="giling-gabah", price=500)
        ready = listing(thing="beras", price=10_000)
        chain = cheapest_chain("beras", "32.05", today=TODAY)
        assert not chain.made
        assert [step.listing for step in chain.steps] == [ready]

    def test_none_when_something_is_missing(self, listing):
        listing(thing="gkg")
        assert cheapest_chain("beras", "32.05", today=TODAY) is None

    def test_without_the_one_who_asks(self, listing):
        own = listing(thing="beras")
        assert cheapest_chain("beras", "32.05", today=TODAY, without=own.cooperative_id) is None

    def test_is_told_in_words(self, client, person, listing):
        need = listing(kind="needs", thing="beras", price=14000, region="51.71")
        listing(thing="gkg", price=7000)
        listing(kind="capacities", thing="giling-gabah", price=500)
        client.force_login(
            person(need.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        shown = client.get(f"/pasar/{need.pk}/mitra/").content.decode()
        assert "Rantai termurah: dibuat di dalam jaringan" in shown
        assert "Beli 1,562 kg Gabah kering giling" in shown
        assert "Menggiling gabah" in shown


@pytest.mark.django_db(transaction=True)
class TestMemory:
    """What a process remembers of a thing is what stands in the database."""

    def same(self):
        remembered = board("offers", "gkg")
        boards.forget()
        afresh = board("offers", "gkg")
        for name in type(afresh).__dataclass_fields__:
            np.testing.assert_array_equal(getattr(remembered, name), getattr(afresh, name))
        return afresh

    def test_after_changes_by_anybody(self, listing, cooperative):
        first = listing(price=7000)
        second = listing(price=6000)
        assert board("offers", "gkg").listing.tolist() == [second.pk, first.pk]
        close_listing(actor=None, listing=second)
        third = listing(price=6500)
        assert self.same().listing.tolist() == [third.pk, first.pk]

    def test_after_many_at_once(self, listing, cooperative):
        listing()
        board("offers", "gkg")
        owner = cooperative()
        Listing.objects.bulk_create(
            Listing(
                cooperative=owner,
                kind="offers",
                commodity="gkg",
                quantity=1,
                price=price,
                region="32.05",
                expires=TODAY,
            )
            for price in range(5)
        )
        assert len(self.same()) == 6

    def test_with_one_query_while_nothing_changes(self, listing, django_assert_num_queries):
        listing()
        board("offers", "gkg")
        with django_assert_num_queries(1):
            board("offers", "gkg")

    def test_what_is_undone_is_never_remembered(self, cooperative):
        from django.db import transaction

        owner = cooperative()
        with transaction.atomic():
            create_listing(
                actor=None,
                cooperative=owner,
                kind="offers",
                commodity="gkg",
                quantity=Decimal(1),
                price=Decimal(1),
                region="32.05",
            )
            assert len(board("offers", "gkg")) == 1
            transaction.set_rollback(True)
        assert len(board("offers", "gkg")) == 0
