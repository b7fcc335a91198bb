"""`jejaring verify`: whether a plan is right and is the best, check by check."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker


def add_verify(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("verify", help=speaker.phrase("verify-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
    ) -> None:
        from jejaring.cli.work.verify import check_plan

        raise typer.Exit(check_plan(speaker, market, plan))
