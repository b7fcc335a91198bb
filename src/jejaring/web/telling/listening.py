"""Whoever is concerned by what was done is told: the audit trail says what was done.

The job that tells is put into the queue in the transaction of what it tells of, so that it runs if, and only
if, that is certain.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models.signals import post_save

from jejaring.web.agreements.models import Agreement, Shipment
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Territory
from jejaring.web.money.models import Obligation, Payment
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.trade.models import Proposal


def begin() -> None:
    """Called once, when the site starts."""
    post_save.connect(_heard, sender=AuditEntry, dispatch_uid="telling")


def _heard(instance: AuditEntry, created: bool, **_kwargs: Any) -> None:
    from jejaring.web.telling.tasks import tell_of

    if created and instance.verb in CONCERNED:
        tell_of.enqueue(instance.pk)


def concerned(entry: AuditEntry) -> Iterable[int]:
    """Keys of the cooperatives for which something waits now."""
    return CONCERNED[entry.verb](int(entry.subject_id))


def _asked_in_round(key: int) -> Iterable[int]:
    waiting = Part.objects.filter(
        attempt__round=key, attempt__state=Attempt.State.ASKING, state=Part.State.WAITING
    )
    return waiting.values_list("cooperative", flat=True).distinct()


def _asked_to_clear(key: int) -> Iterable[int]:
    waiting = Consent.objects.filter(round=key, state=Consent.State.ASKED)
    return waiting.values_list("cooperative", flat=True)


def _asked(key: int) -> Iterable[int]:
    return Proposal.objects.filter(pk=key).values_list("asked", flat=True)


def _parties(key: int) -> Iterable[int]:
    return Agreement.objects.filter(pk=key).values_list("parties__cooperative", flat=True)


def _both_ends(key: int) -> Iterable[int]:
    ends = Shipment.objects.filter(pk=key).values_list("commitment__giver", "commitment__receiver")
    return [one for pair in ends for one in pair]


def _debtor(key: int) -> Iterable[int]:
    return Obligation.objects.filter(pk=key).values_list("debtor", flat=True)


def _creditor(key: int) -> Iterable[int]:
    return Obligation.objects.filter(pk=key).values_list("creditor", flat=True)


def _payee(key: int) -> Iterable[int]:
    return Payment.objects.filter(pk=key).values_list("payee", flat=True)


def _nobody(_key: int) -> Iterable[int]:
    return ()


CONCERNED: dict[str, Callable[[int], Iterable[int]]] = {
    "round.planned": _nobody,
    "round.stopped": _nobody,
    "round.published": _asked_in_round,
    "clearing.opened": _asked_to_clear,
    "clearing.computed": _nobody,
    "proposal.sent": _asked,
    "proposal.countered": _asked,
    "agreement.proposed": _parties,
    "agreement.amended": _parties,
    "shipment.sent": _both_ends,
    "shipment.received": _both_ends,
    "shipment.corrected": _both_ends,
    "shipment.disputed": _both_ends,
    "obligation.billed": _debtor,
    "obligation.disputed": _creditor,
    "payment.reported": _payee,
}
"""By what was done; of rounds every coordinator whose territory covers them is told as well."""


def coordinators(entry: AuditEntry) -> Iterable[int]:
    """Keys of the people who run the round that the entry is about: all in whose territory it lies."""
    kinds: dict[str, type[Round] | type[ClearingRound]] = {
        "rounds.round": Round,
        "clearing.clearinground": ClearingRound,
    }
    kind = kinds.get(entry.subject_type)
    if kind is None:
        return ()
    region = kind._default_manager.values_list("region", flat=True).get(pk=int(entry.subject_id))
    return Territory.covering(region).values_list("person", flat=True)
