"""Post what a clearing round cancels, in one transaction; take it back by a counter-entry.

Between computing and posting bills change: payments are reported, deliveries corrected, bills disputed,
other rounds posted. Every debt is looked at again while it is held; if one is no longer as it was computed,
nothing at all is posted and the round is computed anew.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.models import Agreement
from jejaring.web.clearing.actions.rounds import compute_again
from jejaring.web.clearing.actions.taking import allowed_step, coordinator, locked, step
from jejaring.web.clearing.insolvent import insolvent_on
from jejaring.web.clearing.models import ClearingRound, Consent, PlannedSetOff
from jejaring.web.clearing.steps import Verb
from jejaring.web.common import audit
from jejaring.web.money.ledger import frees_of
from jejaring.web.money.models import Obligation, SetOff
from jejaring.web.money.set_offs import Part, give_back, set_off
from jejaring.web.trade.actions.errors import NotAllowed


class ComputedAgain(NotAllowed):
    """Nothing was posted, since something had changed; the round is being computed anew."""


def post(*, actor: Any, round: ClearingRound, version: int | None = None) -> ClearingRound:
    """Take the computed set-offs off all debts, or off none.

    Raises
    ------
    ComputedAgain
        When a debt, or who may set off, is not as it was computed; the new computation is under way then.
    NotAllowed, ChangedMeanwhile
    """
    current, changed = _post(actor, round, version)
    if changed:
        raise ComputedAgain(
            ngettext(
                "%(n)s tagihan sudah berubah sejak dihitung. Tidak ada yang dibukukan; dihitung ulang.",
                "%(n)s tagihan sudah berubah sejak dihitung. Tidak ada yang dibukukan; dihitung ulang.",
                changed,
            )
            % {"n": changed}
        )
    return current


@transaction.atomic
def _post(actor: Any, round: ClearingRound, version: int | None) -> tuple[ClearingRound, int]:
    """The round, and how many of its debts had changed, in which case it is being computed anew."""
    current = locked(round)
    allowed_step(current, Verb.POSTED, version)
    coordinator(actor, current)
    planned = list(current.planned.all())
    if not planned:
        raise NotAllowed(_("Tidak ada yang dapat diperjumpakan di antara yang setuju."))
    debts = held_debts([one.obligation_id for one in planned])
    if changed := changed_among(current, planned, debts):
        return compute_again(current, actor=None, reason=_("Ada tagihan yang berubah.")), changed
    today = timezone.localdate()
    parts = [(debts[one.obligation_id], one.amount) for one in planned]
    current.set_off = set_off(actor=actor, kind=SetOff.Kind.CLEARING, parts=parts, on=today)
    step(current, Verb.POSTED, actor=actor, version=None)
    current.posted = timezone.now()
    current.save()
    audit.record(
        "clearing.posted", current, actor=actor, set_off=current.set_off.pk, amount=current.set_off.amount
    )
    _complete(parts)
    return current, 0


@transaction.atomic
def reverse(*, actor: Any, round: ClearingRound, reason: str, version: int | None = None) -> ClearingRound:
    """Put everything back on the debts by a counter-entry of today; what was posted stays in the books.

    Agreements that had been completed by it are in force again.
    """
    current = step(locked(round), Verb.REVERSED, actor=actor, version=version, reason=reason)
    planned = list(current.planned.all())
    debts = held_debts([one.obligation_id for one in planned])
    parts = [(debts[one.obligation_id], one.amount) for one in planned]
    current.counter = give_back(actor=actor, parts=parts, on=timezone.localdate())
    current.save()
    audit.record("clearing.reversed", current, actor=actor, set_off=current.counter.pk, reason=current.reason)
    for agreement in _agreements_of(parts):
        end_or_reopen(agreement)
    return current


def held_debts(keys: list[int]) -> dict[int, Obligation]:
    """The debts by key, held until the transaction ends, always in the same order: none waits in a circle."""
    found: dict[int, Obligation] = {}
    wanted = Obligation.objects.filter(pk__in=keys).order_by("due", "pk").select_for_update()
    for debt in wanted:
        found[debt.pk] = debt
    return found


def changed_among(round: ClearingRound, planned: list[PlannedSetOff], debts: dict[int, Obligation]) -> int:
    """How many of the debts are not as they were computed, or are between parties who no longer take part."""
    consenting = set(
        round.consents.filter(state=Consent.State.GIVEN).values_list("cooperative", flat=True)
    ) - insolvent_on(timezone.localdate())
    free = frees_of(debts.values())
    count = 0
    for one in planned:
        debt = debts[one.obligation_id]
        stands = (
            debt.both_confirmed
            and debt.balance == one.before
            and one.amount <= free[debt.pk]
            and {debt.debtor_id, debt.creditor_id} <= consenting
        )
        count += not stands
    return count


def _complete(parts: list[Part]) -> None:
    """End the agreements of which nothing is owed any more."""
    for agreement in _agreements_of([part for part in parts if part[0].balance == 0]):
        end_or_reopen(agreement)


def _agreements_of(parts: list[Part]) -> "QuerySet[Agreement]":
    """Each once, always in the same order."""
    commitments = {debt.commitment_id for debt, _amount in parts}
    return Agreement.objects.filter(commitments__in=commitments).distinct().order_by("pk")
