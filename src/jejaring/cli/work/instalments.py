"""The instalments of a loan in lines, which receivables pay them, and a table to keep."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl

from jejaring.clearing import read_obligations
from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.places import check_writable, named_as
from jejaring.finance import Cover, Receivable, Schedule, annuity, at_harvest, cover, flat, on_days
from jejaring.finance.cover import DELAYS
from jejaring.finance.faults import FinanceFault, refuse
from jejaring.language import format_money, format_percent


@dataclass(frozen=True)
class Loan:
    """What was asked for."""

    amount: int
    rate: Fraction
    start: date
    months: int | None
    grace: int
    harvests: tuple[date, ...]
    days: tuple[date, ...]
    step: int

    def schedule(self) -> Schedule:
        """Its instalments."""
        if self.harvests:
            return at_harvest(self.amount, self.rate, self.harvests, self.start)
        if self.days:
            return on_days(self.amount, self.rate, self.days, self.start, step=self.step)
        months = self.months or 0
        return annuity(self.amount, self.rate, months, self.start, grace=self.grace, step=self.step)


def tell_instalments(
    speaker: Speaker, loan: Loan, receivables: Path | None, party: str | None, cash: int, out: Path | None
) -> int:
    """Tell the instalments, who pays them, and write them to `out` if that is a file; the exit status."""
    if sum(map(bool, (loan.months, loan.harvests, loan.days))) != 1:
        speaker.complain(speaker.phrase("instalments-one-way"))
        return BAD_INPUT
    if (party or cash) and receivables is None:
        speaker.complain(speaker.phrase("instalments-no-receivables"))
        return BAD_INPUT
    schedule = loan.schedule()
    owed = None if receivables is None else _receivables(receivables, party)
    if out is not None:
        check_writable(out)
    _tell(speaker, schedule)
    if owed is not None:
        for days in (0, *DELAYS):
            _tell_cover(speaker, cover(schedule, owed, days, cash=cash))
    if out is not None:
        with named_as(out):
            out.write_text(_table(schedule).write_csv(), encoding="utf-8")
        speaker.say("instalments-written", path=out)
    return 0


def _receivables(source: Path, party: str | None) -> list[Receivable]:
    table = read_obligations(source).table
    if party is not None:
        table = table.filter(pl.col("creditor") == party)
        if table.is_empty():
            refuse([FinanceFault("no-receivables", {"party": party})])
    return [Receivable(*row) for row in table.select("id", "due", "amount").iter_rows()]


def _tell(speaker: Speaker, schedule: Schedule) -> None:
    language = speaker.language
    speaker.say(
        "instalments-loan",
        amount=format_money(schedule.amount, language),
        rate=format_percent(float(schedule.rate), language, 2),
        start=schedule.start,
    )
    speaker.say(f"instalments-convention-{schedule.convention}")
    heads = [speaker.phrase(f"instalments-head-{name}") for name in HEADS]
    rows = [
        [
            str(row.number),
            str(row.day),
            *(
                format_money(amount, language)
                for amount in (row.principal, row.interest, row.payment, row.balance)
            ),
        ]
        for row in schedule.instalments
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, *rows]:
        cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        speaker.print("  ".join(cells))
    speaker.say(
        "instalments-total",
        interest=format_money(schedule.interest, language),
        paid=format_money(schedule.paid, language),
    )
    speaker.say("instalments-flat", rate=format_percent(float(schedule.flat_rate), language, 2))
    if schedule.convention == "months" and schedule.rate:
        misleading = flat(schedule.amount, schedule.rate, len(schedule.instalments), schedule.start)
        speaker.say(
            "instalments-if-flat",
            rate=format_percent(float(schedule.rate), language, 2),
            interest=format_money(misleading.interest, language),
        )


HEADS = ("number", "day", "principal", "interest", "payment", "balance")


def _tell_cover(speaker: Speaker, paid: Cover) -> None:
    late = paid.late_days
    if paid:
        speaker.say("cover-whole-late" if late else "cover-whole", days=late)
        return
    speaker.say("cover-broken-late" if late else "cover-broken", days=late)
    for broken in paid.breaks:
        speaker.say(
            "cover-until" if broken.until else "cover-never",
            number=broken.instalment,
            day=broken.day,
            short=format_money(broken.short, speaker.language),
            until=broken.until,
        )


def _table(schedule: Schedule) -> pl.DataFrame:
    return pl.DataFrame(
        {
            name: [getattr(row, name) for row in schedule.instalments]
            for name in ("number", "day", "principal", "interest", "payment", "balance")
        }
    )
