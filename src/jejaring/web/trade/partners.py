"""Who fits a listing: others' listings ranked by what they come to when delivered.

An offer meets needs, a need meets offers, a capacity meets those who need its product, a store those who
offer what it keeps, haulage those who offer goods where it loads.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

import numpy as np
from django.db.models import Count, Q
from numpy.typing import NDArray

from jejaring.geography import Route
from jejaring.web.trade.board import ALWAYS, NEVER, Board, board, month_number, region_numbers
from jejaring.web.trade.carriage import carriage_from, carriage_to, hours_it_keeps, way
from jejaring.web.trade.line.goods import main_output
from jejaring.web.trade.models import Listing, Proposal

SHOWN = 10
"""Partners on one page."""
MEETS = {
    Listing.Kind.OFFER: Listing.Kind.NEED,
    Listing.Kind.NEED: Listing.Kind.OFFER,
    Listing.Kind.CAPACITY: Listing.Kind.NEED,
    Listing.Kind.STORE: Listing.Kind.OFFER,
}
BIDS = (Listing.Kind.OFFER, Listing.Kind.NEED)
"""Whose price is one of the goods themselves, not a fee."""


@dataclass(frozen=True)
class Partner:
    """Another cooperative's listing that fits, and what trading with it comes to, in rupiah per base unit."""

    listing: Listing
    freight: float
    delivered: float
    """What the buyer pays if the seller gets the price it asks: price and freight."""
    margin: float | None
    """What is left between what the buyer would pay and that; below zero no deal without moving. None where
    no price of the other side is known."""
    way: Route | None
    deals: int
    """Proposals of that cooperative that were accepted: its record on the network."""

    @property
    def shortfall(self) -> float:
        """How far the two prices are from meeting."""
        return max(-(self.margin or 0.0), 0.0)


@dataclass(frozen=True)
class Ranked:
    """Listings of one thing in the order in which they are told."""

    commodity: str
    """What is carried."""
    listings: NDArray[np.int64]
    """Shape (n,): their keys."""
    freight: NDArray[np.float64]
    """Shape (n,): rupiah per unit of the commodity."""


@dataclass(frozen=True)
class Partners:
    """The best of those who fit."""

    shown: tuple[Partner, ...]
    count: int
    """How many fit in all."""


def commodity_of(listing: Listing) -> str:
    """What a listing is about: its commodity, or the product of its recipe."""
    return listing.commodity or main_output(listing.recipe)


def partners_of(listing: Listing, *, today: date, page: int = 1, shown: int = SHOWN) -> Partners:
    """Who fits a listing, the best first.

    Parameters
    ----------
    listing : Listing
    today : date
    page : int
        From 1.
    shown : int
        Partners a page.
    """
    here = region_numbers().get(listing.region[:5])
    if here is None:
        return Partners((), 0)
    if listing.kind == Listing.Kind.HAULAGE:
        return _loads(listing, today, page, shown)
    commodity = commodity_of(listing)
    theirs = board(MEETS[Listing.Kind(listing.kind)], commodity)
    selling = listing.kind in (Listing.Kind.OFFER, Listing.Kind.CAPACITY)
    freight = (carriage_from if selling else carriage_to)(commodity, here)[theirs.region]
    fits = fits_with(theirs, listing, today) & np.isfinite(freight)
    # A seller looks for what is left of the buyer's price, a buyer for what he pays in all.
    worth = freight - theirs.price if selling else freight + theirs.price
    order = best(worth, fits, page * shown)[(page - 1) * shown :]
    ranked = Ranked(commodity, theirs.listing[order], freight[order])
    return Partners(told(listing, (ranked,), selling)[0], int(fits.sum()))


def fits_with(theirs: Board, listing: Listing, today: date) -> NDArray[np.bool_]:
    """Open, of another cooperative, in some of the same months."""
    first = month_number(listing.first_month) if listing.first_month else ALWAYS
    last = month_number(listing.last_month) if listing.last_month else NEVER
    return theirs.open_in(today, first, last) & (theirs.cooperative != listing.cooperative_id)


def best(worth: NDArray[np.float64], fits: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Positions of the `count` least among those that fit, in order."""
    places = np.flatnonzero(fits)
    values = worth[places]
    if len(places) > count:
        some = np.argpartition(values, count - 1)[:count]
        places, values = places[some], values[some]
    return places[np.lexsort((places, values))]


def told(listing: Listing, each: Sequence[Ranked], selling: bool) -> list[tuple[Partner, ...]]:
    """Those listings with their freight from (when `selling`) or to a listing; all rows are read at once."""
    rows = _rows([number for ranked in each for number in ranked.listings.tolist()])
    deals = _deals([row.cooperative_id for row in rows.values()])
    return [
        tuple(
            _partner(listing, rows[number], ranked.commodity, cost, selling, deals)
            for number, cost in zip(ranked.listings.tolist(), ranked.freight.tolist(), strict=True)
            if number in rows
        )
        for ranked in each
    ]


def _partner(
    listing: Listing, row: Listing, commodity: str, cost: float, selling: bool, deals: Mapping[int, int]
) -> Partner:
    origin, target = (listing, row) if selling else (row, listing)
    priced = listing.kind in BIDS
    delivered = float(origin.price) + cost
    keeps = hours_it_keeps(commodity)
    return Partner(
        listing=row,
        freight=cost,
        delivered=delivered if priced else float(row.price) + (-cost if selling else cost),
        margin=float(target.price) - delivered if priced and row.kind in BIDS else None,
        way=way(origin.region[:5], target.region[:5], keeps) if isfinite(cost) else None,
        deals=deals.get(row.cooperative_id, 0),
    )


def _loads(listing: Listing, today: date, page: int, shown: int) -> Partners:
    """Goods offered in the regency where a vehicle loads, the most first."""
    loads = (
        Listing.objects.open_on(today)
        .filter(kind=Listing.Kind.OFFER, region__startswith=listing.region[:5])
        .exclude(cooperative=listing.cooperative_id)
    )
    rows = loads.select_related("cooperative").order_by("-quantity", "pk")[(page - 1) * shown : page * shown]
    deals = _deals([row.cooperative_id for row in rows])
    partners = (
        Partner(
            listing=row,
            freight=float(listing.price),
            delivered=float(row.price),
            margin=None,
            way=None,
            deals=deals.get(row.cooperative_id, 0),
        )
        for row in rows
    )
    return Partners(tuple(partners), loads.count())


def _rows(numbers: Sequence[int]) -> dict[int, Listing]:
    return Listing.objects.with_names().in_bulk(numbers) if numbers else {}


def _deals(cooperatives: Sequence[int]) -> dict[int, int]:
    """Cooperative -> its accepted proposals, as either party."""
    among = set(cooperatives)
    accepted = Proposal.objects.filter(state=Proposal.State.ACCEPTED)
    theirs = accepted.filter(Q(sender__in=among) | Q(receiver__in=among)).values_list("sender", "receiver")
    found: dict[int, int] = defaultdict(int)
    for *parties, count in theirs.annotate(count=Count("pk")):
        for cooperative in parties:
            found[cooperative] += count
    return found
