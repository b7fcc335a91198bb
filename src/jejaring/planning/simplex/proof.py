"""Is it optimal? Balances, bounds, reduced costs and the gap between both objectives, in NumPy alone.

This trusts nothing that the pivots kept: it recomputes every balance from the levels, and every reduced cost
from the prices.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.answer import State
from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.problem import PAIRS, STAYS, Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALLOWED_IMBALANCE = 1e-9  # of what passes through a node
ALLOWED_GAIN = 1e-9  # of a price
ALLOWED_GAP = 1e-9  # of the objective
LEAST_SHARE = 1e-5  # of what passes through the busiest node, or could: what passes through less counts so
LEAST_OBJECTIVE = 1e-3  # of the turnover: below it the gap is measured against the turnover
ROUNDED = 1e-5  # of the worth of all that is listed: a billionth of that is what sums of floats lose


@dataclass(frozen=True)
class Proof:
    """How far a state is from feasible and optimal."""

    imbalance: float
    """The worst node's, relative to what passes through it."""
    outside: float
    """The worst level outside its bounds, relative to the bound; artificial steps in use are outside."""
    better: float
    """The best gain any lane or haul still offers, relative to its prices."""
    cost: float
    """The primal objective, rupiah: offers, freight and fees; every need counts as taken at first."""
    bound: float
    """The dual objective: no state costs less."""
    turnover: float
    """Rupiah: the size of what the objectives are the sums of."""

    @property
    def gap(self) -> float:
        """Between both objectives, relative."""
        return abs(self.cost - self.bound) / max(self.turnover, 1e-300)

    @property
    def holds(self) -> bool:
        """Whether the state is feasible and optimal within rounding."""
        return (
            self.imbalance <= ALLOWED_IMBALANCE
            and self.outside <= ALLOWED_IMBALANCE
            and self.better <= ALLOWED_GAIN
            and self.gap <= ALLOWED_GAP
        )


def prove(problem: Problem, basis: Basis, state: State, worth_of_needs: float) -> Proof:
    """Check a state of `problem`.

    Parameters
    ----------
    worth_of_needs : float
        Rupiah all needs together would pay; the objective is this less the cost.
    """
    steps, processes = problem.steps, problem.processes
    nodes = len(problem.taken)
    node_of_step = np.repeat(np.arange(nodes), np.diff(problem.first_step))
    entry_node, entry_quantity = basis.entries["node"], basis.entries["quantity"]
    balance, size = balance_of(problem, basis, state)
    listed = steps["amount"][np.isfinite(steps["amount"])]
    busiest = max(size.max(initial=0.0), listed.max(initial=0.0))
    size = np.maximum(size, LEAST_SHARE * busiest)

    first, last = problem.first_step[:-1], problem.first_step[1:] - 1
    lower = np.zeros(len(steps))
    lower[first] = -np.inf
    upper = steps["amount"].copy()
    upper[last] = 0.0
    outside = max(
        _outside(state.used, lower, upper, size[node_of_step]),
        _outside(state.level, np.zeros(len(processes)), processes["upper"], _measure(problem, basis, size)),
        _outside(state.flow, np.zeros(len(state.flow)), np.inf, size[state.child]),
    )

    real = np.ones(len(steps), dtype=np.bool_)
    real[last] = False
    asks, amounts, at = steps["price"][real], steps["amount"][real], node_of_step[real]
    cost = cost_of(problem, state)
    # What all steps that a node's price covers would ask, and what it takes beyond them at that price: where
    # nothing flows on, a price gone astray is multiplied by nothing.
    covered = state.price[at] > asks
    beyond = problem.taken - np.bincount(at[covered], weights=amounts[covered], minlength=nodes)
    own = slice(0, problem.first_haul)
    earned = np.bincount(
        basis.entries["process"], weights=entry_quantity * state.price[entry_node], minlength=len(processes)
    )
    profits = np.maximum(earned - processes["cost"], 0.0)[own] * processes["upper"][own]
    bound = float((beyond * state.price).sum() + asks[covered] @ amounts[covered] - profits.sum())
    turnover = max(  # no price that was found counts in it
        abs(worth_of_needs - cost),
        LEAST_OBJECTIVE * (worth_of_needs + cost),
        ROUNDED * float(asks @ amounts),
    )
    return Proof(
        imbalance=float(np.max(np.abs(balance) / np.maximum(size, 1e-300), initial=0.0)),
        outside=outside,
        better=max(_gains(problem, state.price, float(asks.max(initial=0.0))), default=0.0),
        cost=cost,
        bound=bound,
        turnover=turnover,
    )


