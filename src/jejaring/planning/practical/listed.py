"""What every listing may do, month by month, and what it gives and takes by it: numbered, as arrays.

An *activity* is one listing in one month. It has a *slot* for every good it gives or takes. A *limit* holds
an activity's level, or for offers and needs the sum of it over their window, between a minimum and a
quantity, unless it is nothing. This module knows the listings; it refuses to know who trades with whom.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.activities import KINDS, ONCE_PER_WINDOW, Activities, activities_of
from jejaring.planning.goods import Goods, goods_of
from jejaring.planning.practical.steps import decimals_of, whole_units
from jejaring.planning.program import Program
from jejaring.planning.work import work_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Slots:
    """What activities give (per_unit > 0) and take (< 0), one entry per activity and good."""

    activity: Ints
    commodity: Ints
    period: Ints
    place: Ints
    per_unit: Floats
    """Units of the good per unit of the activity's level."""

    def __len__(self) -> int:
        return len(self.activity)

    @cached_property
    def gives(self) -> Bools:
        """Which slots sell."""
        return self.per_unit > 0


@dataclass(frozen=True)
class Listed:
    """All activities in the order of `KINDS`, then listing, then period; arrays of shape (activities,)."""

    market: Market
    goods: Goods
    decimals: Ints
    """Shape (commodities,): quantities of a commodity are multiples of 10 ** -decimals."""
    whole: Bools
    """Shape (commodities,): what does not split."""
    ids: pl.Series
    """Listing of each activity."""
    kind: Ints
    """Position in `KINDS`."""
    period: Ints
    place: Ints
    price: Floats
    """The listing's own price."""
    commodity: Ints
    """Of offers, needs and stores; of capacities the main output; of haulage -1."""
    limit: Ints
    """Number of the limit that holds the activity."""
    quantity: Floats
    """Shape (limits,): the most, in units of the level."""
    minimum: Floats
    """Shape (limits,): the least, unless it is nothing; 0 where any amount will do."""
    slots: Slots

    def __len__(self) -> int:
        return len(self.kind)

    def are(self, *kinds: str) -> Bools:
        """Which activities are of these kinds."""
        return np.isin(self.kind, [KINDS.index(kind) for kind in kinds])

    @cached_property
    def level_step(self) -> Floats:
        """Shape (activities,): levels are multiples of it; of haulage 0, its kilograms follow the trades."""
        steps = np.append(10.0 ** -self.decimals.astype(np.float64), 0.0)
        return steps[self.commodity]

    @cached_property
    def rows(self) -> pl.DataFrame:
        """listing, period (its number), activity: to find activities by."""
        return pl.DataFrame(
            {"listing": self.ids, "t": self.period, "activity": np.arange(len(self))},
            schema={"listing": pl.String, "t": pl.Int64, "activity": pl.Int64},
        )


def listed(market: Market) -> Listed:
    """The activities of `market`."""
    goods = goods_of(market)
    activities = activities_of(market, goods)
    decimals = decimals_of(market, goods)
    sizes = [len(activities[kind]) for kind in KINDS]
    start = np.cumsum([0, *sizes])
    limits, quantities, minimums, ids = [], [], [], []
    count = 0
    for kind in KINDS:
        at, table = activities[kind], getattr(market, kind)
        least = (
            table["minimum"].fill_null(0.0).to_numpy()
            if "minimum" in table.columns
            else np.zeros(table.height)
        )
        if kind in ONCE_PER_WINDOW:
            limits.append(count + at.listing)
            quantities.append(table["quantity"].to_numpy())
            minimums.append(least)
        else:
            limits.append(count + np.arange(len(at)))
            quantities.append(at.quantity)
            minimums.append(least[at.listing])
        count += len(quantities[-1])
        ids.append(table["id"].gather(at.listing))

    def joined(name: str) -> NDArray[np.float64]:
        return np.concatenate([getattr(activities[kind], name) for kind in KINDS])

    return Listed(
        market=market,
        goods=goods,
        decimals=decimals,
        whole=whole_units(market, goods),
        ids=pl.concat(ids),
        kind=np.repeat(np.arange(len(KINDS)), sizes),
        period=joined("period").astype(np.int64),
        place=joined("place").astype(np.int64),
        price=joined("price"),
        commodity=joined("commodity").astype(np.int64),
        limit=np.concatenate(limits).astype(np.int64),
        quantity=np.concatenate(quantities),
        minimum=np.concatenate(minimums),
        slots=_slots(market, goods, activities, dict(zip(KINDS, start.tolist(), strict=False))),
    )


def _slots(market: Market, goods: Goods, activities: dict[str, Activities], start: dict[str, int]) -> Slots:
    """Offers give; needs take; capacities take and give by their recipe; stores take, and give a month on."""
    parts: list[tuple[Ints, Ints, Ints, Ints, Floats]] = []
    for kind, sign, delay in (
        ("offers", 1.0, 0),
        ("needs", -1.0, 0),
        ("stores", -1.0, 0),
        ("stores", 1.0, 1),
    ):
        at = activities[kind]
        number = start[kind] + np.arange(len(at))
        parts.append((number, at.commodity, at.period + delay, at.place, np.full(len(at), sign)))
    mill = activities["capacities"]
    work = work_of(market, goods, mill)
    worker = work.activity
    parts.append(
        (start["capacities"] + worker, work.commodity, mill.period[worker], mill.place[worker], work.quantity)
    )
    activity, commodity, period, place, per_unit = (
        np.concatenate([part[index] for part in parts]) for index in range(5)
    )
    return Slots(
        activity.astype(np.int64),
        commodity.astype(np.int64),
        period.astype(np.int64),
        place.astype(np.int64),
        per_unit,
    )


def worked_at(listed: Listed, program: Program) -> Bools:
    """Shape (nodes,): where somebody works who makes or takes what is balanced there."""
    slots = listed.slots
    mine = np.flatnonzero(listed.are("capacities")[slots.activity])
    there = np.zeros(program.nodes.count, dtype=np.bool_)
    there[program.nodes.row(slots.commodity[mine], slots.period[mine], slots.place[mine])] = True
    return there
