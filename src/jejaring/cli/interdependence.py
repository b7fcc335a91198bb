"""`jejaring interdependence`: who depends on whom, as tables and a page of pictures."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.usage import FLAG


def add_interdependence(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("interdependence", help=speaker.phrase("interdependence-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        out: Annotated[
            Path,
            typer.Option(help=speaker.phrase("interdependence-out-help"), metavar=speaker.phrase("folder")),
        ],
        replace: Annotated[
            bool, typer.Option("--replace", metavar=FLAG, help=speaker.phrase("insight-replace-help"))
        ] = False,
    ) -> None:
        from jejaring.cli.work.interdependence import tell_interdependence

        raise typer.Exit(tell_interdependence(speaker, market, plan, out, replace=replace))
