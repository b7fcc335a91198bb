"""What may fail: a cooperative, a port, a ferry, a road or lane, a region; or a harvest falls.

A scenario names what fails and says how the market changes by it. It refuses to know what that means for the
plan.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from jejaring.geography import find_regions
from jejaring.insight.faults import InsightFault
from jejaring.market import (
    Change,
    ChangeListing,
    CloseFerry,
    CloseLane,
    ClosePort,
    CloseRegion,
    Market,
    RemoveListing,
    changed,
)
from jejaring.market.columns import REGENCY_LENGTH
from jejaring.market.nearest import nearest

Kind = Literal["cooperative", "harvest", "region", "lane", "port", "ferry"]
THIRD = 1.0 / 3.0


@dataclass(frozen=True)
class Scenario:
    """Something that fails."""

    kind: Kind
    subject: str
    """Its id or name; a lane or ferry is two with a colon between, a harvest `commodity@place-share`."""
    changes: tuple[Change, ...]

    @property
    def key(self) -> str:
        """A name unlike that of any other scenario."""
        return f"{self.kind}:{self.subject}"


def cooperative_fails(market: Market, cooperative: str) -> Scenario:
    """A cooperative does nothing of what it listed.

    Raises
    ------
    InsightFault
        When the market has no such cooperative.
    """
    if cooperative not in market.cooperatives["id"]:
        known = market.cooperatives["id"].to_list()
        raise InsightFault("unknown-cooperative", text=cooperative, nearest=nearest(cooperative, known))
    listed = [
        listing
        for table in market.listings.values()
        for listing in table.filter(pl.col("cooperative") == cooperative)["id"]
    ]
    return Scenario("cooperative", cooperative, tuple(map(RemoveListing, listed)))


def harvest_falls(market: Market, commodity: str, place: str = "", share: float = THIRD) -> Scenario:
    """Every offer of a commodity falls by a share of its quantity.

    Parameters
    ----------
    market : Market
    commodity : str
    place : str
        Code of the region, at any level, in which it falls; left out, everywhere.
    share : float
        Above 0, at most 1.

    Raises
    ------
    InsightFault
        When nobody offers it there, or the share is no share.
    """
    if not 0.0 < share <= 1.0:
        raise InsightFault("share", share=share)
    offers = market.offers.filter(pl.col("commodity") == commodity)
    if not offers.height:
        offered = market.offers["commodity"].unique().sort()
        raise InsightFault("unknown-commodity", text=commodity, nearest=nearest(commodity, offered))
    fallen = offers.filter(pl.col("region").str.starts_with(place))
    if not fallen.height:
        raise InsightFault("no-harvest", commodity=commodity, place=place)
    changes = tuple(
        ChangeListing(listing, {"quantity": quantity * (1.0 - share)})
        for listing, quantity in fallen.select("id", "quantity").iter_rows()
    )
    return Scenario("harvest", f"{commodity}@{place}-{share:.4g}", changes)


def region_fails(market: Market, region: str) -> Scenario:
    """Nothing is done in a regency, and nothing passes; by code or name.

    Raises
    ------
    MarketFaults
        When there is no such regency.
    """
    change = CloseRegion(region)
    changed(market, [change])
    return Scenario("region", _code(region), (change,))


def lane_fails(market: Market, origin: str, destination: str) -> Scenario:
    """Nothing passes directly between two regencies, by code or name, in neither direction.

    Raises
    ------
    MarketFaults
        When they are not known or nothing joins them directly.
    """
    change = CloseLane(origin, destination)
    changed(market, [change])
    return Scenario("lane", ":".join(sorted((_code(origin), _code(destination)))), (change,))


def port_fails(market: Market, port: str) -> Scenario:
    """No ship calls at a port.

    Raises
    ------
    MarketFaults
        When there is no such port, or the market brings its own freight.
    """
    shut = changed(market, [ClosePort(port)]).closures.ports - market.closures.ports
    name = next(iter(shut), port)
    return Scenario("port", name, (ClosePort(name),))


def ferry_fails(market: Market, origin: str, destination: str) -> Scenario:
    """No ferry runs between two harbours.

    Raises
    ------
    MarketFaults
        When there is no such ferry, or the market brings its own freight.
    """
    shut = changed(market, [CloseFerry(origin, destination)]).closures.ferries - market.closures.ferries
    pair = next(iter(shut), (origin, destination))
    return Scenario("ferry", ":".join(pair), (CloseFerry(*pair),))


def _code(place: str) -> str:
    """The code of a regency that is known to be one."""
    return find_regions(place)[0].code[:REGENCY_LENGTH]
