"""The tables of a practical plan: what is to be signed, with names instead of numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS
from jejaring.planning.columns import (
    PRACTICAL_CARRIAGE_COLUMNS,
    PRACTICAL_GAIN_COLUMNS,
    PRACTICAL_LEVEL_COLUMNS,
    PRACTICAL_TRADE_COLUMNS,
)
from jejaring.planning.practical.deals import Book
from jejaring.planning.practical.settlement import Amounts, gains_of, paid

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Practical:
    """A practical plan: its tables by name, and what it comes to."""

    tables: dict[str, pl.DataFrame]
    surplus: int
    """Whole rupiah: what everybody gains together."""


def tables_of(book: Book, steps: Ints, amounts: Amounts) -> Practical:
    """The tables of the deals that trade anything.

    Parameters
    ----------
    book : Book
    steps : array, shape (deals,)
    amounts : Amounts
        At which nobody loses.
    """
    used = steps > 0
    number: Ints = np.cumsum(used, dtype=np.int64)
    periods = pl.Series(book.listed.market.periods, dtype=pl.String)
    regions = pl.Series(book.listed.market.freight.regions, dtype=pl.String)
    slots, ids = book.listed.slots, book.listed.ids
    seller, buyer = book.deals.seller[used], book.deals.buyer[used]
    trades = pl.DataFrame(
        {
            "trade": _named(number, used),
            "period": periods.gather(slots.period[buyer]),
            "commodity": pl.Series(book.listed.goods.commodities, dtype=pl.String).gather(
                slots.commodity[buyer]
            ),
            "seller": ids.gather(slots.activity[seller]),
            "buyer": ids.gather(slots.activity[buyer]),
            "origin": regions.gather(slots.place[seller]),
            "destination": regions.gather(slots.place[buyer]),
            "quantity": book.quantity(steps)[used],
            "received": amounts.received[used],
            "freight": amounts.freight[used],
            "paid": paid(book, amounts)[used],
        },
        schema=PRACTICAL_TRADE_COLUMNS,
    )
    carried = used[book.deals.carried]
    carriage = pl.DataFrame(
        {
            "trade": _named(number, book.deals.carried[carried]),
            "haulage": ids.gather(book.deals.haulage[carried]),
            "kg": book.kilograms(steps)[carried],
            "amount": amounts.carriage[carried],
        },
        schema=PRACTICAL_CARRIAGE_COLUMNS,
    )
    levels = _levels(book, steps, amounts)
    return Practical(
        tables={
            "practical_trades": trades,
            "practical_carriage": carriage,
            "practical_levels": levels,
            "practical_gains": _gains(book, levels),
        },
        surplus=int(levels["gain"].sum()),
    )


def _levels(book: Book, steps: Ints, amounts: Amounts) -> pl.DataFrame:
    """One row for each listing and month that is used."""
    listed, deals = book.listed, book.deals
    level = book.levels(steps)
    received, spent = np.zeros(len(listed), dtype=np.int64), np.zeros(len(listed), dtype=np.int64)
    np.add.at(received, listed.slots.activity[deals.seller], amounts.received)
    np.add.at(received, deals.haulage, amounts.carriage)
    np.add.at(spent, listed.slots.activity[deals.buyer], paid(book, amounts))
    used = np.flatnonzero(level > 0)
    return pl.DataFrame(
        {
            "listing": listed.ids.gather(used),
            "period": pl.Series(listed.market.periods, dtype=pl.String).gather(listed.period[used]),
            "level": level[used],
            "received": received[used],
            "paid": spent[used],
            "own": amounts.own[used],
            "gain": gains_of(book, amounts)[used],
        },
        schema=PRACTICAL_LEVEL_COLUMNS,
    )


def _gains(book: Book, levels: pl.DataFrame) -> pl.DataFrame:
    """One row for each cooperative that trades or works."""
    owner = pl.concat(
        getattr(book.listed.market, kind).select(
            listing="id", cooperative="cooperative", needs=pl.lit(kind == "needs")
        )
        for kind in KINDS
    )
    return (
        levels.join(owner, on="listing")
        .group_by("cooperative")
        .agg(
            pl.col("gain", "received", "paid").sum(),
            costs=pl.col("own").filter(~pl.col("needs")).sum(),
            value=pl.col("own").filter("needs").sum(),
        )
        .sort("cooperative")
        .match_to_schema(PRACTICAL_GAIN_COLUMNS)
    )


def _named(number: Ints, of: NDArray[Any]) -> pl.Series:
    """P1, P2, ... of some deals, by position or by mask."""
    return "P" + pl.Series(number[of], dtype=pl.Int64).cast(pl.String)
