"""What a plan of a round makes of one's listings, and how its parts were answered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from jejaring.web.rounds.models import Attempt, Load, Outcome, Part, Trade
from jejaring.web.trade.models.listing import own_cooperatives


def outcomes_of(person: Any, attempt: Attempt) -> "QuerySet[Outcome]":
    """Of the listings of the person's cooperatives."""
    mine = Outcome.objects.filter(attempt=attempt, cooperative__in=own_cooperatives(person))
    return mine.select_related("listing", "cooperative").order_by("pk")


def told(round: int, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """These of a round, each knowing whether its cooperative itself left it out."""
    found = list(outcomes)
    withdrawn = withdrawn_in(round, {each.cooperative_id for each in found})
    for each in found:
        each.withdrawn = each.listing_id in withdrawn  # type: ignore[attr-defined]
    return found


def answers_of(attempt: Attempt) -> dict[str, int]:
    """How many parts stand where."""
    counted = Part.objects.filter(attempt=attempt).values_list("state").annotate(count=Count("pk"))
    found = {str(state): count for state, count in counted.order_by()}
    return {state.name.lower(): found.get(state.value, 0) for state in Part.State}


def withdrawn_in(round: int, cooperatives: set[int]) -> set[int]:
    """Listings of these cooperatives that were declined in the round, or not answered for."""
    parts = Part.objects.filter(
        attempt__round=round,
        cooperative__in=cooperatives,
        state__in=[Part.State.DECLINED, Part.State.SILENT],
    )
    no = set(parts.values_list("chain", "cooperative"))
    chains = [chain for chain, _cooperative in no]
    trades, loads = Trade.objects.filter(chain__in=chains), Load.objects.filter(trade__chain__in=chains)
    sides = [
        *trades.filter(giver__in=cooperatives).values_list("chain", "giver", "seller"),
        *trades.filter(receiver__in=cooperatives).values_list("chain", "receiver", "buyer"),
        *loads.filter(carrier__in=cooperatives).values_list("trade__chain", "carrier", "listing"),
    ]
    return {listing for chain, cooperative, listing in sides if (chain, cooperative) in no}
