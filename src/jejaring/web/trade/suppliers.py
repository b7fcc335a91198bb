"""Who sells what a capacity works with: for each thing that its recipe takes, the cheapest delivered."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from jejaring.web.trade.board import boards, region_numbers
from jejaring.web.trade.carriage import carriage_to
from jejaring.web.trade.makings import inputs_of
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import Partner, Ranked, best, fits_with, told

SHOWN = 3
"""Sellers of each thing."""


@dataclass(frozen=True)
class Supply:
    """One of the things that a capacity works with."""

    commodity: str
    quantity: float
    """Base units of it for one unit of what is made."""
    sellers: tuple[Partner, ...]

    @property
    def base(self) -> str:
        """Its base unit."""
        return base_of("", self.commodity, "")


def suppliers_of(capacity: Listing, *, today: date, shown: int = SHOWN) -> tuple[Supply, ...]:
    """For each thing that the recipe takes, the offers that come cheapest to where it is made.

    Parameters
    ----------
    capacity : Listing
        Of other kinds there is none.
    today : date
    shown : int
        At most so many offers of each.
    """
    here = region_numbers().get(capacity.region[:5])
    if here is None or capacity.kind != Listing.Kind.CAPACITY:
        return ()
    inputs = dict(inputs_of(capacity.recipe))
    ranked = []
    for commodity, theirs in boards(Listing.Kind.OFFER, inputs).items():
        freight = carriage_to(commodity, here)[theirs.region]
        fits = fits_with(theirs, capacity, today) & np.isfinite(freight)
        order = best(theirs.price + freight, fits, shown)
        ranked.append(Ranked(commodity, theirs.listing[order], freight[order]))
    return tuple(
        Supply(each.commodity, inputs[each.commodity], sellers)
        for each, sellers in zip(ranked, told(capacity, ranked, False), strict=True)
    )
