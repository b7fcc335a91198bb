import polars as pl
import pytest
from django.utils import timezone

from jejaring.planning import plan, verify
from jejaring.web.trade.actions import publish_prices
from jejaring.web.trade.guide import guide_for
from jejaring.web.trade.market import listing_ids, market_of
from jejaring.web.trade.models import Listing, PriceGuide

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def rice(listing):
    """Paddy in Garut, a mill there, rice wanted in Denpasar, a truck between them, a store."""
    return [
        listing(thing="gkg", price=6500, quantity=10_000),
        listing(kind="capacities", thing="giling-gabah", price=400, quantity=8000),
        listing(kind="needs", thing="beras", price=15_000, quantity=4000, region="51.71"),
        listing(kind="haulage", price=100, quantity=2000, region="32.05", destination="51.71", hours=30),
        listing(kind="stores", thing="beras", price=30, quantity=500),
    ]


def test_every_listing_and_back(rice):
    snapshot = market_of(Listing.objects.open_on(TODAY), today=TODAY)
    market = snapshot.market
    ids = [name for table in market.listings.values() for name in table["id"]]
    assert sorted(listing_ids(ids)) == sorted(one.pk for one in rice)
    assert market.offers.row(0, named=True)["price"] == 6500
    assert market.haulage.row(0, named=True)["destination"] == "51.71"
    assert snapshot.left_out == ()


def test_it_can_be_planned_and_proved(rice):
    market = market_of(Listing.objects.open_on(TODAY), today=TODAY).market
    made = plan(market)
    assert verify(market, made)
    used = listing_ids(made.levels.filter(pl.col("level") > 0)["listing"].unique())
    assert {one.pk for one in rice[:3]} <= set(used)


def test_what_no_market_can_hold_is_left_out_and_named(rice, listing, this_month):
    province = listing(region="51")
    over = listing(last_month=this_month.replace(year=this_month.year - 1))
    snapshot = market_of(Listing.objects.filter(state="buka"), today=TODAY)
    assert sorted(snapshot.left_out) == sorted([province.pk, over.pk])


def test_months_begin_with_this_one(listing, this_month):
    last_year = this_month.replace(year=this_month.year - 1)
    listing(first_month=last_year, last_month=this_month.replace(year=this_month.year + 1))
    market = market_of(Listing.objects.all(), today=TODAY).market
    assert market.offers["from"].to_list() == [f"{this_month:%Y-%m}"]
    assert len(market.periods) == 13


def test_the_query_count_is_small(rice, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        market_of(Listing.objects.open_on(TODAY), today=TODAY)


def test_the_plans_prices_stand_beside_the_price_field(client, person, rice):
    made = plan(market_of(Listing.objects.open_on(TODAY), today=TODAY).market)
    assert publish_prices(actor=None, plan=made, as_of=TODAY) > 0
    assert (
        publish_prices(actor=None, plan=made, as_of=TODAY) == PriceGuide.objects.count()
    )  # in place of the old
    officer = person(rice[0].cooperative)
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get("/pasar/baru/", {"kind": "offers", "commodity": "gkg", "ke": "harga"}).content.decode()
    assert "Jaringan membayar" in shown


def test_what_others_ask_stands_there_too(listing):
    for price in (6000, 7000, 8000, 9000):
        listing(price=price)
    guide = guide_for("offers", "gkg", "32.05", today=TODAY)
    assert (guide.others, guide.low, guide.middle, guide.high) == (4, 6750, 7500, 8250)
    assert guide.network is None


def test_ones_own_listings_are_no_guide(listing, cooperative):
    owner = cooperative()
    for price in (6000, 7000, 8000):
        listing(price=price)
    listing(owner, price=20_000)
    assert guide_for("offers", "gkg", "32.05", today=TODAY, without=owner.pk).high == 7500
    assert guide_for("offers", "gkg", "32.05", today=TODAY).others == 4


def test_it_is_the_help_of_the_price_field(client, person, listing):
    own = listing(price=7000)
    for price in (6000, 7000, 8000):
        listing(price=price)
    client.force_login(person(own.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in (
        f"/pasar/{own.pk}/ubah/",
        "/pasar/tulis/?baris=jual+5+ton+gabah+kering+7500/kg",
        "/pasar/baru/?kind=offers&commodity=gkg&ke=harga",
    ):
        shown = client.get(page).content.decode()
        help_of_price = shown.partition('id="id_price_helptext"')[2].partition("</p>")[0]
        assert "Rp6.500/kg - Rp7.500/kg, tengahnya Rp7.000/kg" in help_of_price, page


def test_of_one_or_two_others_nothing_is_told(listing):
    listing()
    assert not guide_for("offers", "gkg", "32.05", today=TODAY)
