"""What a person may see: the bills and payments of their cooperatives."""

from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.money.models import Obligation, Payment
from jejaring.web.trade.models.listing import own_cooperatives


def bills_of(person: Any) -> "QuerySet[Obligation]":
    """Those that a cooperative of theirs owes or is owed."""
    mine = own_cooperatives(person)
    return Obligation.objects.filter(Q(debtor__in=mine) | Q(creditor__in=mine)).select_related(
        "debtor", "creditor", "commitment__line", "commitment__agreement", "shipment"
    )


def payments_of(person: Any) -> "QuerySet[Payment]":
    """Those that a cooperative of theirs paid or was paid."""
    mine = own_cooperatives(person)
    return Payment.objects.filter(Q(payer__in=mine) | Q(payee__in=mine)).select_related("payer", "payee")
