"""`jejaring what-if`: what a change to a market would mean for everybody."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import Speaker


def add_what_if(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    def several(key: str) -> object:
        return typer.Option(help=speaker.phrase(f"what-if-{key}-help"), metavar=speaker.phrase("change"))

    @app.command("what-if", help=speaker.phrase("what-if-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        change: Annotated[list[str] | None, several("change")] = None,
        remove: Annotated[list[str] | None, several("remove")] = None,
        add: Annotated[list[str] | None, several("add")] = None,
        close_region: Annotated[list[str] | None, several("close-region")] = None,
        close_lane: Annotated[list[str] | None, several("close-lane")] = None,
        close_port: Annotated[list[str] | None, several("close-port")] = None,
        close_ferry: Annotated[list[str] | None, several("close-ferry")] = None,
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("what-if-out-help"), metavar=speaker.phrase("plan")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.what_if import tell_what_if

        asked = {
            "change": change or [],
            "remove": remove or [],
            "add": add or [],
            "close-region": close_region or [],
            "close-lane": close_lane or [],
            "close-port": close_port or [],
            "close-ferry": close_ferry or [],
        }
        raise typer.Exit(tell_what_if(speaker, market, plan, asked, out))
