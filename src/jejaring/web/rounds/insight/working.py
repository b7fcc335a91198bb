"""Work out what an attempt's plan means: always who depends on whom; of a market that is not too large also
what is lost when each cooperative fails, what would help, what is missing, and what the network saves."""

import logging
import shutil
import time

import polars as pl
from django.conf import settings

from jejaring.insight.gaps import openings, unserved
from jejaring.insight.interdependence import between, dealings, loops, partners, steps
from jejaring.insight.resilience import Replanner, cooperatives_of, hurt, ranking, strengthenings
from jejaring.insight.savings import plans_of_scopes, savings
from jejaring.market import Market
from jejaring.planning import NotSolved, Plan
from jejaring.web.rounds.insight.kept import Insight, folder_of
from jejaring.web.rounds.models import Attempt

LOG = logging.getLogger("jejaring.rounds")
EXTRAS = 6
"""Things more that are planned in, of each kind, and needs whose price is found."""
SECONDS = 60.0
"""Of this process's CPU, for failures: those of the cooperatives that trade most first."""


def look_into(attempt: Attempt, *, seconds: float = SECONDS) -> None:
    """Work it out, unless that is done; the files appear whole or not at all."""
    if folder_of(attempt).exists() or not (attempt.folder / "plan").is_dir():
        return
    market, plan = Market.read(attempt.folder / "market"), Plan.read(attempt.folder / "plan")
    beside = folder_of(attempt).with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    _found(market, plan, seconds).write(beside)
    try:
        beside.replace(folder_of(attempt))
    except OSError:  # another process was first
        shutil.rmtree(beside, ignore_errors=True)


def _found(market: Market, plan: Plan, seconds: float) -> Insight:
    rows = dealings(market, plan)
    tables: dict[str, pl.DataFrame] = {
        "provinces": between(rows, "province"),
        "partners": partners(rows).join(steps(rows), on="cooperative", how="left"),
        "loops": loops(rows),
    }
    listings = sum(table.height for table in market.listings.values())
    if listings <= settings.REPLANNED and plan.trades.height and not plan.pinned.height:
        try:
            tables |= _replanned(market, plan, seconds)
        except NotSolved:
            LOG.warning("of market %s no replan was found", market.hash)
    return Insight(**tables)


def _replanned(market: Market, plan: Plan, seconds: float) -> dict[str, pl.DataFrame]:
    replanner = Replanner(market)
    traded = plan.gains.select("cooperative", most=pl.col("sales") + pl.col("purchases"))
    most = dict(traded.iter_rows())
    first, *rest = sorted(cooperatives_of(market, plan), key=lambda one: -most.get(one.subject, 0.0))
    results = [replanner.result(first)]  # which compiles what is compiled once
    until = time.process_time() + seconds
    for scenario in rest:
        if time.process_time() > until:
            break
        results.append(replanner.result(scenario))
    return {
        "ranking": ranking(plan, results),
        "hurt": hurt(results),
        "stronger": strengthenings(market, plan, replanner.planner, EXTRAS),
        "unserved": unserved(market, plan, EXTRAS),
        "openings": openings(market, plan, replanner.planner, EXTRAS),
        "savings": savings(market, plans_of_scopes(market, plan)),
    }
