"""What listings say about prices: offers and needs, capacities and stores."""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.fairness.conditions import (
    FULL,
    PARTLY,
    PROVED,
    ROUNDING,
    UNUSED,
    Conditions,
    node_of,
    put_in_per_unit,
    use_of,
)
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def add_trades(
    program: Program,
    rows: Conditions,
    kind: str,
    sign: float,
    level: Floats,
    least: Floats,
    known: Floats,
    first: int,
    conditions: Ints,
) -> Floats:
    """Offers (sign 1) and needs (-1); gives the worth of each window, a variable from `first` on."""
    at = program.activities[kind]
    node = node_of(program, at)
    in_window = np.bincount(at.listing, minlength=1)[at.listing] if len(at) else at.listing
    single = np.flatnonzero((in_window == 1) & (at.quantity > 0))
    price, quantity = at.price[single], at.quantity[single]
    own = np.arange(len(single))
    use = use_of(
        level[single],
        least[single],
        quantity,
        sign * (known[node[single]] - price),
        known[node[single]] + price,
    )
    conditions[single] = rows.add(
        sign * price,
        use,
        (quantity - least[single]) / put_in_per_unit(price),
        (own, node[single], np.full(len(single), sign)),
    )
    spread = np.flatnonzero((in_window > 1) & (at.quantity > 0))
    listing, start, which = np.unique(at.listing[spread], return_index=True, return_inverse=True)
    price, quantity = at.price[spread][start], at.quantity[spread][start]
    total = np.bincount(which, level[spread], minlength=len(listing))
    promised = np.bincount(which, least[spread], minlength=len(listing))
    # What it trades at: the best of its months, and no worse than what it asks.
    worth = sign * price
    np.maximum.at(worth, which, sign * known[node[spread]])
    exhausted = total >= (1 - ROUNDING) * quantity
    worth = np.where(exhausted, sign * worth, price)
    variable = first + np.arange(len(listing))
    own = np.arange(len(listing))
    rows.add(
        sign * price,
        np.where(exhausted, FULL, PARTLY),
        (quantity - promised) / put_in_per_unit(price),
        (own, variable, np.full(len(listing), sign)),
    )
    own = np.arange(len(spread))
    margin = sign * (known[node[spread]] - worth[which])
    used = (level[spread] > least[spread] * (1 + ROUNDING)) & (
        margin > -PROVED * np.maximum(worth[which], 1e-6)
    )
    conditions[spread] = rows.add(
        np.zeros(len(spread)),
        np.where(used, PARTLY, UNUSED),
        None,
        (own, node[spread], np.full(len(spread), sign)),
        (own, variable[which], np.full(len(spread), -sign)),
    )
    return worth


def add_works(
    program: Program,
    rows: Conditions,
    levels: dict[str, Floats],
    least: dict[str, Floats],
    known: Floats,
    conditions: dict[str, Ints],
) -> None:
    """Capacities and stores."""
    work, mill, store = program.work, program.activities["capacities"], program.activities["stores"]
    node = program.nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity])
    value = work.quantity * known[node]
    worth = np.bincount(work.activity, value, minlength=len(mill))
    size = np.bincount(work.activity, np.abs(value), minlength=len(mill)) + mill.price
    usable = np.flatnonzero(mill.quantity > 0)
    number = np.full(len(mill), -1)
    number[usable] = np.arange(len(usable))
    entry = np.flatnonzero(number[work.activity] >= 0)
    conditions["capacities"][usable] = rows.add(
        mill.price[usable],
        use_of(levels["capacities"], least["capacities"], mill.quantity, worth - mill.price, size)[usable],
        ((mill.quantity - least["capacities"]) / put_in_per_unit(mill.price))[usable],
        (number[work.activity[entry]], node[entry], work.quantity[entry]),
    )
    here = node_of(program, store)
    later = program.nodes.next_row(store.commodity, store.period, store.place)
    usable = np.flatnonzero(store.quantity > 0)
    margin = known[later] - known[here] - store.price
    own = np.arange(len(usable))
    conditions["stores"][usable] = rows.add(
        store.price[usable],
        use_of(levels["stores"], least["stores"], store.quantity, margin, known[later] + known[here])[usable],
        ((store.quantity - least["stores"]) / put_in_per_unit(store.price))[usable],
        (own, later[usable], np.ones(len(usable))),
        (own, here[usable], -np.ones(len(usable))),
    )
