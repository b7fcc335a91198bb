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


@dataclass(frozen=True)
class Flows(Moves):
    """The moves that carry anything, and how much."""

    quantity: Floats
    """Units of the commodity, > 0."""


def used_moves(moves: Moves, quantity: Floats) -> Flows:
    """Those of `moves` whose `quantity` (shape (moves,)) is more than nothing."""
    used = np.flatnonzero(quantity > 0)
    return Flows(*(getattr(moves, name)[used] for name in Moves.__annotations__), quantity[used])


def haulage_moves(market: Market, goods: Goods, haulage: Activities) -> Moves:
    """One column per haulage activity and commodity that may travel and arrives in time."""
    regions = {code: index for index, code in enumerate(market.freight.regions)}
    destination = place_of(market.haulage["destination"], regions)[haulage.listing]
    hours = market.haulage["hours"].fill_null(0.0).to_numpy()[haulage.listing]
    in_time = hours[:, None] <= HOURS_PER_DAY * goods.shelf_life_days[None, :]
    activity, commodity = np.nonzero(in_time & np.isfinite(goods.handling_factor)[None, :])
    return Moves(
        commodity=commodity,
        period=haulage.period[activity],
        origin=haulage.place[activity],
        destination=destination[activity],
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


def joined(first: Moves, second: Moves) -> Moves:
    """The one after the other."""
    return Moves(
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in Moves.__annotations__)
    )
