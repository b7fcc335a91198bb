"""The network in a few figures, each with its date."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models.functions import Substr
from django.utils import timezone

from jejaring.web.common.groups import FEWEST
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.rounds.models import PublishedPlan
from jejaring.web.trade.models import Listing

KEPT_SECONDS = 300
PROVINCE = 2
"""Digits of a province's code."""


@dataclass(frozen=True)
class Figures:
    """What the register and the market hold on a day."""

    on: date
    cooperatives: int
    examples: int
    """How many of them are invented."""
    provinces: int
    listings: int
    plan: PublishedPlan | None
    """The last one, when it is of five cooperatives or more."""


def network_figures() -> Figures:
    """The figures, at most five minutes old."""
    figures: Figures | None = cache.get("network-figures")
    if figures is None:
        figures = _counted()
        cache.set("network-figures", figures, KEPT_SECONDS)
    return figures


def _counted() -> Figures:
    today = timezone.localdate()
    members = Cooperative.objects.filter(outside=False)
    plan = PublishedPlan.last()
    open_listings = Listing.objects.filter(state=Listing.State.OPEN, expires__gte=today)
    dealing = members.filter(listings__in=open_listings)
    return Figures(
        on=today,
        cooperatives=members.count(),
        examples=members.filter(example=True).count(),
        provinces=dealing.annotate(province=Substr("region", 1, PROVINCE))
        .values("province")
        .distinct()
        .count(),
        listings=open_listings.count(),
        plan=plan if plan and plan.cooperatives_gaining >= FEWEST else None,
    )
