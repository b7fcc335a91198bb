"""What a person may see: their cooperatives' agreements, and the orders and deliveries they take part in."""

from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.agreements.models import Agreement, Commitment, Shipment
from jejaring.web.trade.models.listing import own_cooperatives


def agreements_of(person: Any) -> "QuerySet[Agreement]":
    """Those in which a cooperative of theirs is a party."""
    mine = own_cooperatives(person)
    return Agreement.objects.filter(parties__cooperative__in=mine).distinct()


def commitments_of(person: Any) -> "QuerySet[Commitment]":
    """Those in which a cooperative of theirs gives or receives."""
    mine = own_cooperatives(person)
    return Commitment.objects.filter(Q(giver__in=mine) | Q(receiver__in=mine)).select_related(
        "line", "giver", "receiver", "agreement"
    )


def shipments_of(person: Any) -> "QuerySet[Shipment]":
    """Those of such commitments."""
    mine = own_cooperatives(person)
    return Shipment.objects.filter(
        Q(commitment__giver__in=mine) | Q(commitment__receiver__in=mine)
    ).select_related("commitment__line", "commitment__giver", "commitment__receiver", "commitment__agreement")
