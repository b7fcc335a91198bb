"""Who could use what a listing offers: those who can make something of it, nearest in cost first.

A cooperative that sells leather finds shoe makers here, whether or not they have written down that they need
leather; what they would pay for it is theirs to say, so no margin is told.
"""

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from jejaring.catalogue import shipped_catalogue
from jejaring.web.trade.board import Board, board, region_numbers
from jejaring.web.trade.carriage import carriage_from
from jejaring.web.trade.models import Listing
from jejaring.web.trade.partners import SHOWN, Partners, best, fits_with, told


@cache
def recipes_using(commodity: str) -> tuple[str, ...]:
    """The shipped recipes that take a commodity in."""
    recipes = shipped_catalogue().recipes
    used = recipes.filter((pl.col("commodity") == commodity) & (pl.col("quantity") < 0))
    return tuple(used["recipe"].unique(maintain_order=True))


def makers_for(listing: Listing, *, today: date, shown: int = SHOWN) -> Partners:
    """Capacities whose recipe takes in what a listing offers, least freight first.

    Parameters
    ----------
    listing : Listing
        An offer; of other kinds nobody makes anything.
    today : date
    shown : int
        At most so many.
    """
    here = region_numbers().get(listing.region[:5])
    if here is None or listing.kind != Listing.Kind.OFFER:
        return Partners((), 0)
    commodity = listing.commodity
    boards = [board(Listing.Kind.CAPACITY, recipe) for recipe in recipes_using(commodity)]
    if not boards:
        return Partners((), 0)
    theirs = _together(boards)
    freight = carriage_from(commodity, here)[theirs.region]
    fits = fits_with(theirs, listing, today) & np.isfinite(freight)
    order = best(freight, fits, shown)
    return Partners(told(listing, commodity, theirs, order, freight[order], True), int(fits.sum()))


def _together(boards: list[Board]) -> Board:
    columns = [name for name in Board.__dataclass_fields__ if name != "number"]
    return Board(0, *(np.concatenate([getattr(each, name) for each in boards]) for name in columns))
