"""Which receivable pays which instalment, and what breaks when buyers pay late.

Money is used in the order in which it comes in, for the instalments in the order in which they are due; what
comes in early waits. This module knows days and rupiah. It refuses to guess who will pay late: it is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jejaring.finance.calendar import days_later
from jejaring.finance.faults import FinanceFault, refuse
from jejaring.finance.instalments import LARGEST_AMOUNT, Schedule

DELAYS = (14, 30, 60)
"""Days late that are looked at: consignment in shops, a month, two."""
LONGEST_DELAY = 3650
CASH = ""
"""Stands for the cash there was before, where a receivable is named."""


@dataclass(frozen=True)
class Receivable:
    """Money a buyer owes the borrower."""

    reference: str
    due: date
    amount: int
    """Whole rupiah."""


@dataclass(frozen=True)
class Piece:
    """A part of an instalment paid out of one receivable."""

    instalment: int
    reference: str
    """Of the receivable; `CASH` for the cash there was before."""
    amount: int
    day: date
    """When it is paid: when the instalment is due, or when the money comes if that is later."""


@dataclass(frozen=True)
class Break:
    """An instalment that cannot be paid whole on its day."""

    instalment: int
    day: date
    """When it was due."""
    short: int
    """Rupiah missing on the day."""
    until: date | None
    """When it can be paid whole; None if never out of these receivables."""


@dataclass(frozen=True)
class Cover:
    """How the instalments of one loan are paid."""

    late_days: int
    pieces: tuple[Piece, ...]
    breaks: tuple[Break, ...]
    unused: int
    """Rupiah that remain when every instalment is paid."""

    def __bool__(self) -> bool:
        return not self.breaks


def cover(
    schedule: Schedule,
    receivables: Sequence[Receivable],
    late_days: int = 0,
    *,
    late: Collection[str] | None = None,
    cash: int = 0,
) -> Cover:
    """How receivables pay the instalments when they come in `late_days` after their due dates.

    Parameters
    ----------
    schedule : Schedule
    receivables : sequence of Receivable
        In any order; among those of one day the reference decides.
    late_days : int, optional
        From 0 to 3650.
    late : collection of str, optional
        References of those that come late; left out, all do.
    cash : int, optional
        Rupiah in hand on the day the loan starts.

    Returns
    -------
    Cover

    Raises
    ------
    FinanceFaults
    """
    _check(receivables, late_days, late or (), cash)
    money = [(schedule.start, CASH, cash)] if cash else []
    money += sorted(
        (
            days_later(item.due, late_days if late is None or item.reference in late else 0),
            item.reference,
            item.amount,
        )
        for item in receivables
    )
    pieces: list[Piece] = []
    breaks: list[Break] = []
    place, left = 0, money[0][2] if money else 0
    for instalment in schedule.instalments:
        owed, short, until = instalment.payment, 0, instalment.day
        while owed and place < len(money):
            arrival, reference, _ = money[place]
            if arrival > instalment.day and not short:
                short = owed
            taken = min(owed, left)
            until = max(instalment.day, arrival)
            if taken:
                pieces.append(Piece(instalment.number, reference, taken, until))
            owed, left = owed - taken, left - taken
            if not left:
                place += 1
                left = money[place][2] if place < len(money) else 0
        if short or owed:
            breaks.append(Break(instalment.number, instalment.day, short or owed, None if owed else until))
    unused = left + sum(amount for _, _, amount in money[place + 1 :])
    return Cover(late_days, tuple(pieces), tuple(breaks), unused)


def breaking(
    schedule: Schedule,
    receivables: Sequence[Receivable],
    delays: Sequence[int] = DELAYS,
    *,
    cash: int = 0,
) -> Mapping[str, Mapping[int, tuple[Break, ...]]]:
    """What each receivable would break by being late alone: reference -> days late -> broken instalments.

    Instalments that break even when everybody pays in time are not counted.
    """
    anyway = {broken.instalment for broken in cover(schedule, receivables, cash=cash).breaks}
    return {
        item.reference: {
            days: tuple(
                broken
                for broken in cover(schedule, receivables, days, late={item.reference}, cash=cash).breaks
                if broken.instalment not in anyway
            )
            for days in delays
        }
        for item in receivables
    }


def _check(receivables: Sequence[Receivable], late_days: int, late: Collection[str], cash: int) -> None:
    faults = []
    if type(late_days) is not int or not 0 <= late_days <= LONGEST_DELAY:
        faults.append(FinanceFault("late-days", {"text": str(late_days), "most": LONGEST_DELAY}))
    if type(cash) is not int or not 0 <= cash <= LARGEST_AMOUNT:
        faults.append(FinanceFault("cash", {"text": str(cash), "most": LARGEST_AMOUNT}))
    seen: set[str] = set()
    for item in receivables:
        if type(item.amount) is not int or not 1 <= item.amount <= LARGEST_AMOUNT:
            faults.append(FinanceFault("receivable", {"reference": item.reference, "text": str(item.amount)}))
        if item.reference in seen:
            faults.append(FinanceFault("receivable-twice", {"reference": item.reference}))
        seen.add(item.reference)
    faults += [FinanceFault("receivable-unknown", {"reference": name}) for name in sorted({*late} - seen)]
    refuse(faults)
