"""Picture announced rounds: what goes between provinces, and what the network saves."""

from datetime import date
from typing import Any

import polars as pl
from django.conf import settings
from django.db import IntegrityError, transaction

from jejaring.insight.interdependence import dealings
from jejaring.insight.savings import plans_of_scopes, savings
from jejaring.market import Market, MarketFaults
from jejaring.planning import Plan, PlanFault
from jejaring.web.common.audit import record
from jejaring.web.common.groups import FEWEST
from jejaring.web.national.models import RoundPicture
from jejaring.web.national.ways import ways_of
from jejaring.web.rounds.models import Round

AT_ONCE = 3
"""Rounds that are pictured in one go."""


def picture_due(*, today: date) -> int:
    """Picture announced rounds that are not yet, the oldest first; how many."""
    waiting = Round.objects.filter(attempts__published__isnull=False, picture=None).distinct().order_by("pk")
    return sum(_pictured(one) for one in waiting[:AT_ONCE])


def picture(*, actor: Any, round: Round) -> RoundPicture:
    """Picture its first announced plan, as its files have it; they were verified before it was announced."""
    attempt = round.attempts.filter(published__isnull=False).earliest("number")
    market, plan = Market.read(attempt.folder / "market"), Plan.read(attempt.folder / "plan")
    ways = ways_of(dealings(market, plan))
    small = attempt.counts["listings"] <= settings.REPLANNED
    scopes = scopes_of(market, plan) if ways is not None and small else None
    with transaction.atomic():
        made = RoundPicture.objects.create(round=round, attempt=attempt, ways=ways, scopes=scopes)
        record("national.pictured", made, actor=actor, round=round.pk, attempt=attempt.number)
    return made


def scopes_of(market: Market, plan: Plan) -> list[dict[str, Any]] | None:
    """Surplus and needs served with trade ever freer; None when one to four would trade in a scope."""
    plans = plans_of_scopes(market, plan)
    for each in plans.values():
        used = dealings(market, each)
        trading = {*used["seller_cooperative"], *used["buyer_cooperative"]}
        if 0 < len(trading) < FEWEST:
            return None
    totals = savings(market, plans).filter(pl.col("measure").is_in(("surplus", "needs_served")))
    values = {
        (scope, measure): value for scope, measure, value in totals.select("scope", "measure", "value").rows()
    }
    return [
        {
            "scope": scope,
            "surplus": round(values[scope, "surplus"]),
            "needs": round(values[scope, "needs_served"]),
        }
        for scope in plans
    ]


def _pictured(round: Round) -> int:
    try:
        picture(actor=None, round=round)
    except (IntegrityError, MarketFaults, PlanFault):
        return 0  # another process was first, or the files are gone
    return 1
