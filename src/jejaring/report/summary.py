"""The few numbers that say what a plan does.

It counts and sums a plan's tables. It refuses to judge them.
"""

from dataclasses import dataclass

import polars as pl

from jejaring.market.model import Market
from jejaring.planning.model import Plan

SERVED_IN_FULL = 1 - 1e-6  # a need met to within a millionth is met


@dataclass(frozen=True)
class Summary:
    """A plan in numbers."""

    surplus: float
    """Rupiah."""
    needs: int
    needs_served: int
    """Needs met at least in part."""
    needs_in_full: int
    moved: float
    """Kilograms that leave their regency, counted once for each trade."""
    moved_between_provinces: float
    """Kilograms that leave their province."""
    trades: int
    chains: int
    members: int
    """Cooperatives with a listing, the open market left out."""
    members_gaining: int
    members_trading: int
    provinces: tuple[str, ...]
    """Province codes joined by trade with another province."""


def summarise(market: Market, plan: Plan, levels: pl.DataFrame, flows: pl.DataFrame) -> Summary:
    """The numbers of a plan.

    Parameters
    ----------
    levels : DataFrame
        What `use_of_listings` gives.
    flows : DataFrame
        What `flows_between_regencies` gives.
    """
    needs = levels.filter(pl.col("kind") == "need")
    served = needs.filter(pl.col("level") > 0)
    crossing = flows.filter(pl.col("origin").str.slice(0, 2) != pl.col("destination").str.slice(0, 2))
    provinces = pl.concat([crossing["origin"], crossing["destination"]]).str.slice(0, 2).unique().sort()
    members = market.cooperatives.filter(~pl.col("outside").fill_null(False))["id"]
    gains = plan.gains.filter(pl.col("cooperative").is_in(members.implode()))
    trading = levels.filter((pl.col("level") > 0) & ~pl.col("outside"))["cooperative"].n_unique()
    return Summary(
        surplus=plan.surplus,
        needs=needs.height,
        needs_served=served.height,
        needs_in_full=served.filter(pl.col("level") >= SERVED_IN_FULL * pl.col("quantity")).height,
        moved=float(flows["kilograms"].sum()),
        moved_between_provinces=float(crossing["kilograms"].sum()),
        trades=plan.trades.height,
        chains=plan.chains["chain"].n_unique(),
        members=levels.filter(~pl.col("outside"))["cooperative"].n_unique(),
        members_gaining=gains.filter(pl.col("gain") > 0.5).height,
        members_trading=trading,
        provinces=tuple(provinces),
    )
