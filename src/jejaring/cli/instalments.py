"""`jejaring instalments`: what is paid when, of a loan, and by whom."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.values import calendar_day, percentage, whole_number

MOST_RUPIAH = 2**53 - 1
MOST_MONTHS = 600


def add_instalments(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    def whole(key: str, least: int, most: int, metavar: str) -> Any:
        return typer.Option(
            help=speaker.phrase(f"instalments-{key}-help"),
            metavar=speaker.phrase(metavar),
            parser=whole_number(speaker, least, most),
        )

    def day(key: str, name: str) -> Any:
        return typer.Option(
            name,
            help=speaker.phrase(f"instalments-{key}-help"),
            metavar=speaker.phrase("day"),
            parser=calendar_day(speaker),
        )

    @app.command("instalments", help=speaker.phrase("instalments-help"))
    def run(
        amount: Annotated[int, whole("amount", 1, MOST_RUPIAH, "rupiah")],
        rate: Annotated[
            Fraction,
            typer.Option(
                help=speaker.phrase("instalments-rate-help"),
                metavar=speaker.phrase("percentage"),
                parser=percentage(speaker),
            ),
        ],
        months: Annotated[int | None, whole("months", 1, MOST_MONTHS, "number")] = None,
        grace: Annotated[int, whole("grace", 0, MOST_MONTHS, "number")] = 0,
        harvest: Annotated[list[date] | None, day("harvest", "--harvest")] = None,
        on: Annotated[list[date] | None, day("on", "--on")] = None,
        start: Annotated[date | None, day("start", "--start")] = None,
        step: Annotated[int, whole("step", 1, MOST_RUPIAH, "rupiah")] = 1,
        receivables: Annotated[
            Path | None,
            typer.Option(
                help=speaker.phrase("instalments-receivables-help"), metavar=speaker.phrase("obligations")
            ),
        ] = None,
        party: Annotated[
            str | None,
            typer.Option(help=speaker.phrase("instalments-party-help"), metavar=speaker.phrase("party")),
        ] = None,
        cash: Annotated[int, whole("cash", 0, MOST_RUPIAH, "rupiah")] = 0,
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("instalments-out-help"), metavar=speaker.phrase("file")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.instalments import Loan, tell_instalments

        begin = start or date.today()
        loan = Loan(amount, rate, begin, months, grace, tuple(harvest or ()), tuple(on or ()), step)
        raise typer.Exit(tell_instalments(speaker, loan, receivables, party, cash, out))
