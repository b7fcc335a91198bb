"""Say whether a cooperative is a taxable firm."""

from datetime import date
from typing import Any

from django.db import transaction

from jejaring.web.agreements.actions.taking import acting
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money.models import TaxStatus


@transaction.atomic
def say_taxable(*, actor: Any, cooperative: Cooperative, taxable: bool, since: date) -> TaxStatus:
    """From that day on taxes that lines name are reckoned on what the cooperative sells, or no more."""
    acting(actor, [cooperative.pk], signs=True)
    said = TaxStatus.objects.create(cooperative=cooperative, taxable=taxable, since=since, person=actor)
    audit.record("tax-status.said", cooperative, actor=actor, taxable=taxable, since=str(since))
    return said
