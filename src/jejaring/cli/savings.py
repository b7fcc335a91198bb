"""`jejaring savings`: what a market comes to alone, in its regency, in its province and in the network."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker


def add_savings(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("savings", help=speaker.phrase("savings-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("savings-out-help"), metavar=speaker.phrase("file")),
        ] = None,
        by_region: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("savings-by-region-help"), metavar=speaker.phrase("file")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.savings import tell_savings

        raise typer.Exit(tell_savings(speaker, market, out, by_region))
