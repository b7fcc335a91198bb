"""Write obligations and their entries. Called by actions, inside their transactions; never by views."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, QuerySet, Sum

from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.common import audit, bulk
from jejaring.web.money.models import Allocation, Entry, Obligation, Payment

AT_ONCE = 500
"""Obligations written in one query."""
FIGURES = {
    "id": pl.Int64,
    "amount": pl.Int64,
    "balance": pl.Int64,
    "state": pl.String,
    "settled_on": pl.Date,
}
"""What entries change of an obligation."""


def owe(
    *,
    kind: str,
    commitment: Commitment,
    on: date,
    due: date,
    shipment: Shipment | None = None,
) -> Obligation:
    """A new obligation without entries: the receiver owes the giver, of a refund the other way round."""
    debtor, creditor = commitment.receiver_id, commitment.giver_id
    if kind == Obligation.Kind.REFUND:
        debtor, creditor = creditor, debtor
    return Obligation.objects.create(
        kind=kind,
        debtor_id=debtor,
        creditor_id=creditor,
        commitment=commitment,
        shipment=shipment,
        arose=on,
        due=due,
    )


def enter(obligation: Obligation, kind: str, amount: int, *, on: date, **because: Any) -> None:
    """One entry, and the obligation's figures with it. An obligation without balance is settled."""
    if amount == 0:
        return
    number = obligation.entries.count() + 1
    Entry.objects.create(obligation=obligation, number=number, kind=kind, amount=amount, on=on, **because)
    _count(obligation, kind, amount, on)
    obligation.save()


def enter_each(amounts: Sequence[tuple[Obligation, int]], kind: str, *, on: date, **because: Any) -> None:
    """One entry for each of many obligations, none of them twice, as few queries as they need."""
    for first in range(0, len(amounts), AT_ONCE):
        some = amounts[first : first + AT_ONCE]
        keys = [obligation.pk for obligation, _amount in some]
        rows = Entry.objects.filter(obligation__in=keys).order_by().values_list("obligation")
        numbers = dict(rows.annotate(all=Count("pk")))
        Entry.objects.bulk_create(
            Entry(
                obligation=obligation, number=numbers.get(obligation.pk, 0) + 1, kind=kind, amount=amount,
                on=on, **because,
            )
            for obligation, amount in some
        )  # fmt: skip
        for obligation, amount in some:
            _count(obligation, kind, amount, on)
    figures = [(one.pk, one.amount, one.balance, str(one.state), one.settled_on) for one, _amount in amounts]
    bulk.update(Obligation, pl.DataFrame(figures, schema=FIGURES, orient="row"))


def _count(obligation: Obligation, kind: str, amount: int, on: date) -> None:
    """What an entry does to the obligation's figures."""
    if kind in Entry.BILLS:
        obligation.amount += amount
    obligation.balance += amount
    state = Obligation.State
    if obligation.balance == 0:
        obligation.state, obligation.settled_on = state.SETTLED, on
    elif obligation.state == state.SETTLED:
        obligation.state, obligation.settled_on = state.OPEN, None


def free_of(obligation: Obligation) -> int:
    """What is owed and no reported payment waits to cover."""
    waiting = _waiting().filter(obligation=obligation).aggregate(all=Sum("amount"))["all"]
    return max(obligation.balance - (waiting or 0), 0)


def frees_of(obligations: Iterable[Obligation]) -> dict[int, int]:
    """The same for many: key -> whole rupiah."""
    waiting = waiting_for_each()
    return {debt.pk: max(debt.balance - waiting.get(debt.pk, 0), 0) for debt in obligations}


def waiting_for_each() -> dict[int, int]:
    """What reported payments wait to cover: key of an obligation -> whole rupiah."""
    return dict(_waiting().order_by().values_list("obligation").annotate(all=Sum("amount")))


def _waiting() -> QuerySet[Allocation]:
    return Allocation.objects.filter(payment__state=Payment.State.REPORTED)


def tell(verb: str, obligation: Obligation, *, actor: Any, **detail: Any) -> None:
    """One row of the audit trail about an obligation."""
    audit.record(f"obligation.{verb}", obligation, actor=actor, **detail)
