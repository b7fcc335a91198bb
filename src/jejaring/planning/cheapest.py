"""The cheapest way to have a commodity in a region: bought and shipped, or made of what is.

This module knows prices asked, fees, recipes and freight, one unit at a time. It refuses to know quantities:
whether enough is there is for the plan to say. What a recipe yields beside its product counts for nothing.

Let p(c, r) be the least it costs to have one unit of c in region r. It is the least of

- the price asked for c in r;
- p(c, s) and the freight from s to r, for any other region s;
- for a recipe that makes c and is offered in r: its fee and, for each input, what it uses x p(input, r).

Where no recipe is made of its own product, commodities have an order and each is settled once, by one product
of a row and the freight matrix in the (min, +) semiring. Where recipes feed each other, the regions of the
commodities in that circle are settled one at a time, cheapest first, as Knuth generalises Dijkstra's
algorithm; so no way ever goes through itself.

References
----------
D. E. Knuth, A generalization of Dijkstra's algorithm, Information Processing Letters 6 (1977) 1-5.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BOUGHT = -1
"""Instead of a recipe's number: bought ready-made."""
NO_WAY = -2


@dataclass(frozen=True)
class Making:
    """A recipe, per one unit of the commodity it makes."""

    name: str
    product: int
    """Number of the commodity."""
    inputs: Mapping[int, float]
    """Commodity -> how much of it is used, > 0."""


@dataclass(frozen=True)
class Ways:
    """The cheapest way to have each commodity in each region."""

    cost: Floats
    """Shape (commodities, regions): rupiah per unit; inf where there is no way."""
    source: Ints
    """Shape (commodities, regions): the region it comes from, itself where it is had on the spot."""
    by: Ints
    """Shape (commodities, regions): by which recipe it is had on the spot, BOUGHT or NO_WAY."""


@dataclass(frozen=True)
class Step:
    """One purchase, piece of work or haul of a chain, for one unit of what is wanted in the end."""

    kind: str
    """`buy`, `make` or `ship`."""
    commodity: int
    recipe: int
    """Of `make`; else BOUGHT."""
    origin: int
    destination: int
    """Of `ship`; else the origin."""
    quantity: float
    """Units of the commodity."""
    cost: float
    """Rupiah of this step alone."""


def cheapest_ways(
    price: Floats, fee: Floats, makings: Sequence[Making], freight: Callable[[int], Floats]
) -> Ways:
    """The cheapest way to have each commodity in each region.

    Parameters
    ----------
    price : array, shape (commodities, regions)
        Rupiah per unit asked where a commodity is offered; inf elsewhere.
    fee : array, shape (makings, regions)
        Rupiah per unit of product where a recipe is offered; inf elsewhere.
    makings : sequence of Making
        In the order of `fee`'s rows.
    freight : function of a commodity's number
        Gives an array of shape (regions, regions), row = origin: rupiah per unit; inf where it cannot go.

    Returns
    -------
    Ways
    """
    ways = Ways(
        cost=np.full(price.shape, np.inf),
        source=np.tile(np.arange(price.shape[1]), (len(price), 1)),
        by=np.full(price.shape, NO_WAY, dtype=np.int64),
    )
    for circle in _recipe_order(len(price), makings):
        if len(circle) == 1 and not _feeds_itself(circle[0], makings):
            _settle(circle[0], ways, price, fee, makings, freight)
        else:
            _settle_circle(circle, ways, price, fee, makings, freight)
    return ways


def steps_of(
    ways: Ways,
    commodity: int,
    region: int,
    makings: Sequence[Making],
    freight: Callable[[int], Floats],
    price: Floats,
    fee: Floats,
) -> list[Step]:
    """The cheapest chain behind one unit of a commodity in a region, in the order the goods go.

    Raises
    ------
    ValueError
        When there is no way.
    """
    if not np.isfinite(ways.cost[commodity, region]):
        raise ValueError("there is no way to have this commodity in this region")
    steps: list[Step] = []

    def have(good: int, here: int, quantity: float) -> None:
        origin, by = int(ways.source[good, here]), int(ways.by[good, int(ways.source[good, here])])
        if by == BOUGHT:
            steps.append(
                Step("buy", good, BOUGHT, origin, origin, quantity, quantity * float(price[good, origin]))
            )
        else:
            for used, amount in makings[by].inputs.items():
                have(used, origin, quantity * amount)
            steps.append(Step("make", good, by, origin, origin, quantity, quantity * float(fee[by, origin])))
        if origin != here:
            rate = float(freight(good)[origin, here])
            steps.append(Step("ship", good, BOUGHT, origin, here, quantity, quantity * rate))

    have(commodity, region, 1.0)
    return steps


def _feeds_itself(commodity: int, makings: Sequence[Making]) -> bool:
    return any(making.product == commodity and commodity in making.inputs for making in makings)


