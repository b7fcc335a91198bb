"""Hold bills and write down what was said about them: what all actions here share."""

from collections.abc import Iterable
from typing import Any

from jejaring.web.money.models import MoneyStep, Obligation, Payment


def held(keys: Iterable[int]) -> list[Obligation]:
    """Bills as they are now, held until the transaction ends; always in one order, against deadlocks."""
    rows = Obligation.objects.filter(pk__in=list(keys)).order_by("due", "pk")
    return list(rows.select_for_update(of=("self",)).select_related("commitment__agreement"))


def say(
    obligation: Obligation,
    verb: MoneyStep.Verb,
    *,
    actor: Any,
    by: int,
    role: str,
    payment: Payment | None = None,
    reason: str = "",
) -> None:
    """Write the step, and the bill as it now is."""
    obligation.version += 1
    obligation.save()
    MoneyStep.objects.create(
        obligation=obligation, number=obligation.version, payment=payment, verb=verb, by_id=by,
        person=actor, role=role, reason=reason,
    )  # fmt: skip
