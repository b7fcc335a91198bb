"""What a person may see of rounds: parts of their cooperatives, and of rounds that they coordinate."""

from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.cooperatives.models import Territory
from jejaring.web.rounds.models import Attempt, Part
from jejaring.web.trade.models.listing import own_cooperatives


def parts_of(person: Any) -> "QuerySet[Part]":
    """Those of the person's cooperatives, and of the rounds the person coordinates."""
    regions = Territory.objects.of(person).values_list("region", flat=True)
    coordinated = Q(pk__in=[])
    for region in regions:
        inside = Q(attempt__round__region__startswith=f"{region}.") | Q(attempt__round__region=region)
        coordinated |= inside if region else Q(pk__isnull=False)
    seen = Q(cooperative__in=own_cooperatives(person), attempt__published__isnull=False) | coordinated
    return Part.objects.filter(seen, attempt__state__in=Attempt.SHOWN).select_related(
        "cooperative", "attempt__round", "chain__need__cooperative", "person"
    )
