"""Which failures lose most, and who bears them."""

from collections.abc import Iterable

import polars as pl

from jejaring.insight.resilience.replan import Result
from jejaring.planning import Plan

RANKING_COLUMNS = {
    "kind": pl.String,  # cooperative, harvest, region, lane, port or ferry
    "subject": pl.String,
    "lost": pl.Float64,  # rupiah of surplus
    "share": pl.Float64,  # of the plan's surplus
    "own": pl.Float64,  # rupiah that the failed cooperative gained itself; 0 of others
    "others": pl.Float64,  # rupiah that all others lose together: lost - own
    "needs_lost": pl.Int64,  # needs that get nothing any more
    "value_lost": pl.Float64,  # rupiah that what needs get is worth less to them
    "hurt": pl.Int64,  # other cooperatives that gain less
    "worst": pl.String,  # the one that loses most; null where nobody does
    "worst_lost": pl.Float64,  # rupiah
}
HURT_COLUMNS = {
    "kind": pl.String,
    "subject": pl.String,
    "cooperative": pl.String,
    "difference": pl.Float64,  # rupiah it gains more (> 0) or less (< 0)
}


def ranking(plan: Plan, results: Iterable[Result]) -> pl.DataFrame:
    """Every failure, those that lose most first: the single points of failure stand at the head.

    Parameters
    ----------
    plan : Plan
        The plan as it is.
    results : iterable of Result

    Returns
    -------
    DataFrame
        `RANKING_COLUMNS`.
    """
    gained = dict(plan.gains.select("cooperative", "gain").iter_rows())
    rows = []
    for result in results:
        failed = result.subject if result.kind == "cooperative" else None
        own = gained.get(failed, 0.0) if failed else 0.0
        losses = {name: -rupiah for name, rupiah in result.gains.items() if rupiah < 0 and name != failed}
        worst = max(losses, key=lambda name: (losses[name], name), default=None)
        rows.append(
            {
                "kind": result.kind,
                "subject": result.subject,
                "lost": result.lost,
                "share": result.lost / plan.surplus if plan.surplus else 0.0,
                "own": own,
                "others": result.lost - own,
                "needs_lost": result.needs_lost,
                "value_lost": result.value_lost,
                "hurt": len(losses),
                "worst": worst,
                "worst_lost": losses[worst] if worst else None,
            }
        )
    frame = pl.DataFrame(rows, schema=RANKING_COLUMNS, orient="row")
    return frame.sort("lost", "kind", "subject", descending=[True, False, False])


def hurt(results: Iterable[Result]) -> pl.DataFrame:
    """Who gains more or less by each failure, `HURT_COLUMNS`, those who lose most first."""
    rows = [
        (result.kind, result.subject, cooperative, rupiah)
        for result in results
        for cooperative, rupiah in result.gains.items()
    ]
    frame = pl.DataFrame(rows, schema=HURT_COLUMNS, orient="row")
    return frame.sort("kind", "subject", "difference", "cooperative")
