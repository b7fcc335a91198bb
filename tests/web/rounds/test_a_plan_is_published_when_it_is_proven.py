from dataclasses import replace

import polars as pl
import pytest
from django.utils import timezone

from jejaring.market import Market
from jejaring.planning import plan, verify
from jejaring.planning.model import Plan
from jejaring.web.rounds.actions import NotProven, publish
from jejaring.web.rounds.models import PlannedListing, PublishedPlan
from jejaring.web.rounds.planning import plan_listings
from jejaring.web.trade.market import market_of
from jejaring.web.trade.models import Listing, PriceGuide

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def shoes(listing):
    """Leather in Garut for a maker in Gianyar, and a need of bags that nobody makes."""
    return [
        listing(thing="kulit-tersamak", price=200_000, quantity=60),
        listing(kind="needs", thing="kulit-tersamak", price=260_000, quantity=60, region="51.04"),
        listing(kind="needs", thing="tas-kulit", price=300_000, quantity=10, region="51.71"),
    ]


def test_each_listing_has_its_line_and_the_gains_sum_to_the_surplus(shoes):
    published = plan_listings(actor=None, today=TODAY)
    lines = {line.listing_id: line for line in PlannedListing.objects.all()}
    assert {key: line.level for key, line in lines.items()} == {
        shoes[0].pk: 60, shoes[1].pk: 60, shoes[2].pk: 0
    }  # fmt: skip
    assert sum(line.gain for line in lines.values()) == published.surplus
    assert (published.listings, published.used, published.cooperatives_gaining) == (3, 2, 2)
    assert PriceGuide.objects.filter(commodity="kulit-tersamak", region="51.04").exists()


def test_anyone_can_check_its_files(shoes):
    published = plan_listings(actor=None, today=TODAY)
    market, best = Market.read(published.folder / "market"), Plan.read(published.folder / "plan")
    assert market.hash == published.market_hash
    assert verify(market, best)


def test_a_plan_that_does_not_verify_is_not_published(shoes):
    market = market_of(Listing.objects.open_on(TODAY), today=TODAY).market
    best = plan(market)
    raised = best.prices.with_columns(pl.col("price") + 1000)
    with pytest.raises(NotProven):
        publish(market, replace(best, prices=raised), actor=None)
    assert not PublishedPlan.objects.exists()
    assert not PlannedListing.objects.exists()


def test_the_newest_plan_counts_and_its_prices_replace_the_old(shoes):
    plan_listings(actor=None, today=TODAY)
    shoes[1].delete()
    second = plan_listings(actor=None, today=TODAY)
    assert PublishedPlan.last() == second
    assert second.surplus == 0
