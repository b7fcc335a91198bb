"""`jejaring cash-flow`: a cooperative's cash day by day, its gap, and what closes it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.values import calendar_day, whole_number

MOST_RUPIAH = 2**53 - 1


def add_cash_flow(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("cash-flow", help=speaker.phrase("cash-flow-help"))
    def run(
        obligations: Annotated[
            Path,
            typer.Argument(help=speaker.phrase("obligations-help"), metavar=speaker.phrase("obligations")),
        ],
        party: Annotated[
            str, typer.Option(help=speaker.phrase("cash-flow-party-help"), metavar=speaker.phrase("party"))
        ],
        cash: Annotated[
            int,
            typer.Option(
                help=speaker.phrase("cash-flow-cash-help"),
                metavar=speaker.phrase("rupiah"),
                parser=whole_number(speaker, -MOST_RUPIAH, MOST_RUPIAH),
            ),
        ] = 0,
        start: Annotated[
            date | None,
            typer.Option(
                help=speaker.phrase("cash-flow-start-help"),
                metavar=speaker.phrase("day"),
                parser=calendar_day(speaker),
            ),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("cash-flow-out-help"), metavar=speaker.phrase("file")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.cash_flow import tell_cash_flow

        raise typer.Exit(tell_cash_flow(speaker, obligations, party, cash, start or date.today(), out))
