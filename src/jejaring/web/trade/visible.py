"""What a person may see: the proposals of their cooperatives."""

from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.trade.models import Proposal
from jejaring.web.trade.models.listing import own_cooperatives


def proposals_of(person: Any) -> "QuerySet[Proposal]":
    """Those in which the person acts for a party."""
    mine = own_cooperatives(person)
    return Proposal.objects.filter(Q(sender__in=mine) | Q(receiver__in=mine)).select_related(
        "listing__cooperative", "sender", "receiver", "asked"
    )
