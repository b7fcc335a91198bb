"""What a listing's months are worth together: one that works or keeps in several months, in the best mix.

A store that is of no use in any one month may be in two that follow each other. A little of the listing is
to be had in every month at a price. What is used of it then is worth more than the price on the mean; at
that mean as the next price less is used, until nothing is worth more (Dinkelbach 1967).
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.draft import Draft
from jejaring.planning.simplex.first_unit import Units
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.solution import NotSolved

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CHEAPEST = 1e-6
"""Rupiah per unit: whoever would not be used for this would not be used at all."""
STEPS = 40
"""Prices tried, at most."""
ROUNDING = 1e-9
"""Of a price, and of the little that may be used."""
PROCESSES = {"capacities": "capacity_process", "stores": "store_process"}


def price_of_mix(
    layout: Layout, basis: Basis, kind: str, activities: Ints, units: Units, little: float, time_limit: float
) -> float:
    """The price below which a listing would be used in some of its months; 0.0: it is worth nothing.

    Parameters
    ----------
    layout, basis
        An optimum that does not use the listing. It stays as it is.
    kind : str
        "capacities", "stores" or "haulage".
    activities : Ints
        The listing's, one a month.
    units : Units
        What a unit of each puts in.
    little : float
        How much is to be had in each month.

    Raises
    ------
    NotSolved
        When an optimum is not found, or the price still rises after `STEPS` of them.
    """
    price = 0.0
    for _ in range(STEPS):
        used, worth = _used_at(
            layout, basis, kind, activities, units, little, max(price, CHEAPEST), time_limit
        )
        if used.sum() <= ROUNDING * little:
            return price
        mean = float(used @ worth) / float(used.sum())
        if mean <= price * (1 + ROUNDING):
            return price
        price = mean
    raise NotSolved("simplex: the months of a listing do not agree on its price")


def _used_at(
    layout: Layout,
    basis: Basis,
    kind: str,
    activities: Ints,
    units: Units,
    little: float,
    price: float,
    time_limit: float,
) -> tuple[Floats, Floats]:
    """How much of each unit is used where a little of each is to be had at a price, and what it is worth."""
    draft, made = Draft(layout, basis), np.empty(len(activities), dtype=np.int64)
    if kind == "haulage":
        for node in units.node.tolist():
            draft.supply(draft.step_at(node, price), little)
        _, end = draft.solve(time_limit)
        return _supplied(draft, end, units.node, price, little), units.worth(end.price)
    before = getattr(layout, PROCESSES[kind])[activities]
    for place in np.argsort(before, kind="stable").tolist():  # so that none moves on those made before it
        like = int(getattr(draft.layout, PROCESSES[kind])[activities[place]])
        made[place] = draft.process_at(like, price)
        draft.work(int(made[place]), little)
    _, end = draft.solve(time_limit)
    used: Floats = end.roles["level"][made].copy()
    return used, units.worth(end.price)


def _supplied(draft: Draft, end: Basis, nodes: Ints, price: float, little: float) -> Floats:
    """How much of the step at a price is used at each node."""
    problem = draft.layout.problem
    used = np.empty(len(nodes))
    for place, node in enumerate(nodes.tolist()):
        step, at = draft.step_at(node, price), int(end.nodes["step"][node])
        amount = float(problem.steps["amount"][step])
        used[place] = amount if step < at else float(end.nodes["used"][node]) if step == at else 0.0
    return np.minimum(used, little)
