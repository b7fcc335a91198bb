"""The best possible plan of a small market, by the linear program written down as plainly as it can be.

One variable per use of a listing and month, one per (commodity, origin, destination, month) of the open
network, one per (haulage, commodity, month); one balance per (commodity, region, month). No grouping, no
pruning, no sparse tricks: what it says is easy to check by eye, and it shares no line with the planner.
"""

from dataclasses import dataclass

import numpy as np
from reading import Facts, read_plainly
from scipy.optimize import linprog
from scipy.sparse import csr_array

Node = tuple[str, str, int]  # commodity, region, month's position


@dataclass(frozen=True)
class Variable:
    worth: float  # rupiah of surplus per unit
    flows: dict[Node, float]  # what a unit brings to (> 0) and takes from (< 0) each node
    limits: dict[tuple, float]  # what a unit uses of each limit


@dataclass(frozen=True)
class Optimum:
    surplus: float
    prices: dict[Node, float]
    """Rupiah per base unit at each node (one of the optimal duals)."""
    levels: dict[tuple[str, int], float]
    """Level of each listing in each month (one of the optimal plans)."""


def optimum(market) -> Optimum:
    facts = read_plainly(market)
    variables, limits = write_program(facts)
    nodes = [(c, r, t) for c in facts.goods for r in facts.regions for t in range(len(facts.months))]
    used = {node for variable in variables.values() for node in variable.flows}
    nodes = [node for node in nodes if node in used]
    if not variables or not nodes:
        return Optimum(0.0, {}, {})
    row_of = {key: row for row, key in enumerate([*nodes, *limits])}
    entries = [
        (row_of[key], column, amount)
        for column, variable in enumerate(variables.values())
        for key, amount in [
            *((node, -amount) for node, amount in variable.flows.items()),  # leaving - arriving <= 0
            *variable.limits.items(),  # use <= limit
        ]
    ]
    rows, columns, amounts = zip(*entries, strict=True)
    solved = linprog(
        c=[-variable.worth for variable in variables.values()],
        A_ub=csr_array((amounts, (rows, columns)), shape=(len(row_of), len(variables))),
        b_ub=[*np.zeros(len(nodes)), *limits.values()],
        bounds=(0, None),
        method="highs",
    )
    assert solved.status == 0, solved.message
    levels = dict.fromkeys(
        ((key[1], key[-1]) for key in variables if key[0] == "listing"),
        0.0,
    )
    for key, value in zip(variables, solved.x, strict=True):
        if key[0] == "listing":
            levels[key[1], key[-1]] += float(value)
        elif key[0] == "haul":
            levels[key[1], key[-1]] = (
                levels.get((key[1], key[-1]), 0.0) + float(value) * facts.goods[key[2]].kg
            )
    prices = {node: -float(dual) for node, dual in zip(nodes, solved.ineqlin.marginals, strict=False)}
    return Optimum(-float(solved.fun), prices, levels)


def write_program(facts: Facts) -> tuple[dict[tuple, Variable], dict[tuple, float]]:
    """Every variable and every limit of the program, by name."""
    variables: dict[tuple, Variable] = {}
    limits: dict[tuple, float] = {}

    # An offer's or need's quantity is for its whole window.
    for kind, sign in (("offers", 1.0), ("needs", -1.0)):
        for listing in facts.listings[kind]:
            limits[listing.id,] = listing.quantity
            for month in listing.months:
                variables["listing", listing.id, month] = Variable(
                    worth=-sign * listing.price,
                    flows={(listing.what, listing.region, month): sign},
                    limits={(listing.id,): 1.0},
                )

    # A capacity's is per month.
    for listing in facts.listings["capacities"]:
        for month in listing.months:
            limits[listing.id, month] = listing.quantity
            variables["listing", listing.id, month] = Variable(
                worth=-listing.price,
                flows={(c, listing.region, month): a for c, a in facts.recipes[listing.what].items()},
                limits={(listing.id, month): 1.0},
            )

    # A store carries from a month of its window to the next month of the horizon.
    for listing in facts.listings["stores"]:
        for month in listing.months:
            if month + 1 < len(facts.months) and facts.goods[listing.what].may_be_stored():
                limits[listing.id, month] = listing.quantity
                variables["listing", listing.id, month] = Variable(
                    worth=-listing.price,
                    flows={
                        (listing.what, listing.region, month): -1.0,
                        (listing.what, listing.region, month + 1): 1.0,
                    },
                    limits={(listing.id, month): 1.0},
                )

    traded = _goods_named(facts)

    # The open network carries anything that may take the lane, without limit.
    for commodity in traded:
        for (origin, destination), rupiah in facts.open_lanes(commodity).items():
            for month in range(len(facts.months)):
                variables["ship", commodity, origin, destination, month] = Variable(
                    worth=-rupiah,
                    flows={(commodity, origin, month): -1.0, (commodity, destination, month): 1.0},
                    limits={},
                )

    # A haulage's kilograms a month are shared by all goods; its fee is per kilogram, whatever the good.
    for listing in facts.listings["haulage"]:
        for month in listing.months:
            limits[listing.id, month] = listing.quantity
            for commodity in traded:
                good = facts.goods[commodity]
                if good.may_travel(listing.hours) and listing.region != listing.destination:
                    variables["haul", listing.id, commodity, month] = Variable(
                        worth=-listing.price * good.kg,
                        flows={
                            (commodity, listing.region, month): -1.0,
                            (commodity, listing.destination, month): 1.0,
                        },
                        limits={(listing.id, month): good.kg},
                    )
    return variables, limits


def _goods_named(facts: Facts) -> list[str]:
    """Commodities that some listing names; no other can ever be anywhere."""
    named = {listing.what for kind in ("offers", "needs", "stores") for listing in facts.listings[kind]}
    for listing in facts.listings["capacities"]:
        named |= set(facts.recipes[listing.what])
    return sorted(named)
