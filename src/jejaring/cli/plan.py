"""`jejaring plan`: from a market to a verified plan with its report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.usage import FLAG
from jejaring.cli.values import number, one_of

SCOPES = ("network", "province", "regency", "cooperative")
SOLVERS = ("auto", "highs", "simplex")
LONGEST = 1e6  # seconds: eleven days


def add_plan(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("plan", help=speaker.phrase("plan-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        out: Annotated[
            Path, typer.Option(help=speaker.phrase("plan-out-help"), metavar=speaker.phrase("plan"))
        ],
        replace: Annotated[
            bool, typer.Option("--replace", metavar=FLAG, help=speaker.phrase("plan-replace-help"))
        ] = False,
        scope: Annotated[
            Any,
            typer.Option(
                help=speaker.phrase("plan-scope-help"),
                metavar="|".join(SCOPES),
                parser=one_of(speaker, SCOPES),
            ),
        ] = "network",
        time_limit: Annotated[
            float,
            typer.Option(
                help=speaker.phrase("plan-time-limit-help"),
                metavar=speaker.phrase("number"),
                parser=number(speaker, 1, LONGEST),
            ),
        ] = 3600.0,
        solver: Annotated[
            Any,
            typer.Option(
                help=speaker.phrase("plan-solver-help"),
                metavar="|".join(SOLVERS),
                parser=one_of(speaker, SOLVERS),
            ),
        ] = "auto",
        keep_basis: Annotated[
            bool, typer.Option("--keep-basis", metavar=FLAG, help=speaker.phrase("plan-keep-basis-help"))
        ] = False,
        basis: Annotated[
            Path | None,
            typer.Option(help=speaker.phrase("plan-basis-help"), metavar=speaker.phrase("plan")),
        ] = None,
        savings: Annotated[
            bool, typer.Option("--savings", metavar=FLAG, help=speaker.phrase("plan-savings-help"))
        ] = False,
    ) -> None:
        from jejaring.cli.work.plan import Wanted, make_plan

        raise typer.Exit(
            make_plan(
                speaker,
                market,
                out,
                Wanted(scope, solver, time_limit, keep_basis, basis),
                replace=replace,
                with_savings=savings,
            )
        )