def _recipe_order(commodities: int, makings: Sequence[Making]) -> list[list[int]]:
    """Groups of commodities that are made of each other, every group after all it is made of."""
    pairs = [(used, making.product) for making in makings for used in making.inputs]
    used, made = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    graph = csr_array((np.ones(len(used)), (used, made)), shape=(commodities, commodities))
    count, group = connected_components(graph, connection="strong")
    after: list[set[int]] = [set() for _ in range(count)]
    for one, other in zip(group[used], group[made], strict=True):
        if one != other:
            after[other].add(int(one))
    order: list[int] = []
    placed: set[int] = set()

    def place(one: int) -> None:
        if one not in placed:
            placed.add(one)
            for earlier in sorted(after[one]):
                place(earlier)
            order.append(one)

    for one in range(count):
        place(one)
    members: list[list[int]] = [[] for _ in range(count)]
    for commodity, its_group in enumerate(group):
        members[its_group].append(commodity)
    return [members[one] for one in order]


def _on_the_spot(
    commodity: int, ways: Ways, price: Floats, fee: Floats, makings: Sequence[Making]
) -> tuple[Floats, Ints]:
    """Cost of buying or making a commodity in each region, and which of the two."""
    cost = price[commodity].copy()
    by = np.where(np.isfinite(cost), BOUGHT, NO_WAY)
    for number, making in enumerate(makings):
        if making.product == commodity:
            made = fee[number] + sum(amount * ways.cost[used] for used, amount in making.inputs.items())
            by[made < cost] = number
            cost = np.minimum(cost, made)
    return cost, by


def _settle(
    commodity: int,
    ways: Ways,
    price: Floats,
    fee: Floats,
    makings: Sequence[Making],
    freight: Callable[[int], Floats],
) -> None:
    spot, by = _on_the_spot(commodity, ways, price, fee, makings)
    ways.by[commodity] = by
    origins = np.flatnonzero(np.isfinite(spot))
    if not len(origins):
        return
    delivered = spot[origins, None] + freight(commodity)[origins]
    best = delivered.argmin(axis=0)
    ways.cost[commodity] = delivered[best, np.arange(delivered.shape[1])]
    came = np.isfinite(ways.cost[commodity])
    ways.source[commodity, came] = origins[best[came]]


def _settle_circle(
    circle: Sequence[int],
    ways: Ways,
    price: Floats,
    fee: Floats,
    makings: Sequence[Making],
    freight: Callable[[int], Floats],
) -> None:
    """Settle the cheapest place of all, see what follows from it, and so on.

    A commodity in a region stands twice: `spot`, bought or made there; `here`, by whatever way. From a
    settled spot it goes everywhere; with every input of a recipe settled here, the product is made on the
    spot.
    """
    row_of = {commodity: row for row, commodity in enumerate(circle)}
    own = [(number, making) for number, making in enumerate(makings) if making.product in row_of]
    spot = np.stack([price[commodity] for commodity in circle])
    by = np.where(np.isfinite(spot), BOUGHT, NO_WAY)
    source = np.tile(np.arange(price.shape[1]), (len(circle), 1))
    here = np.full_like(spot, np.inf)
    spot_settled, here_settled = np.zeros_like(spot, dtype=np.bool_), np.zeros_like(spot, dtype=np.bool_)
    for number, making in own:
        if not any(used in row_of for used in making.inputs):
            made = fee[number] + sum(amount * ways.cost[used] for used, amount in making.inputs.items())
            row = row_of[making.product]
            by[row][made < spot[row]] = number
            spot[row] = np.minimum(spot[row], made)
    while True:
        waiting = [np.where(spot_settled, np.inf, spot), np.where(here_settled, np.inf, here)]
        least = [float(each.min()) for each in waiting]
        if not np.isfinite(min(least)):
            break
        if least[0] <= least[1]:
            row, region = divmod(int(waiting[0].argmin()), spot.shape[1])
            spot_settled[row, region] = True
            delivered = spot[row, region] + freight(circle[row])[region]
            better = ~here_settled[row] & (delivered < here[row])
            here[row, better], source[row, better] = delivered[better], region
            continue
        row, region = divmod(int(waiting[1].argmin()), here.shape[1])
        here_settled[row, region] = True
        for number, making in own:
            if circle[row] not in making.inputs:
                continue
            ready = all(here_settled[row_of[used], region] for used in making.inputs if used in row_of)
            product = row_of[making.product]
            if ready and not spot_settled[product, region]:
                made = float(fee[number, region]) + sum(
                    amount * (here[row_of[used], region] if used in row_of else ways.cost[used, region])
                    for used, amount in making.inputs.items()
                )
                if made < spot[product, region]:
                    spot[product, region], by[product, region] = made, number
    for commodity, row in row_of.items():
        ways.cost[commodity], ways.source[commodity], ways.by[commodity] = here[row], source[row], by[row]
