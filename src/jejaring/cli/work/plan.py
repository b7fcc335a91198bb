"""A market planned, verified and written with its report."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from jejaring.cli.console import BAD_INPUT, NOT_VERIFIED, Speaker
from jejaring.cli.work.background import begun, in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.insight.savings import plans_of_scopes, savings
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market
from jejaring.planning import Plan, Verdict, check_replaceable, plan, verify
from jejaring.planning.folder import BASIS, REPORT
from jejaring.planning.progress import ProgressTold
from jejaring.planning.scopes import Scope, confined
from jejaring.planning.solvers import Solver
from jejaring.report import write_report

if TYPE_CHECKING:
    from jejaring.planning.simplex.standing import Standing

LEAST_LOSS = 1e-5  # what is said to be lost at most, where it is less


@dataclass(frozen=True)
class Wanted:
    """How a market is to be planned."""

    scope: Scope
    solver: Solver
    time_limit: float
    keep_basis: bool
    """Whether the plan's folder is to hold where the solve stood."""
    basis: Path | None
    """The plan from whose kept basis to start."""

    @property
    def warm(self) -> bool:
        """Whether a basis is kept or taken up."""
        return self.keep_basis or self.basis is not None


def make_plan(
    speaker: Speaker, market: Path, out: Path, wanted: Wanted, *, replace: bool, with_savings: bool
) -> int:
    """Plan `market` into the folder `out`; the exit status."""
    if wanted.warm and (wanted.scope != "network" or wanted.solver == "highs"):
        speaker.complain(speaker.phrase("plan-basis-alone"))
        return BAD_INPUT
    check_replaceable(out, replace=replace)
    check_writable(out)
    with speaker.progress() as told:
        source, proposal, standing = in_background(lambda: _planned(market, wanted, told))
        told("verify", 0.0)
        verified = begun(lambda: verify(source, proposal))
        saved, alone = (
            in_background(lambda: _compared(source, proposal, told)) if with_savings else (None, None)
        )

        def holds() -> Verdict:
            verdict = verified()
            if not verdict:
                raise _Refused(verdict)
            return verdict

        def beside(folder: Path) -> None:
            told("report", 0.0)
            write_report(
                confined(source, wanted.scope),
                proposal,
                holds,
                folder / REPORT,
                speaker.language,
                name=market.resolve().stem,
                savings=saved,
                alone=alone,
            )
            if standing:
                standing.write(folder / BASIS)

        try:
            with named_as(out):
                proposal.write(out, replace=replace, also=beside)
        except _Refused as refused:
            return _refuse(speaker, refused.verdict)
    _summarise(speaker, source, proposal, out)
    return 0


class _Refused(Exception):
    """The plan does not hold: nothing of it is put in place."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def _planned(market: Path, wanted: Wanted, told: ProgressTold) -> tuple[Market, Plan, "Standing | None"]:
    told("read", 0.0)
    source, standing = Market.read(market), None
    if wanted.warm:
        proposal, standing = _planned_warm(source, wanted, told)
    else:
        proposal = plan(
            source,
            scope=wanted.scope,
            solver=wanted.solver,
            time_limit=wanted.time_limit,
            progress=told,
        )
    return source, proposal, standing if wanted.keep_basis else None


def _planned_warm(market: Market, wanted: Wanted, told: ProgressTold) -> tuple[Plan, "Standing"]:
    from jejaring.planning.warm import Planner, read_standing  # its compiler is slow to load

    standing = None if wanted.basis is None else read_standing(wanted.basis / BASIS)
    told("solve", 0.0)
    planner = Planner(market, standing=standing, time_limit=wanted.time_limit, progress=told)
    return planner.plan(progress=told), planner.standing


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
