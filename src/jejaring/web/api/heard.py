"""What happens is told to the webhooks of those it concerns; the audit trail says what happened."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save

from jejaring.web.agreements.models import Agreement, Commitment, Shipment
from jejaring.web.api.models import Webhook
from jejaring.web.clearing.models import Consent
from jejaring.web.common.models import AuditEntry
from jejaring.web.money.models import Obligation, Payment
from jejaring.web.rounds.models import Part
from jejaring.web.trade.models import Listing, Proposal


def begin() -> None:
    """Called once, when the site starts."""
    post_save.connect(_heard, sender=AuditEntry, dispatch_uid="webhooks")


def concerned(entry: AuditEntry) -> set[int]:
    """Keys of the cooperatives that are party to what the entry is about."""
    _path, among = KINDS[entry.subject_type]
    return set(among(int(entry.subject_id)))


def address_of(entry: AuditEntry) -> str:
    """Where the API tells of it."""
    return f"/api/v1/{KINDS[entry.subject_type][0]}/{entry.subject_id}"


def _heard(instance: AuditEntry, created: bool, **_kwargs: Any) -> None:
    from jejaring.web.api.tasks import tell

    if created and instance.subject_type in KINDS and Webhook.objects.filter(ended=None).exists():
        tell.enqueue(instance.pk)


def _parties(model: type[Model], *fields: str) -> Callable[[int], Iterable[int]]:
    def among(key: int) -> Iterable[int]:
        rows = model._default_manager.filter(pk=key).values_list(*fields)
        return [one for row in rows for one in row if one is not None]

    return among


KINDS: dict[str, tuple[str, Callable[[int], Iterable[int]]]] = {
    "trade.listing": ("listings", _parties(Listing, "cooperative")),
    "trade.proposal": ("proposals", _parties(Proposal, "sender", "receiver")),
    "agreements.agreement": ("agreements", _parties(Agreement, "parties__cooperative")),
    "agreements.commitment": ("orders", _parties(Commitment, "giver", "receiver")),
    "agreements.shipment": ("shipments", _parties(Shipment, "commitment__giver", "commitment__receiver")),
    "money.obligation": ("bills", _parties(Obligation, "debtor", "creditor")),
    "money.payment": ("payments", _parties(Payment, "payer", "payee")),
    "rounds.part": ("parts", _parties(Part, "cooperative")),
    "clearing.consent": ("consents", _parties(Consent, "cooperative")),
}
"""What can be told of -> its place in the API, and whom it concerns."""
