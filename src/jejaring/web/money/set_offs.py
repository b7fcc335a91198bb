"""Cancel debts against each other, so that everybody's net position stays as it was."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from jejaring.web.agreements.models import Commitment
from jejaring.web.common import audit
from jejaring.web.money.ledger import enter_each, free_of, frees_of
from jejaring.web.money.models import Entry, Obligation, SetOff

Part = tuple[Obligation, int]
"""A debt, and the whole rupiah it becomes less by."""


def set_off(*, actor: Any, kind: str, parts: Sequence[Part], on: date) -> SetOff:
    """Take so much off each of these debts, in the caller's transaction, the debts locked.

    Raises
    ------
    ValueError
        When somebody's net position would change, a debt stands there twice, is disputed or not that large.
    """
    free = frees_of(debt for debt, _amount in parts)
    for debt, amount in parts:
        if not debt.both_confirmed or not 0 < amount <= free[debt.pk]:
            raise ValueError(f"{debt}: {amount} of {free[debt.pk]} can not be set off")
    _balanced(parts, free)
    done = SetOff.objects.create(kind=kind, amount=sum(amount for _, amount in parts), on=on)
    enter_each([(debt, -amount) for debt, amount in parts], Entry.Kind.SET_OFF, on=on, set_off=done)
    audit.record("set-off.made", done, actor=actor, debts=[debt.pk for debt, _ in parts], amount=done.amount)
    return done


def give_back(*, actor: Any, parts: Sequence[Part], on: date) -> SetOff:
    """The counter-entry of a set-off: so much is owed again on each of these debts, the debts locked.

    Raises
    ------
    ValueError
        When somebody's net position would change, or a debt stands there twice.
    """
    _balanced(parts, {debt.pk for debt, _amount in parts})
    done = SetOff.objects.create(kind=SetOff.Kind.REVERSAL, amount=sum(amount for _, amount in parts), on=on)
    enter_each(list(parts), Entry.Kind.SET_OFF, on=on, set_off=done)
    keys = [debt.pk for debt, _amount in parts]
    audit.record("set-off.undone", done, actor=actor, debts=keys, amount=done.amount)
    return done


def _balanced(parts: Sequence[Part], debts: Collection[int]) -> None:
    if len(debts) != len(parts):
        raise ValueError("a debt stands there twice")
    net: Counter[int] = Counter()
    for debt, amount in parts:
        net[debt.debtor_id] += amount
        net[debt.creditor_id] -= amount
    if any(net.values()):
        raise ValueError("a set-off leaves every net position as it was")


def set_off_swap(commitment: Commitment, *, on: date) -> SetOff | None:
    """Under an agreement that says so, what its two sides owe each other, oldest due date first."""
    pair = (commitment.giver_id, commitment.receiver_id)
    debts = (
        Obligation.objects.select_for_update()
        .filter(
            commitment__agreement=commitment.agreement_id,
            state=Obligation.State.OPEN,
            debtor__in=pair,
            creditor__in=pair,
        )
        .order_by("due", "pk")
    )
    sides: dict[int, list[Part]] = {one: [] for one in pair}
    for debt in debts:
        if free := free_of(debt):
            sides[debt.debtor_id].append((debt, free))
    together = min(sum(free for _, free in side) for side in sides.values())
    if together == 0:
        return None
    parts = [part for side in sides.values() for part in _first(side, together)]
    return set_off(actor=None, kind=SetOff.Kind.SWAP, parts=parts, on=on)


def _first(side: list[Part], amount: int) -> list[Part]:
    """The first debts of a side, as far as the amount goes."""
    taken: list[Part] = []
    for debt, free in side:
        part = min(free, amount)
        if part:
            taken.append((debt, part))
        amount -= part
    return taken
