"""What a person may see of clearing: rounds that ask their cooperatives, or that they coordinate."""

from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.cooperatives.models import Territory
from jejaring.web.trade.models.listing import own_cooperatives


def rounds_of(person: Any) -> "QuerySet[ClearingRound]":
    """Rounds that ask a cooperative of theirs, or in a territory of theirs."""
    asked = Consent.objects.filter(cooperative__in=own_cooperatives(person)).values("round")
    return ClearingRound.objects.filter(Q(pk__in=asked) | coordinated_by(person))


def consents_of(person: Any) -> "QuerySet[Consent]":
    """What is asked of their cooperatives."""
    mine = Consent.objects.filter(cooperative__in=own_cooperatives(person))
    return mine.select_related("cooperative", "round__set_off", "round__counter")


def coordinated_by(person: Any) -> Q:
    """Rounds, or whatever else has a `region`, in the territories of a person."""
    mine = Q(pk__in=[])
    for region in Territory.objects.of(person).values_list("region", flat=True):
        mine |= Q(region=region) | Q(region__startswith=f"{region}.") if region else Q(pk__isnull=False)
    return mine
