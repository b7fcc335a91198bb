"""Say how much cash a cooperative has."""

from typing import Any

from django.db import transaction

from jejaring.web.agreements.actions.taking import acting
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.models import CashInHand


@transaction.atomic
def say_cash(*, actor: Any, cooperative: Cooperative, amount: int) -> CashInHand:
    """So much today; the cash flow begins with it. The audit trail does not repeat the amount."""
    acting(actor, [cooperative.pk], signs=False)
    said = CashInHand.objects.create(cooperative=cooperative, amount=amount, person=actor)
    audit.record("cash.said", cooperative, actor=actor)
    return said
