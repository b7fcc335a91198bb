"""A cooperative's cash, day by day: its lowest point, the gap, what closes it, and what is left to finance.

What comes in on a day can pay what goes out on that day. What was due before the first day is due on it.
Three ways to close a gap are tried in this order, each on top of the one before: cancel debts around loops (a
set-off takes away what goes out and what comes in), ask for down payments, deliver earlier. Each is told with
what it does to the gap, also where it widens it: a set-off can take away cash that would have come early.

This module knows dates and whole rupiah. It refuses to know who agrees to any of it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from jejaring.clearing import Clearing, Obligations
from jejaring.finance.calendar import days_later
from jejaring.finance.faults import FinanceFault, refuse
from jejaring.finance.instalments import LARGEST_AMOUNT, Schedule

LONGEST_TERMS = 3650
LONGEST_FLOW = 40_000
"""Days of the longest cash flow."""


@dataclass(frozen=True)
class Movement:
    """Money that comes in (above 0) or goes out (below 0) on a day."""

    reference: str
    day: date
    amount: int
    partner: str = ""


@dataclass(frozen=True)
class Commitment:
    """A sale or purchase that was agreed, and how it is paid."""

    reference: str
    partner: str
    amount: int
    """Rupiah in all."""
    delivery: date
    sells: bool
    """Whether the cooperative sells; else it buys."""
    terms_days: int = 0
    """Days after the delivery until the rest is paid."""
    down_payment: int = 0
    """Rupiah paid on the day it was signed."""
    signed: date | None = None


@dataclass(frozen=True)
class DownPayment:
    """A part of a payment to come, asked for earlier."""

    reference: str
    """Of the movement."""
    day: date
    amount: int


@dataclass(frozen=True)
class CashFlow:
    """What comes in and goes out from a day on, and what is in hand after each day."""

    start: date
    opening: int
    """Rupiah in hand before anything moves; below 0 for an overdraft."""
    movements: tuple[Movement, ...]

    @cached_property
    def balances(self) -> tuple[tuple[date, int], ...]:
        """The balance after every day on which money moves, the first day included."""
        moved: defaultdict[date, int] = defaultdict(int, {self.start: 0})
        for movement in self.movements:
            moved[max(movement.day, self.start)] += movement.amount
        balance, balances = self.opening, []
        for day in sorted(moved):
            balance += moved[day]
            balances.append((day, balance))
        return tuple(balances)

    @property
    def end(self) -> date:
        """The last day on which money moves."""
        return self.balances[-1][0]

    @property
    def lowest(self) -> tuple[date, int]:
        """The first day with the lowest balance, and that balance."""
        return min(self.balances, key=lambda point: (point[1], point[0]))

    @property
    def gap(self) -> int:
        """Rupiah missing at the lowest point; 0 where cash is always enough."""
        return max(0, -self.lowest[1])

    @property
    def short_from(self) -> date | None:
        """The first day on which cash is not enough; None if it always is."""
        return next((day for day, balance in self.balances if balance < 0), None)

    @property
    def short_until(self) -> date | None:
        """The first day from which cash is enough to the end; None if it always is, or never again."""
        if not self.gap or self.balances[-1][1] < 0:
            return None
        last = max(number for number, (_, balance) in enumerate(self.balances) if balance < 0)
        return self.balances[last + 1][0]

    def table(self) -> pl.DataFrame:
        """Every day from the first to the last: columns day, incoming, outgoing, balance (whole rupiah)."""
        days = (self.end - self.start).days + 1
        incoming, outgoing = np.zeros(days, dtype=np.int64), np.zeros(days, dtype=np.int64)
        for movement in self.movements:
            place = max(0, (movement.day - self.start).days)
            (incoming if movement.amount > 0 else outgoing)[place] += abs(movement.amount)
        return pl.DataFrame(
            {
                "day": pl.date_range(self.start, self.end, eager=True),
                "incoming": incoming,
                "outgoing": outgoing,
                "balance": self.opening + np.cumsum(incoming - outgoing),
            }
        )

    def with_loan(self, schedule: Schedule) -> "CashFlow":
        """The same with a loan: paid out on its first day, paid back in its instalments."""
        loan = [Movement("loan", schedule.start, schedule.amount)]
        back = [Movement(f"loan-{row.number}", row.day, -row.payment) for row in schedule.instalments]
        return replace(self, movements=(*self.movements, *loan, *(item for item in back if item.amount)))


@dataclass(frozen=True)
class Step:
    """One way to close the gap, on top of those before it."""

    name: str
    """`today`, `clearing`, `down-payments` or `earlier`."""
    flow: CashFlow
    closed: int
    """Rupiah by which the gap is smaller than before the step; below 0 where it is wider."""


@dataclass(frozen=True)
class Closing:
    """The gap, what closes how much of it, and what is left."""

    steps: tuple[Step, ...]

    @property
    def flow(self) -> CashFlow:
        """The cash flow when everything is done."""
        return self.steps[-1].flow

    @property
    def to_finance(self) -> int:
        """Rupiah that remain to be financed."""
        return self.flow.gap


def cash_flow(movements: Sequence[Movement], start: date, opening: int = 0) -> CashFlow:
    """The cash flow of movements from a day on.

    Parameters
    ----------
    movements : sequence of Movement
        In any order; each reference once.
    start : date
        What was due before counts on this day.
    opening : int, optional
        Rupiah in hand before.

    Raises
    ------
    FinanceFaults
        Amounts that are not whole rupiah or are 0, references that stand twice, days too far away.
    """
    faults, seen = [], set()
    if type(opening) is not int or abs(opening) > LARGEST_AMOUNT:
        faults.append(FinanceFault("opening", {"text": str(opening), "most": LARGEST_AMOUNT}))
    for item in movements:
        if type(item.amount) is not int or not 1 <= abs(item.amount) <= LARGEST_AMOUNT:
            faults.append(FinanceFault("movement", {"reference": item.reference, "text": str(item.amount)}))
        if item.reference in seen:
            faults.append(FinanceFault("movement-twice", {"reference": item.reference}))
        if (item.day - start).days > LONGEST_FLOW:
            faults.append(FinanceFault("movement-far", {"reference": item.reference, "day": item.day}))
        seen.add(item.reference)
    refuse(faults)
    return CashFlow(start, opening, tuple(sorted(movements, key=lambda item: (item.day, item.reference))))


def movements_of_obligations(obligations: Obligations, party: str) -> tuple[Movement, ...]:
    """What a party is owed comes in on the day it is due, what it owes goes out.

    Parameters
    ----------
    obligations : Obligations
        Of the whole network or of the party alone.
    party : str

    Raises
    ------
    FinanceFaults
        When the party neither owes nor is owed.
    """
    own = obligations.table.filter((pl.col("debtor") == party) | (pl.col("creditor") == party))
    if own.is_empty():
        refuse([FinanceFault("no-such-party", {"party": party})])
    return tuple(
        Movement(id, due, amount, debtor) if creditor == party else Movement(id, due, -amount, creditor)
        for id, debtor, creditor, amount, due in own.iter_rows()
    )


def movements_of_commitments(commitments: Sequence[Commitment]) -> tuple[Movement, ...]:
    """A down payment on the day of signing (reference `...-dp`), the rest so many days after the delivery.

    Raises
    ------
    FinanceFaults
    """
    faults = [fault for commitment in commitments for fault in _commitment_faults(commitment)]
    refuse(faults)
    movements = []
    for item in commitments:
        sign = 1 if item.sells else -1
        due = days_later(item.delivery, item.terms_days)
        if item.down_payment and item.signed:
            first = Movement(f"{item.reference}-dp", item.signed, sign * item.down_payment, item.partner)
            movements.append(first)
        if item.amount > item.down_payment:
            rest = sign * (item.amount - item.down_payment)
            movements.append(Movement(item.reference, due, rest, item.partner))
    return tuple(movements)


def setoffs_of(obligations: Obligations, clearing: Clearing, party: str) -> dict[str, int]:
    """What a clearing takes off the debts and claims of a party: id -> rupiah."""
    taken = obligations.table.with_columns(setoff=pl.Series(clearing.setoffs, dtype=pl.Int64)).filter(
        ((pl.col("debtor") == party) | (pl.col("creditor") == party)) & (pl.col("setoff") > 0)
    )
    return dict(taken.select("id", "setoff").iter_rows())


def close_gap(
    flow: CashFlow,
    *,
    setoffs: Mapping[str, int] | None = None,
    down_payments: Sequence[DownPayment] = (),
    earlier: Mapping[str, int] | None = None,
) -> Closing:
    """What closes how much of the gap, one after the other, and what remains to be financed.

    Parameters
    ----------
    flow : CashFlow
    setoffs : mapping of str to int, optional
        Reference -> rupiah that clearing takes off it, from either side.
    down_payments : sequence of DownPayment, optional
        Parts of what comes in, asked for earlier; at most what is left after the set-offs.
    earlier : mapping of str to int, optional
        Reference of what comes in -> by how many days an earlier delivery brings what is left of it forward.

    Returns
    -------
    Closing
        The steps `today`, `clearing`, `down-payments` and `earlier`.

    Raises
    ------
    FinanceFaults
        Everything that does not go with the movements.
    """
    asked, forward = setoffs or {}, earlier or {}
    known = {item.reference: item for item in flow.movements}
    refuse(_closing_faults(known, asked, down_payments, forward))
    cleared = replace(flow, movements=_set_off(flow.movements, asked))
    advanced = replace(cleared, movements=_advance(cleared.movements, down_payments))
    moved = tuple(
        replace(item, day=days_later(item.day, -forward.get(item.reference, 0)))
        for item in advanced.movements
    )
    flows = [flow, cleared, advanced, replace(advanced, movements=moved)]
    names = ("today", "clearing", "down-payments", "earlier")
    before = [flow, *flows[:-1]]
    return Closing(
        tuple(
            Step(name, now, then.gap - now.gap) for name, then, now in zip(names, before, flows, strict=True)
        )
    )


def _set_off(movements: Sequence[Movement], setoffs: Mapping[str, int]) -> tuple[Movement, ...]:
    """Movements less what is taken off them; what is gone whole is left out."""
    left = []
    for item in movements:
        taken = setoffs.get(item.reference, 0)
        rest = item.amount - taken if item.amount > 0 else item.amount + taken
        if rest:
            left.append(replace(item, amount=rest))
    return tuple(left)


def _advance(movements: Sequence[Movement], down_payments: Sequence[DownPayment]) -> tuple[Movement, ...]:
    asked: defaultdict[str, int] = defaultdict(int)
    by_reference = {item.reference: item for item in movements}
    firsts = []
    for number, payment in enumerate(down_payments, start=1):
        asked[payment.reference] += payment.amount
        partner = by_reference[payment.reference].partner
        firsts.append(Movement(f"{payment.reference}-dp{number}", payment.day, payment.amount, partner))
    return (*_set_off(movements, asked), *firsts)


def _commitment_faults(item: Commitment) -> list[FinanceFault]:
    named = {"reference": item.reference}
    faults = []
    if type(item.amount) is not int or not 1 <= item.amount <= LARGEST_AMOUNT:
        faults.append(FinanceFault("movement", named | {"text": str(item.amount)}))
    elif type(item.down_payment) is not int or not 0 <= item.down_payment <= item.amount:
        faults.append(FinanceFault("down-payment", named | {"text": str(item.down_payment)}))
    if item.down_payment and item.signed is None:
        faults.append(FinanceFault("down-payment-day", named))
    if type(item.terms_days) is not int or not 0 <= item.terms_days <= LONGEST_TERMS:
        faults.append(FinanceFault("terms", {**named, "text": str(item.terms_days), "most": LONGEST_TERMS}))
    return faults


def _closing_faults(
    known: Mapping[str, Movement],
    setoffs: Mapping[str, int],
    down_payments: Sequence[DownPayment],
    earlier: Mapping[str, int],
) -> list[FinanceFault]:
    faults = []
    for reference in [*setoffs, *(payment.reference for payment in down_payments), *earlier]:
        if reference not in known:
            faults.append(FinanceFault("movement-unknown", {"reference": reference}))
    left = {reference: abs(item.amount) for reference, item in known.items()}
    for reference, amount in setoffs.items():
        if reference in known:
            if type(amount) is not int or not 0 <= amount <= left[reference]:
                faults.append(FinanceFault("setoff", {"reference": reference, "text": str(amount)}))
            else:
                left[reference] -= amount
    for payment in down_payments:
        if payment.reference not in known:
            continue
        named = {"reference": payment.reference}
        item = known[payment.reference]
        if item.amount < 0:
            faults.append(FinanceFault("not-incoming", named))
        elif type(payment.amount) is not int or not 1 <= payment.amount <= left[payment.reference]:
            faults.append(FinanceFault("down-payment", named | {"text": str(payment.amount)}))
        else:
            left[payment.reference] -= payment.amount
        if payment.day > item.day:
            faults.append(FinanceFault("down-payment-late", named | {"day": payment.day}))
    for reference, days in earlier.items():
        if reference in known:
            if known[reference].amount < 0:
                faults.append(FinanceFault("not-incoming", {"reference": reference}))
            if type(days) is not int or not 0 <= days <= LONGEST_TERMS:
                faults.append(
                    FinanceFault("terms", {"reference": reference, "text": str(days), "most": LONGEST_TERMS})
                )
    return faults
