"""Trades as arrays: who sells to whom, what the way costs, who carries; and how far that uses listings.

A deal names the slot it sells from and the slot it fills. Quantities are counted in the steps of the
commodity, so that they are whole numbers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.activities import number_of
from jejaring.planning.pinned import Pins
from jejaring.planning.practical.listed import Listed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
EXACT, OPEN = 1e-9, 1e-3  # relative, and in steps: what a comparison of products of decimals leaves open


@dataclass(frozen=True)
class Deals:
    """Possible trades; arrays of shape (deals,) unless they say otherwise."""

    seller: Ints
    """Slot that gives."""
    buyer: Ints
    """Slot that takes."""
    freight: Floats
    """Rupiah per unit to the open network."""
    price: Floats
    """Rupiah per unit that the seller gets in the exact plan."""
    carried: Ints
    """Shape (carriages,): the deal that each carriage is part of, rising; in the order of the way."""
    haulage: Ints
    """Shape (carriages,): the activity that carries it."""

    def __len__(self) -> int:
        return len(self.seller)

    def only(self, kept: Bools) -> "Deals":
        """Those of the deals that are `kept`."""
        number = np.cumsum(kept, dtype=np.int64) - 1
        carries = kept[self.carried]
        return Deals(
            self.seller[kept],
            self.buyer[kept],
            self.freight[kept],
            self.price[kept],
            number[self.carried[carries]],
            self.haulage[carries],
        )

    def and_also(self, more: "Deals") -> "Deals":
        """These deals, then `more`."""
        return Deals(
            np.concatenate([self.seller, more.seller]),
            np.concatenate([self.buyer, more.buyer]),
            np.concatenate([self.freight, more.freight]),
            np.concatenate([self.price, more.price]),
            np.concatenate([self.carried, len(self) + more.carried]),
            np.concatenate([self.haulage, more.haulage]),
        )


@dataclass(frozen=True)
class Book:
    """Deals among listed activities, with what follows from a quantity for each."""

    listed: Listed
    deals: Deals
    held: int = 0
    """So many of the deals, the first, were accepted before: they are cut last."""

    @cached_property
    def commodity(self) -> Ints:
        """Shape (deals,): what is traded."""
        return self.listed.slots.commodity[self.deals.seller]

    @cached_property
    def scale(self) -> Floats:
        """Shape (deals,): steps per unit."""
        scale: Floats = 10.0 ** self.listed.decimals[self.commodity].astype(np.float64)
        return scale

    def quantity(self, steps: Ints) -> Floats:
        """Units of so many steps: the decimal number itself, correctly rounded."""
        units: Floats = steps / self.scale
        return units

    def traded(self, steps: Ints) -> Ints:
        """Shape (slots,): steps that each slot sells or buys."""
        slots = len(self.listed.slots)
        both = np.bincount(self.deals.seller, steps, slots) + np.bincount(self.deals.buyer, steps, slots)
        traded: Ints = np.rint(both).astype(np.int64)
        return traded

    def kilograms(self, steps: Ints) -> Floats:
        """Shape (carriages,): what each carriage weighs."""
        weight = self.quantity(steps) * self.listed.goods.kg_per_unit[self.commodity]
        kilograms: Floats = weight[self.deals.carried]
        return kilograms

    def levels(self, steps: Ints) -> Floats:
        """Shape (activities,): the least levels that yield what is sold, or use what is bought by needs.

        A worker works as much as its largest sale asks, or its minimum if it has bought enough for that; a
        store keeps all it takes in.
        """
        listed, slots = self.listed, self.listed.slots
        traded = self.traded(steps) / 10.0 ** listed.decimals[slots.commodity]
        level = np.zeros(len(listed))
        worker = listed.are("capacities")[slots.activity]
        sets_level = np.where(worker, slots.gives, slots.gives == listed.are("offers")[slots.activity])
        np.maximum.at(
            level, slots.activity[sets_level], traded[sets_level] / np.abs(slots.per_unit[sets_level])
        )
        enough = np.full(len(level), np.inf)
        takes = worker & ~slots.gives
        np.minimum.at(enough, slots.activity[takes], traded[takes] / np.abs(slots.per_unit[takes]))
        least = listed.minimum[listed.limit]
        raised = listed.are("capacities") & (level > 0) & (enough >= least * (1 - EXACT))
        level = np.where(raised, np.maximum(level, least), level)
        step = listed.level_step
        counted = step > 0
        level[counted] = step_up(level[counted], step[counted])
        np.add.at(level, self.deals.haulage, self.kilograms(steps))
        return level

    def surplus(self, steps: Ints) -> float:
        """Rupiah: what served needs would pay, less what offers ask, less fees and freight."""
        levels = self.levels(steps)
        sign = np.where(self.listed.are("needs"), 1.0, -1.0)
        own = float((sign * levels) @ self.listed.price)
        return own - float(self.quantity(steps) @ self.deals.freight)


def step_up(amount: Floats, step: Floats) -> Floats:
    """The least multiple of `step` (a power of ten, at most one) that is at least `amount`."""
    scale = np.rint(1 / step)
    result: Floats = whole_above(amount * scale) / scale
    return result


def step_down(amount: Floats, step: Floats) -> Floats:
    """The largest multiple of `step` that is at most `amount`."""
    scale = np.rint(1 / step)
    result: Floats = whole_below(amount * scale) / scale
    return result


def whole_above(amount: Floats) -> Floats:
    """The least whole number that is at least `amount`, but for what products of decimals leave open."""
    result: Floats = np.ceil(amount - np.minimum(EXACT * np.abs(amount), OPEN))
    return result


def whole_below(amount: Floats) -> Floats:
    """The largest whole number that is at most `amount`, but for what products of decimals leave open."""
    result: Floats = np.floor(amount + np.minimum(EXACT * np.abs(amount), OPEN))
    return result


def deals_of(
    listed: Listed, trades: pl.DataFrame, carriage: pl.DataFrame, levels: pl.DataFrame
) -> tuple[Deals, Floats]:
    """The trades of a plan as deals, and their quantities in units.

    Parameters
    ----------
    trades, carriage, levels : DataFrame
        The exact plan's tables.
    """
    month = {name: number for number, name in enumerate(listed.market.periods)}
    numbered = trades.with_columns(
        t=pl.Series(number_of(trades["period"], month), dtype=pl.Int64),
        c=pl.Series(number_of(trades["commodity"], listed.goods.number), dtype=pl.Int64),
        number=pl.int_range(pl.len(), dtype=pl.Int64),
    )
    seller = _slots_of(listed, numbered, "seller", gives=True)
    buyer = _slots_of(listed, numbered, "buyer", gives=False)
    worth = worth_of(listed, levels)
    carried = (
        carriage.with_row_index("order")
        .join(numbered.select("trade", "t", "c", "number"), on="trade", maintain_order="left")
        .join(
            listed.rows,
            left_on=["haulage", "t"],
            right_on=["listing", "t"],
            how="left",
            maintain_order="left",
        )
        .sort("number", "order")
    )
    of_deal = carried["number"].to_numpy().astype(np.int64)
    haulage = carried["activity"].to_numpy().astype(np.int64)
    kg = listed.goods.kg_per_unit[numbered["c"].to_numpy()]
    hauled = np.bincount(of_deal, worth[haulage], numbered.height) * kg
    deals = Deals(
        seller=seller,
        buyer=buyer,
        freight=np.maximum(_no_crumb(numbered["freight"].to_numpy() - hauled, hauled), 0.0),
        price=numbered["price_origin"].to_numpy(),
        carried=of_deal,
        haulage=haulage,
    )
    return deals, numbered["quantity"].to_numpy()


def worth_of(listed: Listed, levels: pl.DataFrame) -> Floats:
    """Shape (activities,): what a unit of each activity's level is worth in the exact plan, rupiah."""
    month = {name: number for number, name in enumerate(listed.market.periods)}
    stated = levels.select(
        "listing", "price", t=pl.Series(number_of(levels["period"], month), dtype=pl.Int64)
    )
    rows = listed.rows.join(stated, on=["listing", "t"], how="left", maintain_order="left")
    return rows["price"].to_numpy()


