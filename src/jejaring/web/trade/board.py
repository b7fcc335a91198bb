"""All open listings of one thing as arrays, remembered by each process and brought up to date by change.

A `Board` holds what ranking needs: where, at what price, how much, when. It refuses to hold who; rows are
fetched for the few listings that are shown. What is read inside a transaction is never remembered, as it may
be undone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock

import numpy as np
from django.db import connection
from django.db.models import CharField, FloatField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from jejaring.geography import national_freight
from jejaring.web.trade.models import Listing
from jejaring.web.trade.stamps import numbers_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ALWAYS, NEVER = -1, 1_000_000
"""Month numbers of a window without a beginning and without an end."""


@dataclass(frozen=True)
class Board:
    """Listings of one kind and thing that have not been closed, cheapest first."""

    number: int
    """The thing's stamp when they were read."""
    listing: Ints
    cooperative: Ints
    region: NDArray[np.int16]
    """Position among the regions of the national freight."""
    price: Floats
    quantity: Floats
    first_month: NDArray[np.int32]
    """Months since the year 0, ALWAYS without one."""
    last_month: NDArray[np.int32]
    expires: NDArray[np.int32]
    """Day numbers (`date.toordinal`)."""

    def open_in(self, today: date, first: int = ALWAYS, last: int = NEVER) -> NDArray[np.bool_]:
        """Which of them are open today and overlap a window of months."""
        month = max(first, month_number(today))
        return (self.expires >= today.toordinal()) & (self.first_month <= last) & (self.last_month >= month)

    def __len__(self) -> int:
        return len(self.listing)


def month_number(day: date) -> int:
    """Months since the year 0."""
    return 12 * day.year + day.month - 1


_remembered: dict[str, Board] = {}
_lock = Lock()


def forget() -> None:
    """Let go of everything remembered."""
    with _lock:
        _remembered.clear()


def board(kind: str, thing: str) -> Board:
    """The listings of a kind of a commodity (of capacities: of a recipe) that are not closed.

    One query when nothing has changed since the process last read them, two when something has.
    """
    return boards(kind, (thing,))[thing]


def boards(kind: str, things: Iterable[str]) -> dict[str, Board]:
    """The boards of several things: one query for all of them, and one for each that has changed."""
    named = {f"{kind}:{thing}": thing for thing in things}
    found = {}
    for name, number in numbers_of(named).items():
        thing = named[name]
        known = _remembered.get(name)
        if known is None or known.number != number:
            known = _read(kind, thing, number, known)
            if not connection.in_atomic_block:
                with _lock:
                    _remembered[name] = known
        found[thing] = known
    return found


@cache
def region_numbers() -> dict[str, int]:
    """Code of a regency -> its position in the freight matrices."""
    return {code: number for number, code in enumerate(national_freight().regions)}


def _read(kind: str, thing: str, number: int, known: Board | None) -> Board:
    """All listings, or those changed since `known` laid over it."""
    field = "recipe" if kind == Listing.Kind.CAPACITY else "commodity"
    chosen = Listing.objects.filter(kind=kind, **{field: thing})
    if known is None:
        chosen = chosen.filter(state=Listing.State.OPEN)
    else:
        chosen = chosen.filter(stamp__gt=known.number)
    rows = chosen.annotate(
        asked=Cast("price", FloatField()),
        much=Cast("quantity", FloatField()),
        begins=Cast("first_month", CharField()),
        ends=Cast("last_month", CharField()),
        until=Cast("expires", CharField()),
    ).values_list("pk", "cooperative_id", "region", "asked", "much", "begins", "ends", "until", "state")
    fresh, listed = _board(number, list(rows.iterator(chunk_size=20_000)))
    if known is None:
        return fresh
    kept = ~np.isin(known.listing, listed)
    return _sorted(
        number,
        *(
            np.concatenate([getattr(known, name)[kept], getattr(fresh, name)])
            for name in Board.__dataclass_fields__
            if name != "number"
        ),
    )


def _board(number: int, rows: list[tuple]) -> tuple[Board, Ints]:
    """The open ones among rows as a board, and the ids of all of them."""
    listed = np.array([row[0] for row in rows], dtype=np.int64)
    numbers = region_numbers()
    open_rows = [row for row in rows if row[8] == Listing.State.OPEN and row[2][:5] in numbers]
    columns = list(zip(*open_rows, strict=True)) or [()] * 9
    fresh = _sorted(
        number,
        np.array(columns[0], dtype=np.int64),
        np.array(columns[1], dtype=np.int64),
        np.array([numbers[code[:5]] for code in columns[2]], dtype=np.int16),
        np.array(columns[3], dtype=np.float64),
        np.array(columns[4], dtype=np.float64),
        _months(columns[5], ALWAYS),
        _months(columns[6], NEVER),
        _days(columns[7]),
    )
    return fresh, listed


def _sorted(number: int, *columns: NDArray) -> Board:
    order = np.lexsort((columns[0], columns[3]))
    return Board(number, *(column[order] for column in columns))


def _months(texts: tuple[str | None, ...], otherwise: int) -> NDArray[np.int32]:
    known = {
        text: otherwise if text is None else 12 * int(text[:4]) + int(text[5:7]) - 1 for text in set(texts)
    }
    return np.array([known[text] for text in texts], dtype=np.int32)


def _days(texts: tuple[str, ...]) -> NDArray[np.int32]:
    known = {text: date.fromisoformat(text).toordinal() for text in set(texts)}
    return np.array([known[text] for text in texts], dtype=np.int32)
