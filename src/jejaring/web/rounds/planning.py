"""From the site's open listings to a published plan."""

from datetime import date
from typing import Any

from django.db import transaction

from jejaring.planning import plan
from jejaring.planning.progress import ProgressTold
from jejaring.web.rounds.actions import publish
from jejaring.web.rounds.models import PublishedPlan
from jejaring.web.trade.actions import publish_prices
from jejaring.web.trade.market import market_of
from jejaring.web.trade.models import Listing


def plan_listings(*, actor: Any, today: date, progress: ProgressTold | None = None) -> PublishedPlan:
    """Plan what is open on a day, and publish the plan and its prices together.

    Nothing is locked while it is being planned: the plan is of the listings as they were when it began.

    Raises
    ------
    NotProven
        When the plan does not verify.
    NotSolved
        When no plan is found in time.
    """
    market = market_of(Listing.objects.open_on(today), today=today).market
    best = plan(market, progress=progress)
    with transaction.atomic():
        published = publish(market, best, actor=actor)
        publish_prices(actor=actor, plan=best, as_of=today)
    return published
