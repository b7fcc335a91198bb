"""Whole rupiah: what each trade pays to whom, so that sums are exact and nobody loses.

Every trade starts at the exact plan's price. What listings ask is rounded up and what needs would pay is
rounded down to whole rupiah, freight is rounded up. Where rounding or a minimum leaves somebody short (a
worker that had to buy a little more than it uses), the nearest partner who gains, along the trades, makes
it up. If a whole group of listings that trade with each other has not enough to cover its costs, which
only happens where there is nothing to gain, its trades are given up.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from jejaring.planning.pinned import Pins
from jejaring.planning.practical.deals import Book, held_steps, whole_above, whole_below

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Amounts:
    """Whole rupiah; a buyer pays what the seller, the open network and the hauliers receive together."""

    received: Ints
    """Shape (deals,): what the seller gets."""
    freight: Ints
    """Shape (deals,): what the open network gets."""
    carriage: Ints
    """Shape (carriages,): what the haulier gets."""
    own: Ints
    """Shape (activities,): what a listing asks for what it does; of a need, what it would pay."""


def begin(book: Book, steps: Ints, per_kg: Floats) -> Amounts:
    """The amounts at the exact plan's prices; `per_kg`, shape (activities,): what a haulier's kg is worth."""
    quantity, deals, listed = book.quantity(steps), book.deals, book.listed
    value = book.levels(steps) * listed.price
    carriage = np.rint(book.kilograms(steps) * per_kg[deals.haulage]).astype(np.int64)
    return Amounts(
        received=np.rint(quantity * deals.price).astype(np.int64),
        freight=whole_above(quantity * deals.freight).astype(np.int64),
        carriage=carriage,
        own=np.where(listed.are("needs"), whole_below(value), whole_above(value)).astype(np.int64),
    )


def as_agreed(book: Book, steps: Ints, amounts: Amounts, pins: Pins) -> Bools:
    """Put the amounts of trades accepted before into `amounts`; shape (deals,): where that was possible.

    A trade that had to be cut is paid like the others.
    """
    held, deals = book.held, book.deals
    fixed = np.zeros(len(deals), dtype=np.bool_)
    fixed[:held] = (steps[:held] > 0) & (steps[:held] == held_steps(book, pins))
    quantity, agreed = book.quantity(steps)[:held], pins.trades
    received, paid = (
        np.rint(quantity * agreed[name].to_numpy()).astype(np.int64)
        for name in ("price_origin", "price_delivered")
    )
    carries = np.flatnonzero(deals.carried < held)
    hired = np.rint(book.kilograms(steps)[carries] * pins.in_order["price"].to_numpy()).astype(np.int64)
    by_road = paid - received
    np.subtract.at(by_road, deals.carried[carries], hired)
    kept = np.flatnonzero(fixed)
    amounts.received[kept] = received[kept]
    amounts.freight[kept] = np.maximum(by_road[kept], amounts.freight[kept])
    mine = fixed[deals.carried[carries]]
    amounts.carriage[carries[mine]] = hired[mine]
    return fixed


def gains_of(book: Book, amounts: Amounts) -> Ints:
    """Shape (activities,): what each listing gains in each month, whole rupiah."""
    listed, deals = book.listed, book.deals
    slots = listed.slots
    gain = np.where(listed.are("needs"), amounts.own, -amounts.own)
    np.add.at(gain, slots.activity[deals.seller], amounts.received)
    np.add.at(gain, slots.activity[deals.buyer], -paid(book, amounts))
    np.add.at(gain, deals.haulage, amounts.carriage)
    return gain


def paid(book: Book, amounts: Amounts) -> Ints:
    """Shape (deals,): what each buyer pays."""
    total = amounts.received + amounts.freight
    np.add.at(total, book.deals.carried, amounts.carriage)
    return total


def hopeless(book: Book, steps: Ints, amounts: Amounts) -> Bools:
    """Shape (deals,): trades of groups that together do not cover their costs."""
    group = _groups(book, steps)
    total = np.bincount(group, gains_of(book, amounts), group.max(initial=-1) + 1)
    lost: Bools = (total < 0)[group[book.listed.slots.activity[book.deals.seller]]] & (steps > 0)
    return lost


def losing(book: Book, steps: Ints, amounts: Amounts) -> Bools:
    """Shape (deals,): trades of whoever is short at these amounts."""
    short, activity = gains_of(book, amounts) < 0, book.listed.slots.activity
    lost: Bools = short[activity[book.deals.seller]] | short[activity[book.deals.buyer]]
    lost[book.deals.carried[short[book.deals.haulage]]] = True
    return lost & (steps > 0)


def settle(book: Book, steps: Ints, amounts: Amounts, fixed: Bools) -> Amounts | None:
    """Amounts at which no activity loses; None if there are none with every payment above zero.

    What the `fixed` deals pay, shape (deals,), does not change.
    """
    gain = gains_of(book, amounts)
    if (gain >= 0).all():
        return amounts
    payments = _Payments(book, np.where(fixed, 0, steps))
    paid_now = np.concatenate([amounts.received, amounts.carriage])
    for poor in np.flatnonzero(gain < 0).tolist():
        while gain[poor] < 0:
            path = payments.way_to_rich(poor, gain, paid_now)
            if path is None:
                return None
            rich = path[-1].partner
            room = [int(paid_now[step.payment]) for step in path if step.lessens]
            part = min(int(-gain[poor]), int(gain[rich]), *room)
            for step in path:
                paid_now[step.payment] += -part if step.lessens else part
            gain[poor] += part
            gain[rich] -= part
    received, carriage = np.split(paid_now, [len(book.deals)])
    return Amounts(received, amounts.freight, carriage, amounts.own)


class _Step(NamedTuple):
    """One payment that changes on the way from who gains to who is short."""

    partner: int
    """The activity on the gaining side of the payment."""
    payment: int
    lessens: bool
    """Whether the payment goes down: then it is the one who is short that pays it."""


class _Payments:
    """Who pays whom: the payments that each activity makes and receives, as sorted arrays.

    A payment is a seller's for a deal, by its number, or a haulier's for a carriage, counted on after them.
    """

    def __init__(self, book: Book, steps: Ints) -> None:
        deals, activity = book.deals, book.listed.slots.activity
        sold, carried = np.flatnonzero(steps > 0), np.flatnonzero(steps[deals.carried] > 0)
        payment = np.concatenate([sold, len(deals) + carried])
        payee = np.concatenate([activity[deals.seller[sold]], deals.haulage[carried]])
        payer = activity[deals.buyer[np.concatenate([sold, deals.carried[carried]])]]
        of = np.column_stack([payee, payer]).ravel()
        order = np.argsort(of, kind="stable")
        self._first = np.searchsorted(of[order], np.arange(len(book.listed) + 1))
        self._partner = np.column_stack([payer, payee]).ravel()[order]
        self._payment = np.repeat(payment, 2)[order]
        self._pays = order % 2 == 1

    def way_to_rich(self, poor: int, gain: Ints, amounts: Ints) -> list[_Step] | None:
        """The shortest way from an activity to one that gains, over payments that can change.

        Parameters
        ----------
        gain : array, shape (activities,)
        amounts : array, shape (deals + carriages,)
        """
        reached: dict[int, tuple[int, _Step] | None] = {poor: None}
        queue = deque([poor])
        while queue:
            at = queue.popleft()
            for step in self._of(at):
                if step.partner in reached or (step.lessens and amounts[step.payment] <= 0):
                    continue
                reached[step.partner] = at, step
                if gain[step.partner] > 0:
                    return _back(step.partner, reached)
                queue.append(step.partner)
        return None

    def _of(self, activity: int) -> Iterator[_Step]:
        mine = slice(self._first[activity], self._first[activity + 1])
        columns = (self._partner[mine], self._payment[mine], self._pays[mine])
        return (_Step(*entry) for entry in zip(*(column.tolist() for column in columns), strict=True))


def _back(rich: int, reached: dict[int, tuple[int, _Step] | None]) -> list[_Step]:
    path: list[_Step] = []
    at = rich
    while (before := reached[at]) is not None:
        at, step = before
        path.append(step)
    return path[::-1]


def _groups(book: Book, steps: Ints) -> Ints:
    """Shape (activities,): the group of activities that trade with each other, by number."""
    deals, activity = book.deals, book.listed.slots.activity
    used = steps > 0
    carried = used[deals.carried]
    one = np.concatenate([activity[deals.seller[used]], deals.haulage[carried]])
    other = np.concatenate([activity[deals.buyer[used]], activity[deals.buyer[deals.carried[carried]]]])
    size = len(book.listed)
    links = coo_array((np.ones(len(one)), (one, other)), shape=(size, size))
    _, group = connected_components(links, directed=False)
    return group.astype(np.int64)
