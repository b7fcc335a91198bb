"""`jejaring gaps`: needs nobody serves, and where one more mill or store would gain most."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.usage import FLAG
from jejaring.cli.values import whole_number

MOST = 1000


def add_gaps(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("gaps", help=speaker.phrase("gaps-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        count: Annotated[
            int,
            typer.Option(
                help=speaker.phrase("gaps-count-help"),
                metavar=speaker.phrase("number"),
                parser=whole_number(speaker, 1, MOST),
            ),
        ] = 10,
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("gaps-out-help"), metavar=speaker.phrase("folder")),
        ] = None,
        replace: Annotated[
            bool, typer.Option("--replace", metavar=FLAG, help=speaker.phrase("insight-replace-help"))
        ] = False,
    ) -> None:
        from jejaring.cli.work.gaps import tell_gaps

        raise typer.Exit(tell_gaps(speaker, market, plan, count, out, replace=replace))
