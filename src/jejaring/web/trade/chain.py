"""The cheapest chain behind a commodity, out of all open listings: who sells it, who makes it of what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jejaring.geography import national_freight
from jejaring.planning.cheapest import Making, Step, cheapest_ways, steps_of
from jejaring.web.trade.board import Board, boards, region_numbers
from jejaring.web.trade.carriage import carriage
from jejaring.web.trade.makings import makings
from jejaring.web.trade.models import Listing


@dataclass(frozen=True)
class ChainStep:
    """One step, told: what is bought from whom, made by whom, shipped from where to where."""

    kind: str
    """`buy`, `make` or `ship`."""
    commodity: str
    recipe: str
    origin: str
    """Code of a regency."""
    destination: str
    quantity: float
    """Base units of the commodity for one unit of what is wanted."""
    cost: float
    """Rupiah of this step for one unit of what is wanted."""
    listing: Listing | None
    """The offer or capacity used; None for `ship`."""


@dataclass(frozen=True)
class FoundChain:
    """The cheapest way to have one unit of a commodity in a regency."""

    commodity: str
    region: str
    cost: float
    """Rupiah per unit, delivered."""
    steps: tuple[ChainStep, ...]
    enough_for: float
    """Units that the listings used suffice for, taken by themselves."""

    @property
    def made(self) -> bool:
        """Whether anything is made on the way; else it is bought as it is."""
        return any(step.kind == "make" for step in self.steps)


@cache
def behind(commodity: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What a commodity can be made of, directly or not, itself included; and by which of the recipes."""
    goods, recipes = [commodity], []
    for good in goods:
        for number, each in enumerate(makings()):
            if each.product == good:
                recipes.append(number)
                goods.extend(name for name, _ in each.inputs if name not in goods)
    return tuple(goods), tuple(recipes)


def cheapest_chain(
    commodity: str, region: str, *, today: date, without: int | None = None
) -> FoundChain | None:
    """The cheapest way to have a commodity in a regency today; None when there is none.

    Parameters
    ----------
    commodity : str
        A name of the catalogue.
    region : str
        Code of a regency or of something in one.
    today : date
    without : int, optional
        Id of a cooperative whose listings do not count: the one that asks.
    """
    here = region_numbers().get(region[:5])
    if here is None:
        return None
    goods, recipes = behind(commodity)
    number = {name: row for row, name in enumerate(goods)}
    ways_to_make = [
        Making(each.name, number[each.product], {number[used]: amount for used, amount in each.inputs})
        for each in (makings()[recipe] for recipe in recipes)
    ]
    price, sellers = _cheapest(Listing.Kind.OFFER, goods, today, without)
    fee, makers = _cheapest(Listing.Kind.CAPACITY, [making.name for making in ways_to_make], today, without)

    def freight(good: int) -> NDArray[np.float64]:
        return carriage(goods[good])

    ways = cheapest_ways(price, fee, ways_to_make, freight)
    if not np.isfinite(ways.cost[0, here]):
        return None
    steps = steps_of(ways, 0, here, ways_to_make, freight, price, fee)
    used = [_used(step, sellers, makers) for step in steps]
    rows = Listing.objects.select_related("cooperative").in_bulk([n for n in used if n is not None])
    codes = national_freight().regions
    told = tuple(
        ChainStep(
            kind=step.kind,
            commodity=goods[step.commodity],
            recipe=ways_to_make[step.recipe].name if step.recipe >= 0 else "",
            origin=codes[step.origin],
            destination=codes[step.destination],
            quantity=step.quantity,
            cost=step.cost,
            listing=rows.get(listing) if listing is not None else None,
        )
        for step, listing in zip(steps, used, strict=True)
    )
    return FoundChain(commodity, codes[here], float(ways.cost[0, here]), told, _enough_for(told))


def _cheapest(
    kind: str, things: Sequence[str], today: date, without: int | None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Least price of each thing in each regency, and the listing that asks it; shapes (things, regions)."""
    regions = len(region_numbers())
    price = np.full((len(things), regions), np.inf)
    listing = np.full((len(things), regions), -1, dtype=np.int64)
    for row, offers in enumerate(boards(kind, things).values()):
        places = np.flatnonzero(_usable(offers, today, without))
        region, first = np.unique(offers.region[places], return_index=True)  # cheapest first, see Board
        price[row, region] = offers.price[places[first]]
        listing[row, region] = offers.listing[places[first]]
    return price, listing


def _usable(offers: Board, today: date, without: int | None) -> NDArray[np.bool_]:
    usable = offers.open_in(today)
    return usable if without is None else usable & (offers.cooperative != without)


def _used(step: Step, sellers: NDArray[np.int64], makers: NDArray[np.int64]) -> int | None:
    if step.kind == "ship":
        return None
    return int(
        makers[step.recipe, step.origin] if step.kind == "make" else sellers[step.commodity, step.origin]
    )


def _enough_for(steps: tuple[ChainStep, ...]) -> float:
    """The least, over the listings used, of how much there is over how much one unit takes."""
    taken: dict[int, float] = {}
    there: dict[int, float] = {}
    for step in _with_listing(steps):
        taken[step.listing.pk] = taken.get(step.listing.pk, 0.0) + step.quantity  # type: ignore[union-attr]
        there[step.listing.pk] = float(step.listing.quantity)  # type: ignore[union-attr]
    return min((there[key] / amount for key, amount in taken.items() if amount), default=0.0)


def _with_listing(steps: tuple[ChainStep, ...]) -> Iterator[ChainStep]:
    return (step for step in steps if step.listing is not None)
