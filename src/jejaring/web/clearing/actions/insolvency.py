"""Say that a cooperative is in insolvency, or no longer."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.clearing.models import Insolvency
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.trade.actions.errors import NotAllowed


@transaction.atomic
def say_insolvent(
    *, actor: Any, cooperative: Cooperative, insolvent: bool, since: date, source: str
) -> Insolvency:
    """From that day on its debts and claims are not set off, or are again.

    Raises
    ------
    NotAllowed
        When the cooperative is not in a territory of the actor's.
    """
    if not coordinates_region(actor, cooperative.region):
        raise NotAllowed(_("Wilayah ini bukan wilayah tugas Anda."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))
    said = Insolvency.objects.create(
        cooperative=cooperative, insolvent=insolvent, since=since, source=source.strip(), person=actor
    )
    audit.record("insolvency.said", cooperative, actor=actor, insolvent=insolvent, since=since.isoformat())
    return said
