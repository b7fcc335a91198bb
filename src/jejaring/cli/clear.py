"""`jejaring clear`: cancel debts around loops."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.usage import FLAG


def add_clear(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("clear", help=speaker.phrase("clear-help"))
    def run(
        obligations: Annotated[
            Path,
            typer.Argument(help=speaker.phrase("obligations-help"), metavar=speaker.phrase("obligations")),
        ],
        out: Annotated[
            Path, typer.Option(help=speaker.phrase("clear-out-help"), metavar=speaker.phrase("folder"))
        ],
        replace: Annotated[
            bool, typer.Option("--replace", metavar=FLAG, help=speaker.phrase("clear-replace-help"))
        ] = False,
        insolvent: Annotated[
            list[str] | None,
            typer.Option(help=speaker.phrase("clear-insolvent-help"), metavar=speaker.phrase("party")),
        ] = None,
        parties: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("clear-parties-help"), metavar=speaker.phrase("file")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.clear import clear_debts

        raise typer.Exit(
            clear_debts(
                speaker, obligations, out, replace=replace, insolvent=insolvent or [], parties=parties
            )
        )
