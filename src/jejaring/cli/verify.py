"""`jejaring verify`: whether a plan is right and is the best, check by check."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import NOT_VERIFIED, Speaker
from jejaring.language import format_money
from jejaring.market import Market
from jejaring.planning import Plan, verify


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
        with speaker.progress() as told:
            told("read", 0.0)
            source, proposal = Market.read(market), Plan.read(plan)
            told("verify", 0.0)
            verdict = verify(source, proposal)
        for check in verdict.checks:
            where = "" if check.passed or not check.where else f" ({check.where})"
            speaker.out.print(
                f"{'✓' if check.passed else '✗'} {check.say(speaker.language)}{where}", markup=False
            )
        if not verdict:
            speaker.complain(speaker.phrase("verify-failed"))
            raise typer.Exit(NOT_VERIFIED)
        speaker.say(
            "verify-passed",
            surplus=format_money(verdict.surplus, speaker.language),
            bound=format_money(verdict.bound, speaker.language),
            gap=f"{verdict.gap:.0e}",
        )
