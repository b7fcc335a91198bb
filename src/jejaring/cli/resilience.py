"""`jejaring resilience`: what is lost, and who is hurt, when something fails."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.usage import FLAG
from jejaring.cli.values import one_of, whole_number

EVERY = ("cooperatives", "ports", "ferries", "lanes")
MOST_WORKERS = 256


def add_resilience(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    def several(key: str, metavar: str) -> object:
        return typer.Option(help=speaker.phrase(f"resilience-{key}-help"), metavar=speaker.phrase(metavar))

    @app.command("resilience", help=speaker.phrase("resilience-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        cooperative: Annotated[list[str] | None, several("cooperative", "id")] = None,
        harvest: Annotated[list[str] | None, several("harvest", "commodity")] = None,
        region: Annotated[list[str] | None, several("region", "region")] = None,
        lane: Annotated[list[str] | None, several("lane", "pair")] = None,
        port: Annotated[list[str] | None, several("port", "name")] = None,
        ferry: Annotated[list[str] | None, several("ferry", "pair")] = None,
        every: Annotated[
            Any,
            typer.Option(
                help=speaker.phrase("resilience-every-help"),
                metavar="|".join(EVERY),
                parser=one_of(speaker, EVERY),
            ),
        ] = None,
        strengthen: Annotated[
            bool,
            typer.Option("--strengthen", metavar=FLAG, help=speaker.phrase("resilience-strengthen-help")),
        ] = False,
        workers: Annotated[
            int,
            typer.Option(
                help=speaker.phrase("resilience-workers-help"),
                metavar=speaker.phrase("number"),
                parser=whole_number(speaker, 1, MOST_WORKERS),
            ),
        ] = 1,
        out: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("resilience-out-help"), metavar=speaker.phrase("folder")),
        ] = None,
    ) -> None:
        from jejaring.cli.work.resilience import Asked, tell_resilience

        asked = Asked(
            {
                "cooperative": cooperative or [],
                "harvest": harvest or [],
                "region": region or [],
                "lane": lane or [],
                "port": port or [],
                "ferry": ferry or [],
            },
            every,
            strengthen,
        )
        raise typer.Exit(tell_resilience(speaker, market, plan, asked, workers, out))
