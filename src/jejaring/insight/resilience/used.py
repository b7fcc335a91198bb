"""What a plan leans on: every cooperative, port, ferry and lane it uses, as scenarios of its failure."""

from collections.abc import Iterator

import polars as pl

from jejaring.geography import Leg, route
from jejaring.insight.resilience.scenarios import Scenario, cooperative_fails
from jejaring.market import CloseFerry, CloseLane, ClosePort, Market
from jejaring.planning import Plan
from jejaring.planning.lanes import HOURS_PER_DAY


def cooperatives_of(market: Market, plan: Plan) -> list[Scenario]:
    """Every cooperative of which the plan uses any listing fails, one at a time."""
    used = plan.levels.filter(pl.col("level") > 0)["listing"].unique()
    owners = pl.concat(table.select("id", "cooperative") for table in market.listings.values())
    names = owners.filter(pl.col("id").is_in(used.implode()))["cooperative"].unique().sort()
    return [cooperative_fails(market, name) for name in names]


def ports_of(market: Market, plan: Plan) -> list[Scenario]:
    """Every port that the plan's goods pass; none where the market brings its own freight."""
    names = {
        name for leg in _legs(market, plan) if leg.mode == "sea" for name in (leg.from_name, leg.to_name)
    }
    return [Scenario("port", name, (ClosePort(name),)) for name in sorted(names)]


def ferries_of(market: Market, plan: Plan) -> list[Scenario]:
    """Every ferry that the plan's goods take; none where the market brings its own freight."""
    crossings = {
        (min(leg.from_name, leg.to_name), max(leg.from_name, leg.to_name))
        for leg in _legs(market, plan)
        if leg.mode == "ferry"
    }
    return [Scenario("ferry", ":".join(pair), (CloseFerry(*pair),)) for pair in sorted(crossings)]


def lanes_of(market: Market, plan: Plan) -> list[Scenario]:
    """Every lane of the market's own freight table that joins two regencies between which the plan trades."""
    if market.freight_table is None:
        return []
    ends = market.freight_table.select(pl.concat_list("origin", "destination").list.sort().list.join(":"))
    traded = plan.trades.filter(pl.col("origin") != pl.col("destination"))
    between = traded.select(pl.concat_list("origin", "destination").list.sort().list.join(":"))
    pairs = sorted(set(ends.to_series()) & set(between.to_series()))
    return [Scenario("lane", pair, (CloseLane(*pair.split(":")),)) for pair in pairs]


def _legs(market: Market, plan: Plan) -> Iterator[Leg]:
    """Every leg of every way the plan's trades take on the national network."""
    if market.freight_table is not None:
        return
    days = market.catalogue.commodities.select("commodity", "shelf_life_days")
    ways = (
        plan.trades.filter(pl.col("origin") != pl.col("destination"))
        .join(days, on="commodity", how="left")
        .select("origin", "destination", "shelf_life_days")
        .unique()
    )
    for origin, destination, life in ways.iter_rows():
        within = float("inf") if life is None else HOURS_PER_DAY * life
        yield from route(origin, destination, within_hours=within).legs
