"""How far a plan's prices are from the fairest optimal ones, by one more plain linear program.

The fairest optimal prices have the least sum of gain^2 / put-in, over offers, needs and every month of a
capacity, store or haulier (whose quantity is per month, so that each month is a service by itself). That sum
is convex and the optimal prices form a polyhedron, so its tangent at a plan's own gains bounds from below
what any other optimal prices could reach: if the tangent cannot fall on the polyhedron, the plan's prices are
the fairest (Frank and Wolfe 1956).
"""

from collections import defaultdict

import numpy as np
from oracle import optimum, write_program
from reading import read_plainly
from scipy.optimize import linprog
from scipy.sparse import csr_array


def spread(market, plan) -> float:
    """Sum of gain^2 / put-in over the plan's listings, month by month where their quantity is per month."""
    gain, put_in = _gains_and_put_in(read_plainly(market), plan)
    return sum(gain[name] ** 2 / put_in[name] for name in gain if put_in[name] > 0)


def possible_improvement(market, plan) -> float:
    """By how much, at most, the sum of gain^2 / put-in could still fall."""
    facts = read_plainly(market)
    variables, limits = write_program(facts)
    gain, put_in = _gains_and_put_in(facts, plan)
    slope = {name: 2.0 * gain[name] / put_in[name] for name in gain if put_in[name] > 0}
    # Unknown: a price >= 0 per node and a rent >= 0 per limit. No use of anything may beat them, and
    # all rents together are no more than the surplus.
    nodes = dict.fromkeys(node for variable in variables.values() for node in variable.flows)
    column = {key: number for number, key in enumerate([*nodes, *limits])}
    entries = [
        (row, column[key], amount)
        for row, variable in enumerate(variables.values())
        for key, amount in [*variable.flows.items(), *((k, -use) for k, use in variable.limits.items())]
    ]
    entries += [(len(variables), column[key], quantity) for key, quantity in limits.items()]
    rows, columns, amounts = zip(*entries, strict=True)
    best = optimum(market).surplus
    tangent = np.zeros(len(column))
    for key, quantity in limits.items():
        tangent[column[key]] = slope.get(key, 0.0) * quantity
    lowest = linprog(
        c=tangent,
        A_ub=csr_array((amounts, (rows, columns)), shape=(len(variables) + 1, len(column))),
        b_ub=[*(-variable.worth for variable in variables.values()), best + 1e-9 * max(1.0, best)],
        bounds=(0, None),
        method="highs",
    )
    assert lowest.status == 0, lowest.message
    return sum(slope[name] * gain[name] for name in slope) - float(lowest.fun)


def _gains_and_put_in(facts, plan) -> tuple[dict, dict]:
    """By the limit that earns the gain: (listing,) or (listing, month)."""
    listings = {listing.id: listing for listing in facts.every_listing()}
    gain: dict = defaultdict(float)
    put_in: dict = defaultdict(float)
    for row in plan.levels.to_dicts():
        listing = listings[row["listing"]]
        once = listing.kind in ("offers", "needs")
        key = (listing.id,) if once else (listing.id, facts.months.index(row["period"]))
        gain[key] += row["gain"]
        put_in[key] += row["level"] * (listing.price or 1.0)
    return gain, put_in
