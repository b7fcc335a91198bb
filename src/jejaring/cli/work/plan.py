"""A market planned, verified and written with its report."""

from pathlib import Path

import polars as pl

from jejaring.cli.console import NOT_VERIFIED, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market
from jejaring.planning import Plan, Verdict, check_replaceable, plan, verify
from jejaring.planning.folder import REPORT
from jejaring.planning.progress import ProgressTold
from jejaring.planning.savings import plans_of_scopes, savings
from jejaring.planning.scopes import Scope, confined
from jejaring.report import write_report

LEAST_LOSS = 1e-5  # what is said to be lost at most, where it is less


def make_plan(
    speaker: Speaker,
    market: Path,
    out: Path,
    *,
    replace: bool,
    scope: Scope,
    time_limit: float,
    with_savings: bool,
) -> int:
    """Plan `market` into the folder `out`; the exit status."""
    check_replaceable(out, replace=replace)
    check_writable(out)
    with speaker.progress() as told:
        source, proposal, verdict = in_background(lambda: _planned(market, scope, time_limit, told))
        if not verdict:
            return _refuse(speaker, verdict)
        saved, alone = (
            in_background(lambda: _compared(source, proposal, told)) if with_savings else (None, None)
        )
        told("report", 0.0)
        name = market.resolve().stem
        with named_as(out):
            proposal.write(
                out,
                replace=replace,
                also=lambda folder: write_report(
                    confined(source, scope),
                    proposal,
                    verdict,
                    folder / REPORT,
                    speaker.language,
                    name=name,
                    savings=saved,
                    alone=alone,
                ),
            )
    _summarise(speaker, source, proposal, out)
    return 0


def _planned(
    market: Path, scope: Scope, time_limit: float, told: ProgressTold
) -> tuple[Market, Plan, Verdict]:
    told("read", 0.0)
    source = Market.read(market)
    proposal = plan(source, scope=scope, time_limit=time_limit, progress=told)
    told("verify", 0.0)
    return source, proposal, verify(source, proposal)


def _compared(market: Market, proposal: Plan, told: ProgressTold) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the market comes to in every scope, and what each cooperative gains alone."""
    plans = plans_of_scopes(market, proposal, progress=told)
    return savings(market, plans), plans["cooperative"].gains


def _refuse(speaker: Speaker, verdict: Verdict) -> int:
    """A plan of our own making that does not hold is our fault, and nobody gets to see it."""
    speaker.complain(speaker.phrase("plan-not-verified"))
    for check in verdict.faults:
        speaker.complain(f"  ✗ {check.say(speaker.language)} {check.where}")
    speaker.complain(speaker.phrase("plan-not-verified-then"))
    return NOT_VERIFIED


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
        cooperatives=speaker.counted("cooperatives", market.cooperatives.height),
        listings=speaker.counted("listings", market.listing_count),
        periods=speaker.counted("months", len(market.periods))
        if market.periods != ("all",)
        else speaker.phrase("one-period"),
    )
    speaker.say("plan-surplus", surplus=format_money(proposal.surplus, language))
    speaker.say("plan-served", share=format_percent(served / wanted.sum() if wanted.sum() else 0.0, language))
    speaker.say(
        "plan-trades",
        trades=speaker.counted("trades", proposal.trades.height),
        chains=speaker.counted("chains", proposal.chains["chain"].n_unique()),
        gaining=speaker.counted("gaining", proposal.gains.filter(pl.col("gain") > 0).height),
    )
    speaker.say("plan-proved", seconds=format_number(proposal.seconds, language, 1))
    speaker.say(
        "plan-practical",
        trades=speaker.counted("trades", proposal.practical_trades.height),
        surplus=format_money(proposal.practical_surplus, language),
        loss=format_percent(max(proposal.practical_loss, LEAST_LOSS), language, 3),
    )
    speaker.say("plan-report", report=out / REPORT)
