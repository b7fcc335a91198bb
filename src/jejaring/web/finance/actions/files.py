"""Make a financing file for a bank, revoke it, and note every look at it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.taking import acting
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.financing import Wish, content_of
from jejaring.web.finance.models import FinancingFile, Look
from jejaring.web.trade.actions.errors import NotAllowed


@transaction.atomic
def share_file(*, actor: Any, cooperative: Cooperative, wish: Wish) -> FinancingFile:
    """Take everything down as it is today; the link that it can be looked at by is new.

    Raises
    ------
    FinanceFaults
        When the loan cannot be.
    """
    acting(actor, [cooperative.pk], signs=True)
    made = FinancingFile.objects.create(
        cooperative=cooperative,
        bank=wish.bank,
        purpose=wish.purpose,
        amount=wish.amount,
        content=content_of(cooperative, wish, timezone.localdate()),
        person=actor,
    )
    audit.record("financing.shared", made, actor=actor, cooperative=cooperative.pk, bank=wish.bank)
    return made


@transaction.atomic
def revoke_file(*, actor: Any, file: FinancingFile) -> FinancingFile:
    """From now on the link leads nowhere; who looked before stays on record."""
    current = FinancingFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    acting(actor, [current.cooperative_id], signs=True)
    if current.revoked is not None:
        raise NotAllowed(_("Berkas ini sudah ditarik."))
    current.revoked = timezone.now()
    current.save(update_fields=["revoked"])
    audit.record("financing.revoked", current, actor=actor)
    return current


@transaction.atomic
def look_at(*, actor: Any, file: FinancingFile, what: Look.What, program: str) -> Look | None:
    """Note a look; None, and nothing is noted, once the file is revoked.

    A look and a revoking at the same moment come one after the other.
    """
    current = FinancingFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if current.revoked is not None:
        return None
    seen = Look.objects.create(file=current, what=what, program=program[:200])
    audit.record("financing.looked-at", current, actor=actor, what=what.value)
    return seen
