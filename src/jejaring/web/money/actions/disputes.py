"""Dispute a bill, or stand by it after all; by `money.steps`."""

from typing import Any

from django.db import transaction

from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.common import audit
from jejaring.web.money.actions.saying import held, say
from jejaring.web.money.models import MoneyStep, Obligation
from jejaring.web.money.steps import OBLIGATION

Verb = MoneyStep.Verb


@transaction.atomic
def dispute(*, actor: Any, obligation: Obligation, version: int, reason: str) -> Obligation:
    """The debtor does not stand by the bill, and says why: it is not set off until that is taken back."""
    return _about(Verb.DISPUTED, actor, obligation, version, reason)


@transaction.atomic
def uphold(*, actor: Any, obligation: Obligation, version: int) -> Obligation:
    """The debtor stands by the bill after all."""
    return _about(Verb.UPHELD, actor, obligation, version, "")


def _about(verb: MoneyStep.Verb, actor: Any, obligation: Obligation, version: int, reason: str) -> Obligation:
    (current,) = held([obligation.pk])
    allowed = allowed_step(OBLIGATION, verb, current, version)
    debtor, role = acting(actor, [current.debtor_id], signs=False, reason=reason if allowed.reason else None)
    current.state = allowed.after
    say(current, verb, actor=actor, by=debtor, role=role, reason=reason.strip())
    audit.record(
        f"obligation.{verb.name.lower()}",
        current,
        actor=actor,
        state=str(current.state),
        obligation=current.pk,
    )
    return current
