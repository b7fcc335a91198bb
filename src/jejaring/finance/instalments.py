"""What is paid when, of a loan: whole rupiah whose sums are exact and whose last balance is 0.

Rates are effective and yearly: interest is due on what is still owed. Two conventions are known. By
months, every month bears a twelfth of the yearly rate, however many days it has; this is how banks
in Indonesia make instalment tables. By days, a period bears the rate times its actual days over 365, in leap
years too; this is for harvests and other irregular dates. Rates are exact fractions and no amount is
ever a float, so nothing depends on the machine.

This module knows arithmetic. It refuses to know who lends, and whether anybody should.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Literal

from jejaring.finance.calendar import months_later
from jejaring.finance.faults import FinanceFault, refuse
from jejaring.finance.rounding import nearest, split, up_to_step

Rate = Fraction | Decimal | int | str
"""A yearly rate as a share of one: `Fraction(6, 100)`, `Decimal("0.06")`, `"0.06"`. Never a float."""
Convention = Literal["months", "days", "flat"]

LARGEST_AMOUNT = 2**53 - 1
"""Rupiah: beyond this, programs that keep numbers as floats lose single rupiah."""
LONGEST = 600
"""Months, or dates, of the longest loan."""
MONTHS = 12
DAYS = 365
"""Of a year, in both conventions."""


@dataclass(frozen=True)
class Instalment:
    """One payment: what it is for, and what is owed after it. Whole rupiah."""

    number: int
    day: date
    principal: int
    interest: int
    balance: int

    @property
    def payment(self) -> int:
        """Rupiah to be paid on the day."""
        return self.principal + self.interest


@dataclass(frozen=True)
class Schedule:
    """All instalments of one loan."""

    amount: int
    """Rupiah lent."""
    rate: Fraction
    """Effective yearly rate; of a flat loan, the flat one."""
    start: date
    """The day the money is paid out."""
    convention: Convention
    instalments: tuple[Instalment, ...]

    @property
    def interest(self) -> int:
        """Rupiah of interest in all."""
        return sum(instalment.interest for instalment in self.instalments)

    @property
    def paid(self) -> int:
        """Rupiah paid in all."""
        return self.amount + self.interest

    @property
    def years(self) -> Fraction:
        """How long the loan runs."""
        if self.convention == "days":
            return Fraction((self.instalments[-1].day - self.start).days, DAYS)
        return Fraction(len(self.instalments), MONTHS)

    @property
    def flat_rate(self) -> Fraction:
        """The flat yearly rate, on the whole amount to the end, that costs the same interest."""
        return self.interest / (self.amount * self.years)


def annuity(amount: int, rate: Rate, months: int, start: date, *, grace: int = 0, step: int = 1) -> Schedule:
    """Equal monthly instalments, after a grace period in which only interest is paid.

    Parameters
    ----------
    amount : int
        Rupiah lent on the day `start`, from 1 to 2**53 - 1.
    rate : Fraction, Decimal, int or str
        Effective yearly rate as a share of one: 6 % is `"0.06"`.
    months : int
        How long the loan runs, grace period included; the first instalment is a month after `start`.
    grace : int, optional
        Months at the beginning in which only interest is paid.
    step : int, optional
        The equal instalment is rounded up to a multiple of this many rupiah; banks like 100. The last
        instalment is whatever is left.

    Raises
    ------
    FinanceFaults
        Everything that is wrong with the request.

    Notes
    -----
    With P rupiah, n instalments and i = rate / 12 the instalment is P i / (1 - (1 + i)^-n); interest is
    i times the balance, to the nearest rupiah.
    """
    refuse(
        [
            *_loan_faults(amount, rate),
            *_whole("months", months, 1, LONGEST),
            *_whole("grace", grace, 0, months - 1 if isinstance(months, int) else LONGEST),
            *_whole("step", step, 1, LARGEST_AMOUNT),
        ]
    )
    monthly = Fraction(rate) / MONTHS
    equal = up_to_step(amount / _worth_of_one([monthly] * (months - grace)), step)
    payments = [0] * grace + [equal] * (months - grace)
    return _run_down(amount, Fraction(rate), start, "months", _months(start, months), payments)


def at_harvest(
    amount: int, rate: Rate, harvests: Sequence[date], start: date, *, shares: Sequence[int] | None = None
) -> Schedule:
    """Pay at harvest (yarnen): at every harvest a share of the amount, and the interest of the days.

    Parameters
    ----------
    amount, rate, start
        As of `annuity`.
    harvests : sequence of date
        When is paid; one date for a loan paid back at once.
    shares : sequence of int, optional
        How much of the amount is paid back at each harvest, as the numbers stand to each other: `(2, 1)` for
        two thirds and one third. Left out, the same each time.

    Raises
    ------
    FinanceFaults
    """
    weights = [1] * len(harvests) if shares is None else list(shares)
    wrong = [] if _are_shares(weights, len(harvests)) else [FinanceFault("shares", {"count": len(harvests)})]
    refuse([*_loan_faults(amount, rate), *_day_faults(start, harvests), *wrong])
    balances = [amount - gone for gone in accumulate(split(amount, weights))]
    return _by_days(amount, Fraction(rate), start, harvests, balances)


def on_days(amount: int, rate: Rate, days: Sequence[date], start: date, *, step: int = 1) -> Schedule:
    """Equal instalments on irregular dates.

    No instalment is less than the interest it finds: after a gap so long that the interest exceeds the equal
    instalment, that interest is paid.

    Parameters
    ----------
    amount, rate, start, step
        As of `annuity`.
    days : sequence of date
        When is paid.

    Raises
    ------
    FinanceFaults
    """
    refuse(
        [
            *_loan_faults(amount, rate),
            *_day_faults(start, days),
            *_whole("step", step, 1, LARGEST_AMOUNT),
        ]
    )
    rates = [Fraction(rate) * (end - begin).days / DAYS for begin, end in pairwise([start, *days])]
    equal = up_to_step(amount / _worth_of_one(rates), step)
    return _run_down(amount, Fraction(rate), start, "days", days, [equal] * len(days))


def flat(amount: int, rate: Rate, months: int, start: date) -> Schedule:
    """Flat interest, for comparison: every month the same share of the whole amount, and the same interest.

    Parameters
    ----------
    amount, months, start
        As of `annuity`.
    rate : Fraction, Decimal, int or str
        Flat yearly rate, borne by the whole amount to the end.

    Raises
    ------
    FinanceFaults
    """
    refuse([*_loan_faults(amount, rate), *_whole("months", months, 1, LONGEST)])
    equal = [1] * months
    interest = split(nearest(amount * Fraction(rate) * months / MONTHS), equal)
    principal = split(amount, equal)
    balances = [amount - gone for gone in accumulate(principal)]
    rows = zip(_months(start, months), principal, interest, balances, strict=True)
    instalments = tuple(Instalment(number, *row) for number, row in enumerate(rows, start=1))
    return Schedule(amount, Fraction(rate), start, "flat", instalments)


def effective_rate(schedule: Schedule) -> Decimal:
    """The effective yearly rate, by months, at which the instalments are worth what was lent.

    What a flat rate really costs; found to a millionth of one by halving the interval.

    Parameters
    ----------
    schedule : Schedule
        Monthly instalments.
    """
    low, high = Decimal(0), Decimal(10)
    while high - low > Decimal("1e-7"):
        middle = (low + high) / 2
        growth = 1 + middle / MONTHS
        worth = sum(
            (instalment.payment / growth**instalment.number for instalment in schedule.instalments),
            Decimal(0),
        )
        low, high = (middle, high) if worth > schedule.amount else (low, middle)
    return ((low + high) / 2).quantize(Decimal("1e-6"))


def _worth_of_one(rates: Sequence[Fraction]) -> Fraction:
    """What one rupiah at the end of every period is worth at the beginning."""
    worth = Fraction(0)
    for rate in reversed(rates):
        worth = (1 + worth) / (1 + rate)
    return worth


def _run_down(
    amount: int,
    rate: Fraction,
    start: date,
    convention: Literal["months", "days"],
    days: Sequence[date],
    payments: Sequence[int],
) -> Schedule:
    """A loan paid down by `payments`; nothing pays less than the interest, and the last pays the rest."""
    last = len(days)
    balance, before, rows = amount, start, []
    for number, (day, payment) in enumerate(zip(days, payments, strict=True), start=1):
        interest = _interest(balance, rate, convention, before, day)
        principal = balance if number == last else min(max(payment - interest, 0), balance)
        balance -= principal
        before = day
        rows.append(Instalment(number, day, principal, interest, balance))
    return Schedule(amount, rate, start, convention, tuple(rows))


def _by_days(
    amount: int, rate: Fraction, start: date, days: Sequence[date], balances: Sequence[int]
) -> Schedule:
    """A loan of which `balances` are still owed after the `days`."""
    owed, before, rows = amount, start, []
    for number, (day, balance) in enumerate(zip(days, balances, strict=True), start=1):
        interest = _interest(owed, rate, "days", before, day)
        rows.append(Instalment(number, day, owed - balance, interest, balance))
        owed, before = balance, day
    return Schedule(amount, rate, start, "days", tuple(rows))


def _interest(balance: int, rate: Fraction, convention: str, begin: date, end: date) -> int:
    years = Fraction((end - begin).days, DAYS) if convention == "days" else Fraction(1, MONTHS)
    return nearest(balance * rate * years)


def _months(start: date, months: int) -> list[date]:
    try:
        return [months_later(start, month) for month in range(1, months + 1)]
    except OverflowError:
        refuse([FinanceFault("too-far", {"start": start})])
        raise


def _loan_faults(amount: object, rate: object) -> Iterator[FinanceFault]:
    yield from _whole("amount", amount, 1, LARGEST_AMOUNT)
    try:
        exact = None if isinstance(rate, float) else Fraction(rate)  # type: ignore[call-overload]
    except (ValueError, TypeError, ZeroDivisionError, OverflowError):
        exact = None
    if exact is None:
        yield FinanceFault("rate", {"text": str(rate)})
    elif not 0 <= exact <= 1:
        yield FinanceFault("rate-range", {"rate": exact})


def _whole(name: str, value: object, least: int, most: int) -> Iterator[FinanceFault]:
    if type(value) is not int or not least <= value <= most:
        yield FinanceFault(name, {"text": str(value), "least": least, "most": most})


def _day_faults(start: date, days: Sequence[date]) -> Iterator[FinanceFault]:
    if not 1 <= len(days) <= LONGEST:
        yield FinanceFault("days", {"most": LONGEST})
    for before, day in pairwise([start, *days]):
        if day <= before:
            yield FinanceFault("days-order", {"day": day, "before": before})


def _are_shares(shares: Sequence[object], count: int) -> bool:
    return len(shares) == count and all(
        type(share) is int and 0 < share <= LARGEST_AMOUNT for share in shares
    )