def in_steps(book: Book, quantity: Floats, *, up: bool) -> Ints:
    """Quantities in whole steps, rounded up or to the nearest."""
    steps = quantity * book.scale
    return (whole_above(steps) if up else np.rint(steps)).astype(np.int64)


def held_steps(book: Book, pins: Pins) -> Ints:
    """Shape (held,): what was signed of the deals accepted before, in steps."""
    return whole_above(pins.to_sign * book.scale[: book.held]).astype(np.int64)


def _no_crumb(rate: Floats, beside: Floats) -> Floats:
    """Rates, those that are next to nothing beside what was taken off made nothing."""
    return np.where(np.abs(rate) <= EXACT * beside, 0.0, rate)


def _slots_of(listed: Listed, trades: pl.DataFrame, party: str, *, gives: bool) -> Ints:
    """The slot of each trade's seller or buyer."""
    slots = listed.slots
    rows = pl.DataFrame(
        {
            "listing": listed.ids.gather(slots.activity),
            "t": slots.period,
            "c": slots.commodity,
            "slot": np.arange(len(slots)),
            "gives": slots.gives,
        }
    ).filter(pl.col("gives") == gives)
    found = trades.join(
        rows, left_on=[party, "t", "c"], right_on=["listing", "t", "c"], how="left", maintain_order="left"
    )
    return found["slot"].to_numpy().astype(np.int64)
