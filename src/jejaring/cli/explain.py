"""`jejaring explain`: what became of one listing, and why."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker


def add_explain(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("explain", help=speaker.phrase("explain-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        listing: Annotated[
            str, typer.Argument(help=speaker.phrase("listing-help"), metavar=speaker.phrase("listing"))
        ],
    ) -> None:
        from jejaring.cli.work.explain import explain_listing

        raise typer.Exit(explain_listing(speaker, market, plan, listing))