def cost_of(problem: Problem, state: State) -> float:
    """The primal objective, rupiah: what ladders ask, freight and fees; what is artificial aside."""
    asks = problem.steps["price"].copy()
    asks[problem.first_step[1:] - 1] = 0.0
    fees = problem.processes["cost"] * state.level
    return float((asks * state.used).sum() + fees.sum() + state.arc_cost @ state.flow)


def balance_of(problem: Problem, basis: Basis, state: State) -> tuple[Floats, Floats]:
    """Shape (nodes,) each: what arrives at every node and does not leave it, and the sum of all that does."""
    nodes = len(problem.taken)
    node_of_step = np.repeat(np.arange(nodes), np.diff(problem.first_step))
    worked = basis.entries["quantity"] * state.level[basis.entries["process"]]
    balance, size = -problem.taken, problem.taken.copy()
    for node, amount in (
        (node_of_step, state.used),
        (basis.entries["node"], worked),
        (state.destination, state.flow),
        (state.origin, -state.flow),
    ):
        balance = balance + np.bincount(node, weights=amount, minlength=nodes)
        size += np.bincount(node, weights=np.abs(amount), minlength=nodes)
    return balance, size


def _outside(value: Floats, lower: Floats, upper: Floats | float, size: Floats) -> float:
    beyond = np.maximum(np.maximum(lower - value, value - upper), 0.0)
    return float(np.max(np.where(beyond > 0, beyond / np.maximum(size, 1e-300), 0.0), initial=0.0))


def _measure(problem: Problem, basis: Basis, size: Floats) -> Floats:
    """Shape (processes,): what a level outside its bounds is measured by: its upper bound.

    Of a process that may not work at all: the most work that what passes through its nodes could be of.
    """
    upper = problem.processes["upper"].copy()
    process, quantity = basis.entries["process"], np.abs(basis.entries["quantity"])
    most = np.zeros(len(upper))
    np.maximum.at(most, process, quantity / np.maximum(size[basis.entries["node"]], 1e-300))
    shut = (upper == 0.0) & (most > 0.0)
    upper[shut] = 1.0 / most[shut]
    return upper


def _gains(problem: Problem, price: Floats, dearest: float) -> Iterator[float]:
    """For every sheet, the windows and every month's hauls, the best gain offered, relative to the price.

    That is the highest price there, but no more than the `dearest` of all that is listed: beside one gone
    astray nothing would count. What is nothing among the prices of a sheet is no gain: what is free costs
    a little less or more than nothing, by rounding.
    """
    months = len(problem.first_haulier) - 1
    for commodity in range(len(problem.kg_per_unit)):
        of_months = slice(commodity * months, (commodity + 1) * months)
        sheets, tinies = problem.sheets[of_months], problem.tiny[of_months].tolist()
        if not len(sheets) or sheets["kind"][0] == STAYS:
            continue
        givers = problem.givers[problem.first_giver[commodity] : problem.first_giver[commodity + 1]]
        takers = problem.takers[problem.first_taker[commodity] : problem.first_taker[commodity + 1]]
        if sheets["kind"][0] == PAIRS:
            pairs = np.ix_(givers, takers)
            cost = problem.matrices[sheets["matrix"][0]][pairs] * sheets["rate"][0]
            for first, tiny in zip(sheets["first_node"].tolist(), tinies, strict=True):
                asked = price[first + givers][:, None] + cost + tiny
                yield _best(price[first + takers][None, :], asked, dearest)
        else:
            cost = problem.lane_rupiah_per_kg * sheets["rate"][0]
            for first, tiny in zip(sheets["first_node"].tolist(), tinies, strict=True):
                asked = price[first + problem.lane_origin] + cost + tiny
                yield _best(price[first + problem.lane_destination], asked, dearest)
        for month, first in enumerate(sheets["first_node"].tolist()):
            stretch = slice(problem.first_haulier[month], problem.first_haulier[month + 1])
            hauliers = problem.hauliers[stretch]
            hauliers = hauliers[problem.in_time[commodity, hauliers["listing"]]]
            kilograms = problem.kg_per_unit[commodity] * price[hauliers["node"]]
            asked = price[first + hauliers["origin"]] + kilograms + tinies[month]
            yield _best(price[first + hauliers["destination"]], asked, dearest)
    for window in problem.windows:
        there = window["first_node"] + window["stride"] * np.arange(window["months"])
        bid, asked = price[there], price[window["node"]]
        if window["offers"] == 0:
            bid, asked = asked, bid
        yield _best(bid, asked + problem.tiny[problem.node_sheet[window["node"]]], dearest)


def _best(bid: Floats, asked: Floats, dearest: float) -> float:
    gain = bid - asked
    if not float(np.max(gain, initial=0.0)) > 0.0:
        return 0.0
    by = np.maximum(bid, min(float(np.max(bid)), dearest))
    return float(np.max(gain / by))
