"""Where offers, needs and hauliers stand: at a node of their own place and month, or at a window's.

What may be given or taken in any of several months stands at a window, which arcs of no cost join to its
months. At every node listings form a ladder: a step for every price, the cheapest first, between a first
step for what is given away and a last, artificial one for what cannot be had.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import Activities
from jejaring.planning.program import Program
from jejaring.planning.simplex.problem import STEP, WINDOW, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOTHING_OF_A_PRICE = 1e-13  # of the dearest price of a commodity


@dataclass(frozen=True)
class Listed:
    """Offers or needs, one entry per listing: where it stands, in which months."""

    commodity: Ints
    node: Ints
    """The node of its first month."""
    first: Ints
    last: Ints
    price: Floats
    quantity: Floats
    offers: int

    @classmethod
    def of(cls, program: Program, at: Activities, offers: int) -> "Listed":
        """The listings of these activities, which stand ordered by listing."""
        start = np.flatnonzero(np.diff(at.listing, prepend=-1))
        end = np.append(start[1:], len(at)) - 1 if len(at) else start
        node = program.nodes.row(at.commodity[start], at.period[start], at.place[start])
        return cls(
            at.commodity[start],
            node,
            at.period[start],
            at.period[end],
            at.price[start],
            at.quantity[start],
            offers,
        )


def windows_of(program: Program, sides: list[Listed]) -> tuple[Records, Ints, list[Ints]]:
    """The windows in use, each commodity's stretch of them, and each listing's window or -1."""
    months = len(program.periods)
    keys = [
        ((side.commodity * program.nodes.count + side.node) * months + side.last) * 2 + side.offers
        for side in sides
    ]
    spread = [(side.last > side.first) & (side.quantity > 0) for side in sides]
    found = np.concatenate([key[wide] for key, wide in zip(keys, spread, strict=True)])
    _, first, which = np.unique(found, return_index=True, return_inverse=True)

    def of_all(name: str) -> Ints:
        values: Ints = np.concatenate(
            [getattr(side, name)[wide] for side, wide in zip(sides, spread, strict=True)]
        )
        return values[first]

    windows = np.zeros(len(first), dtype=WINDOW)
    commodity = of_all("commodity")
    windows["node"] = program.nodes.count + np.arange(len(first))
    windows["first_node"] = of_all("node")
    windows["stride"] = program.nodes.places[commodity]
    windows["months"] = of_all("last") - of_all("first") + 1
    windows["offers"] = (found[first] & 1) if len(first) else 0
    first_window = np.searchsorted(commodity, np.arange(len(program.goods.commodities) + 1)).astype(np.int64)
    window_of, start = [], 0
    for wide in spread:
        window = np.full(len(wide), -1, dtype=np.int64)
        end = start + int(wide.sum())
        window[wide] = which[start:end]
        window_of.append(window)
        start = end
    return windows, first_window, window_of


def ladders_of(
    nodes: int, listed: list[tuple[Ints, Floats, Floats]]
) -> tuple[Ints, Records, tuple[Ints, ...]]:
    """The ladders of all nodes, and the step of every listing (node, price, quantity); -1 for nothing."""
    node, price, size = (np.concatenate(parts) for parts in zip(*listed, strict=True))
    something = np.flatnonzero(size > 0)
    climbs = something[price[something] > 0]
    climbs = climbs[np.lexsort((price[climbs], node[climbs]))]
    new = np.ones(len(climbs), dtype=np.bool_)
    new[1:] = (np.diff(node[climbs]) > 0) | (np.diff(price[climbs]) > 0)
    starts = np.flatnonzero(new)
    count = np.bincount(node[climbs[starts]], minlength=nodes)
    first_step = np.concatenate([[0], np.cumsum(count + 2)]).astype(np.int64)
    within = np.cumsum(new) - 1
    before = np.concatenate([[0], np.cumsum(count)])[:-1]
    step = np.full(len(node), -1, dtype=np.int64)
    step[something] = first_step[node[something]]
    step[climbs] = first_step[node[climbs]] + 1 + within - before[node[climbs]]
    steps = np.zeros(int(first_step[-1]), dtype=STEP)
    last = first_step[1:] - 1
    steps["amount"] = np.bincount(step[something], weights=size[something], minlength=len(steps))
    steps["price"][step[climbs]] = price[climbs]
    steps["price"][last], steps["amount"][last] = np.inf, np.inf
    ends = np.cumsum([len(part) for part, _, _ in listed])[:-1]
    return first_step, steps, tuple(np.split(step, ends))


def tiny_prices(first_step: Ints, steps: Records, node_sheet: Ints, sheets: int) -> Floats:
    """What is nothing among the prices of each sheet; sheets without a price take the market's."""
    dearest = steps["price"][first_step[1:] - 2]
    tiny = np.zeros(sheets)
    np.maximum.at(tiny, node_sheet, dearest)
    result: Floats = NOTHING_OF_A_PRICE * np.where(tiny > 0, tiny, 1.0)
    return result
