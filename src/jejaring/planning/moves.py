"""Flows from one place to another: along the open network's lanes, or with a cooperative's haulage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.activities import Activities, place_of
from jejaring.planning.goods import Goods
from jejaring.planning.lanes import HOURS_PER_DAY, Lanes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Moves:
    """Flows of one commodity in one period from one place to another; one entry per column."""

    commodity: Ints
    period: Ints
    origin: Ints
    destination: Ints
    rupiah_per_unit: Floats
    """Freight of the open network; of haulage, its fee."""
    haulage: Ints
    """The haulage activity that carries it, or -1 for the open network."""

    def __len__(self) -> int:
        return len(self.origin)

    def only(self, kept: Bools | Ints) -> "Moves":
        """Those that are `kept`, by mask or by position."""
        return Moves(*(getattr(self, name)[kept] for name in Moves.__annotations__))


NOWHERE = np.empty(0, dtype=np.int64)
NO_MOVES = Moves(NOWHERE, NOWHERE, NOWHERE, NOWHERE, np.empty(0), NOWHERE)


@dataclass(frozen=True)
class Flows(Moves):
    """The moves that carry anything, and how much."""

    quantity: Floats
    """Units of the commodity, > 0."""


def no_flows() -> Flows:
    """Nothing moves."""
    return used_moves(NO_MOVES, np.empty(0))


def used_moves(moves: Moves, quantity: Floats) -> Flows:
    """Those of `moves` whose `quantity` (shape (moves,)) is more than nothing."""
    used = np.flatnonzero(quantity > 0)
    return Flows(
        commodity=moves.commodity[used],
        period=moves.period[used],
        origin=moves.origin[used],
        destination=moves.destination[used],
        rupiah_per_unit=moves.rupiah_per_unit[used],
        haulage=moves.haulage[used],
        quantity=quantity[used],
    )


@dataclass(frozen=True)
class Carriage:
    """What haulage activities can carry where; every array has shape (haulage activities,)."""

    destination: Ints
    """Region where it sets down, by its number; where it picks up is the activity's place."""
    hours: Floats
    """Hours on the way; 0 where not given, which is always in time."""
    listing: Ints
    """Row of the listing, whose every month carries the same."""
    confined: Bools | None = None
    """Shape (commodities, listings): what each may carry where trade is confined; None: everything."""

    def in_time(self, goods: Goods) -> Bools:
        """Shape (commodities, listings): which goods may travel and arrive before they spoil."""
        hours = np.zeros(int(self.listing.max(initial=-1)) + 1)
        hours[self.listing] = self.hours
        fresh = hours[None, :] <= HOURS_PER_DAY * goods.shelf_life_days[:, None]
        may: Bools = fresh & np.isfinite(goods.handling_factor)[:, None]
        return may if self.confined is None else may & self.confined[:, : may.shape[1]]


def carriage_of(market: Market, goods: Goods, haulage: Activities) -> Carriage:
    """Where the market's hauliers go and how long they take."""
    regions = {code: index for index, code in enumerate(market.freight.regions)}
    return Carriage(
        destination=place_of(market.haulage["destination"], regions)[haulage.listing],
        hours=market.haulage["hours"].fill_null(0.0).to_numpy()[haulage.listing],
        listing=haulage.listing,
        confined=_confined(market, goods),
    )


def _confined(market: Market, goods: Goods) -> Bools | None:
    """Shape (commodities, listings): which goods each haulier may carry; None for all."""
    if market.carries is None:
        return None
    may = np.zeros((len(goods.commodities), market.haulage.height), dtype=np.bool_)
    row = {listing: row for row, listing in enumerate(market.haulage["id"])}
    for haulage, commodity in market.carries.select("haulage", "commodity").iter_rows():
        may[goods.number[commodity], row[haulage]] = True
    return may


def haulage_moves(goods: Goods, haulage: Activities, carriage: Carriage) -> Moves:
    """One column per haulage activity and commodity that may travel and arrives in time."""
    activity, commodity = np.nonzero(carriage.in_time(goods).T[haulage.listing])
    return Moves(
        commodity=commodity,
        period=haulage.period[activity],
        origin=haulage.place[activity],
        destination=carriage.destination[activity],
        rupiah_per_unit=haulage.price[activity] * goods.kg_per_unit[commodity],
        haulage=activity,
    )


def lane_moves(lanes: list[Lanes], periods: int) -> Moves:
    """One column per commodity, period and lane of the open freight network."""
    commodity = np.repeat(np.arange(len(lanes)), [periods * len(lane.origin) for lane in lanes])

    def every_period(values: list[NDArray[np.int64]] | list[NDArray[np.float64]]) -> NDArray[np.float64]:
        return np.concatenate([np.tile(value, periods) for value in values] or [np.empty(0)])

    return Moves(
        commodity=commodity,
        period=np.concatenate(
            [np.repeat(np.arange(periods), len(lane.origin)) for lane in lanes] or [commodity]
        ),
        origin=every_period([lane.origin for lane in lanes]).astype(np.int64),
        destination=every_period([lane.destination for lane in lanes]).astype(np.int64),
        rupiah_per_unit=every_period([lane.rupiah_per_unit for lane in lanes]),
        haulage=np.full(len(commodity), -1),
    )


def joined(*moves: Moves) -> Moves:
    """One after the other."""
    return Moves(*(np.concatenate([getattr(one, name) for one in moves]) for name in Moves.__annotations__))
