"""Who could use what a listing offers: those who can make something of it, nearest in cost first.

A cooperative that sells leather finds shoe makers here, whether or not they have written down that they need
leather; what they would pay for it is theirs to say, so no margin is told.
"""

from datetime import date

import numpy as np

from jejaring.web.trade.board import Board, boards, region_numbers
from jejaring.web.trade.carriage import carriage_from
from jejaring.web.trade.makings import uses_of
from jejaring.web.trade.models import Listing
from jejaring.web.trade.partners import SHOWN, Partners, Ranked, best, fits_with, told


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
    recipes = uses_of(commodity)
    if not recipes:
        return Partners((), 0)
    theirs = _together(list(boards(Listing.Kind.CAPACITY, recipes).values()))
    freight = carriage_from(commodity, here)[theirs.region]
    fits = fits_with(theirs, listing, today) & np.isfinite(freight)
    order = best(freight, fits, shown)
    ranked = Ranked(commodity, theirs.listing[order], freight[order])
    return Partners(told(listing, (ranked,), True)[0], int(fits.sum()))


def _together(some: list[Board]) -> Board:
    columns = [name for name in Board.__dataclass_fields__ if name != "number"]
    return Board(0, *(np.concatenate([getattr(each, name) for each in some]) for name in columns))
