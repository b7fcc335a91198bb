"""Whole steps that can be carried out: quantities only ever go down, until everything fits.

Begin with every trade rounded up. Then, again and again: what is sold of a listing is cut to what it has or
can make, what a worker buys is cut to what its sales need, a haulier's load to its kilograms, and whoever
is left with less than its minimum is left out. Each cut takes from the smallest trades first, so that few
large ones stay; from those accepted before last. Nothing ever goes up, so this ends; and less can always be
traded, so it ends in a plan.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.practical.deals import EXACT, Book, whole_above, whole_below

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
PATIENCE = (
    200  # rounds of cuts; recipes that feed each other in a circle may creep down, and are then left out
)


def fit(book: Book, steps: Ints, *, minimums: bool = True, thrifty: bool = True) -> Ints:
    """The quantities, in steps, that are left when everything that does not fit is cut.

    Parameters
    ----------
    book : Book
    steps : array, shape (deals,)
        Where to begin.
    minimums : bool
        Whether listings with less than their minimum are left out.
    thrifty : bool
        Whether workers buy no more than they use, but for what was accepted before; otherwise they may keep
        what `steps` gives them beyond it, as where a supplier sells all or nothing.
    """
    steps = steps.copy()
    beyond = np.zeros(len(book.listed.slots)) if thrifty else _beyond_use(book, steps)
    held = np.where(np.arange(len(steps)) < book.held, steps, 0)
    accepted = book.traded(held).astype(np.float64) if thrifty else np.zeros_like(beyond)
    if book.held:  # nothing is chosen anew afterwards: what a haulier cannot take must not crowd out the rest
        steps = _cut_hauliers(book, steps)
    rounds = 0
    while True:
        before = steps
        steps = _cut_hauliers(book, _cut_to_levels(book, _cut_to_limits(book, steps), beyond, accepted))
        rounds += 1
        changed = steps < before
        if changed.any() and rounds > PATIENCE:
            steps = np.where(changed, 0, steps)
        if not changed.any():
            short = below_minimum(book, steps) if minimums else np.zeros(0, dtype=np.bool_)
            if not short.any():
                return steps
            steps = np.where(touched(book, short), 0, steps)


def below_minimum(book: Book, steps: Ints) -> Bools:
    """Shape (activities,): those whose limit is used, but for less than its minimum."""
    listed = book.listed
    used = np.bincount(listed.limit, book.levels(steps), len(listed.quantity))
    short = (used > 0) & (used < listed.minimum * (1 - EXACT))
    result: Bools = short[listed.limit]
    return result


def possible_levels(book: Book, steps: Ints) -> Floats:
    """Shape (activities,): the levels at which capacities and stores can use what they buy and sell.

    Whole steps, at most what inputs allow and no more than sales, or a minimum, ask for.
    """
    listed, slots = book.listed, book.listed.slots
    decimals = listed.decimals[slots.commodity]
    units = book.traded(steps) / 10.0**decimals / np.abs(slots.per_unit)
    inputs, outputs = np.full(len(listed), np.inf), np.zeros(len(listed))
    np.minimum.at(inputs, slots.activity[~slots.gives], units[~slots.gives])
    np.maximum.at(outputs, slots.activity[slots.gives], units[slots.gives])
    outputs = np.where(outputs > 0, np.maximum(outputs, listed.minimum[listed.limit]), 0.0)
    works = listed.are("capacities", "stores")
    scale = np.where(works, np.rint(1 / np.where(works, listed.level_step, 1.0)), 1.0)
    most = np.minimum(inputs, listed.quantity[listed.limit])
    level = np.minimum(whole_below(most * scale), whole_above(outputs * scale)) / scale
    return np.where(works, level, 0.0)


def _cut_to_levels(book: Book, steps: Ints, beyond: Floats, accepted: Floats) -> Ints:
    """Cut what capacities and stores sell to what they can make, and what they buy to what that takes.

    `beyond`, shape (slots,): what whoever works at all may buy beyond that, in steps; `accepted`: what it has
    bought already.
    """
    slots = book.listed.slots
    works = book.listed.are("capacities", "stores")[slots.activity]
    amount = _amounts(book, steps)
    bought = whole_above(amount) + np.where(amount > 0, beyond, 0.0)
    bought = np.where(amount > 0, np.maximum(bought, accepted), bought)
    allowed = np.where(slots.gives, whole_below(amount), bought)
    limit = np.where(works, allowed, np.inf)
    return _cut(book, _cut(book, steps, book.deals.seller, limit), book.deals.buyer, limit)


def _amounts(book: Book, steps: Ints) -> Floats:
    """Shape (slots,): what capacities and stores make and use at their possible levels, in steps."""
    slots = book.listed.slots
    level = possible_levels(book, steps)[slots.activity]
    amount: Floats = level * np.abs(slots.per_unit) * 10.0 ** book.listed.decimals[slots.commodity]
    return amount


def _beyond_use(book: Book, steps: Ints) -> Floats:
    """Shape (slots,): what capacities buy beyond what they use, in steps."""
    slots = book.listed.slots
    buys = book.listed.are("capacities")[slots.activity] & ~slots.gives
    over = book.traded(steps) - whole_above(_amounts(book, steps))
    return np.where(buys, np.maximum(over, 0.0), 0.0)


def _cut_to_limits(book: Book, steps: Ints) -> Ints:
    """Cut what offers sell and needs buy, over their windows, to their quantities."""
    listed, slots = book.listed, book.listed.slots
    most = np.full(len(listed.quantity), np.inf)
    goods = listed.are("offers", "needs")
    scale = 10.0 ** listed.decimals[listed.commodity[goods]]
    most[listed.limit[goods]] = whole_below(listed.quantity[listed.limit[goods]] * scale)
    for slot in (book.deals.seller, book.deals.buyer):
        steps = _cut(book, steps, listed.limit[slots.activity[slot]], most)
    return steps


def _cut_hauliers(book: Book, steps: Ints) -> Ints:
    """Cut what hauliers carry to their kilograms, one haulier after another where a trade has several."""
    listed, deals = book.listed, book.deals
    carried = np.bincount(deals.haulage, book.kilograms(steps), len(listed))
    most = listed.quantity[listed.limit]
    over = np.flatnonzero(carried > most * (1 + EXACT))
    per_step = listed.goods.kg_per_unit[book.commodity] / book.scale
    steps = steps.copy()
    for haulier in over:
        mine = deals.carried[deals.haulage == haulier]
        mine = mine[np.lexsort((-steps[mine] * per_step[mine], mine >= book.held))]
        room = most[haulier] * (1 + EXACT)
        for deal in mine:
            fits = min(int(steps[deal]), int(whole_below(np.array(room / per_step[deal]))))
            steps[deal] = fits
            room -= fits * per_step[deal]
    return steps


def _cut(book: Book, steps: Ints, group: Ints, limit: Floats) -> Ints:
    """Cut the trades of every group whose sum exceeds its limit: the smallest first, held ones last."""
    total = np.bincount(group, steps, len(limit))
    over = np.flatnonzero((total > limit)[group])
    if not len(over):
        return steps
    over = over[np.lexsort((over, -steps[over], over >= book.held, group[over]))]
    mine, of_group = steps[over], group[over]
    first = np.flatnonzero(np.r_[True, of_group[1:] != of_group[:-1]])
    before = np.cumsum(mine) - mine
    before -= np.repeat(before[first], np.diff(np.r_[first, len(over)]))
    cut = steps.copy()
    cut[over] = np.clip(limit[of_group] - before, 0, mine).astype(np.int64)
    return cut


def touched(book: Book, activity: Bools) -> Bools:
    """Shape (deals,): those that one of these activities sells, buys or carries."""
    slots, deals = book.listed.slots, book.deals
    affected: Bools = activity[slots.activity[deals.seller]] | activity[slots.activity[deals.buyer]]
    affected[deals.carried[activity[deals.haulage]]] = True
    return affected
