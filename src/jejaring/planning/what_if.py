"""What if: the plan of a market beside the plan of the same market with something changed.

Both are whole plans, each the best of its own market; here only their difference is told. Who gains by a
change and who loses is exact to the rupiah: the differences of all cooperatives add up to that of the
surplus.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jejaring.market import Change, Market, changed
from jejaring.planning.activities import KINDS
from jejaring.planning.model import Plan
from jejaring.planning.planner import plan

if TYPE_CHECKING:
    from jejaring.planning.warm import Planner  # its compiler is slow to load

GAIN_DIFFERENCE_COLUMNS = {
    "cooperative": pl.String,
    "before": pl.Float64,  # rupiah gained in the plan of the market as it is
    "after": pl.Float64,  # rupiah gained in the plan of the changed market
    "difference": pl.Float64,  # after - before
}
LISTING_DIFFERENCE_COLUMNS = {
    "listing": pl.String,
    "kind": pl.String,  # offers, needs, capacities, stores or haulage
    "cooperative": pl.String,
    "before": pl.Float64,  # how much is used over the horizon; null: was not there
    "after": pl.Float64,  # null: is no longer there
    "fate": pl.String,  # "comes in", "drops out", "more", "less"
}
SAME = 1e-9  # of a level: a smaller difference is none


@dataclass(frozen=True)
class Difference:
    """What a change makes different."""

    market: Market
    """The changed market."""
    before: Plan
    after: Plan
    """The plan of the changed market."""
    gains: pl.DataFrame
    """One row per cooperative of either plan, `GAIN_DIFFERENCE_COLUMNS`: who wins most first."""
    listings: pl.DataFrame
    """One row per listing used differently, `LISTING_DIFFERENCE_COLUMNS`."""

    @property
    def surplus(self) -> float:
        """Rupiah: how much more surplus the changed market has."""
        return self.after.surplus - self.before.surplus


def what_if(
    market: Market,
    changes: Iterable[Change],
    before: Plan | None = None,
    planner: "Planner | None" = None,
) -> Difference:
    """What would be different if a market were changed.

    Parameters
    ----------
    market : Market
    changes : iterable of Change
        See `jejaring.market.change`; made one after the other.
    before : Plan, optional
        The plan of `market`; left out, it is made.
    planner : Planner, optional
        Of `market`: the changed market is then solved from its basis, not from the beginning.

    Raises
    ------
    MarketFaults
        When a change cannot be made.
    ValueError
        When `before` is not a plan of `market`.
    NotSolved
        When a solver finds no optimum in time.
    """
    changes = list(changes)
    other = changed(market, changes)
    if before is not None and before.market_hash != market.hash:
        raise ValueError("the plan is of another market")
    before = before or (planner.plan() if planner else plan(market))
    after = planner.changed(changes).plan() if planner else plan(other)
    return Difference(
        market=other,
        before=before,
        after=after,
        gains=_gains(before, after),
        listings=_listings(market, other, before, after),
    )


def _gains(before: Plan, after: Plan) -> pl.DataFrame:
    both = before.gains.select("cooperative", before="gain").join(
        after.gains.select("cooperative", after="gain"), on="cooperative", how="full", coalesce=True
    )
    return (
        both.with_columns(pl.col("before", "after").fill_null(0.0))
        .with_columns(difference=pl.col("after") - pl.col("before"))
        .sort("difference", "cooperative", descending=[True, False])
        .match_to_schema(GAIN_DIFFERENCE_COLUMNS)
    )


def _listings(market: Market, other: Market, before: Plan, after: Plan) -> pl.DataFrame:
    used = _used(market, before).rename({"used": "before"})
    then = _used(other, after).rename({"used": "after"})
    both = used.join(then, on=["listing", "kind", "cooperative"], how="full", coalesce=True)
    old, new = pl.col("before").fill_null(0.0), pl.col("after").fill_null(0.0)
    fate = (
        pl.when((old > 0) & (new <= 0))
        .then(pl.lit("drops out"))
        .when((old <= 0) & (new > 0))
        .then(pl.lit("comes in"))
        .when(new > old)
        .then(pl.lit("more"))
        .otherwise(pl.lit("less"))
    )
    return (
        both.filter((new - old).abs() > SAME * pl.max_horizontal(old, new))
        .with_columns(fate=fate)
        .sort("fate", "listing")
        .match_to_schema(LISTING_DIFFERENCE_COLUMNS)
    )


def _used(market: Market, proposal: Plan) -> pl.DataFrame:
    """listing, kind, cooperative, used: how much of every listing a plan uses over the horizon."""
    listings: pl.DataFrame = pl.concat(
        getattr(market, kind).select(listing="id", kind=pl.lit(kind), cooperative="cooperative")
        for kind in KINDS
    )
    level = proposal.levels.group_by("listing").agg(used=pl.col("level").sum())
    return listings.join(level, on="listing", how="left", maintain_order="left")
