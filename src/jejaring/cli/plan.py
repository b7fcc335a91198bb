"""`jejaring plan`: from a market to a verified plan with its report."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from jejaring.cli.console import NOT_VERIFIED, Speaker
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market
from jejaring.planning import Plan, check_replaceable, plan, verify
from jejaring.planning.folder import REPORT
from jejaring.report import write_report


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
        replace: Annotated[bool, typer.Option("--replace", help=speaker.phrase("plan-replace-help"))] = False,
        time_limit: Annotated[
            float, typer.Option(help=speaker.phrase("plan-time-limit-help"), min=1.0)
        ] = 3600.0,
    ) -> None:
        check_replaceable(out, replace=replace)
        with speaker.progress() as told:
            told("read", 0.0)
            source = Market.read(market)
            proposal = plan(source, time_limit=time_limit, progress=told)
            told("verify", 0.0)
            verdict = verify(source, proposal)
            if not verdict:
                speaker.complain(speaker.phrase("plan-not-verified"))
                for check in verdict.faults:
                    speaker.complain(f"  ✗ {check.say(speaker.language)} {check.where}")
                raise typer.Exit(NOT_VERIFIED)
            told("report", 0.0)
            proposal.write(
                out,
                replace=replace,
                also=lambda folder: write_report(
                    source,
                    proposal,
                    verdict,
                    folder / REPORT,
                    speaker.language,
                    name=market.resolve().stem,
                ),
            )
        _summarise(speaker, source, proposal, out)


def _summarise(speaker: Speaker, market: Market, proposal: Plan, out: Path) -> None:
    """The plan in a few lines."""
    language = speaker.language
    wanted = market.needs["quantity"] * market.needs["price"]
    served = (
        proposal.levels.join(market.needs.select(listing="id", bid="price"), on="listing")
        .select((pl.col("level") * pl.col("bid")).sum())
        .item()
    )
    speaker.say(
        "plan-market",
        cooperatives=format_number(market.cooperatives.height, language),
        listings=format_number(market.listing_count, language),
        periods=format_number(len(market.periods), language),
    )
    speaker.say("plan-surplus", surplus=format_money(proposal.surplus, language))
    speaker.say("plan-served", share=format_percent(served / wanted.sum() if wanted.sum() else 0.0, language))
    speaker.say(
        "plan-trades",
        trades=format_number(proposal.trades.height, language),
        chains=format_number(proposal.chains["chain"].n_unique(), language),
        gaining=format_number(proposal.gains.filter(pl.col("gain") > 0).height, language),
    )
    speaker.say(
        "plan-proved", gap=f"{proposal.gap:.0e}", seconds=format_number(proposal.seconds, language, 1)
    )
    if any(table["minimum"].count() for table in (market.offers, market.needs, market.capacities)):
        speaker.say("plan-minimum")
    speaker.say("plan-report", report=out / REPORT)
