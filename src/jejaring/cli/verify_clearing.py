"""`jejaring verify-clearing`: whether set-offs are right and the largest there can be."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker


def add_verify_clearing(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("verify-clearing", help=speaker.phrase("verify-clearing-help"))
    def run(
        obligations: Annotated[
            Path,
            typer.Argument(help=speaker.phrase("obligations-help"), metavar=speaker.phrase("obligations")),
        ],
        clearing: Annotated[
            Path, typer.Argument(help=speaker.phrase("clearing-help"), metavar=speaker.phrase("folder"))
        ],
    ) -> None:
        from jejaring.cli.work.clear import check_clearing

        raise typer.Exit(check_clearing(speaker, obligations, clearing))
