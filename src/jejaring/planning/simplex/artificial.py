"""What is not to be had, at a price: how a basis stays feasible on the way to the optimum.

The last step of every ladder is artificial. At a commodity's node it supplies any amount at somewhat more
than the present price; at a haulier's node, kilograms beyond its own at what they are worth at present. Very
dear steps would tie a thousand trees together; so they begin cheap, and where the optimum still uses one, its
price rises: a commodity's for all its nodes, a haulier's for itself, little by little while many hauliers
lack kilograms. Nothing artificial is left at the end.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.proof import ALLOWED_IMBALANCE, LEAST_SHARE
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.shares import commodity_of_nodes
from jejaring.planning.simplex.worth import price_by_ladder

Ints = NDArray[np.int64]

SOMEWHAT_MORE = 0.1  # of a node's price: what is artificial costs so much more to begin with
ROUNDING = 0.5 * ALLOWED_IMBALANCE  # of what passes through a node
LITTLE_BY_LITTLE = 1.02  # times a haulier's price before
AGAIN = 1.5  # the power of that rise if the one before did not suffice
SLOW_RISES, DOUBLING_RISES = 20, 5  # then, after every so many rises of anybody, twice that power
MOST = 250.0  # power: 140 times the price
LEAST_RUPIAH = 1.0  # a kilogram, from where a haulier's price rises


@entry
def price_ladders(by_problem: Problem, by_basis: Basis) -> None:
    """Price the trees that ladders anchor, where a step's price has changed."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for node in range(len(basis.nodes)):
        if basis.nodes[node].parent < 0:
            price_by_ladder(problem, basis, node)


def price_artificial_steps(problem: Problem, basis: Basis) -> None:
    """What is artificial costs somewhat more than anything real, or anything made, does at present."""
    last = problem.first_step[1:] - 1
    real = commodity_of_nodes(problem) >= 0
    price = np.maximum(problem.steps["price"][last - 1], basis.price)
    raised = price + SOMEWHAT_MORE * np.abs(basis.price)
    least = price[real].mean() * 1e-3 if real.any() else 0.0
    problem.steps["price"][last[real]] = raised[real] + least
    reset_breakpoints(problem, basis)


def reset_breakpoints(problem: Problem, basis: Basis) -> None:
    """Ladders whose artificial steps have a new price."""
    step = basis.nodes["step"].astype(np.int64)
    above = problem.steps["price"][step]
    below = np.where(step > problem.first_step[:-1], problem.steps["price"][np.maximum(step - 1, 0)], -1.0)
    moved = (above != basis.above) | (below != basis.below)
    basis.changes[:] += np.bincount(problem.node_sheet[moved], minlength=len(basis.changes))
    basis.above[:], basis.below[:] = above, below
    price_ladders(problem, basis)


def still_artificial(problem: Problem, basis: Basis) -> Ints:
    """The nodes where an artificial step supplies something; what is only rounding is taken back."""
    nodes, count = basis.nodes, len(basis.nodes)
    at_last = np.flatnonzero((nodes["step"] == problem.first_step[1:] - 1) & (nodes["used"] > 0.0))
    if not len(at_last):
        return at_last
    child = np.flatnonzero(nodes["parent"] >= 0)
    flow = np.abs(nodes["flow"][child])
    passing = problem.taken + np.bincount(child, weights=flow, minlength=count)
    passing += np.bincount(nodes["parent"][child], weights=flow, minlength=count)
    hauliers = problem.hauliers["node"].astype(np.int64)
    passing[hauliers] = problem.steps["amount"][problem.first_step[hauliers + 1] - 2]
    amounts = problem.steps["amount"]
    busiest = max(passing.max(), amounts[np.isfinite(amounts)].max(initial=0.0))
    passing = np.maximum(passing, LEAST_SHARE * busiest)
    something = nodes["used"][at_last] > ROUNDING * passing[at_last]
    nodes["used"][at_last[~something]] = 0.0
    artificial: Ints = at_last[something]
    return artificial


def raise_artificial_prices(
    problem: Problem, basis: Basis, nodes: Ints, by: float, rises: int, in_a_row: Ints
) -> None:
    """Make what is artificial at `nodes` dearer.

    Parameters
    ----------
    nodes : array of int
        Where it is in use.
    by : float
        A share of the dearest that is in use of a commodity: nowhere is it to be had for less than so much
        more.
    rises : int
        How often prices have risen before.
    in_a_row : array of int, shape (all nodes,)
        How many times in a row a node's price rises now: a haulier's rises by more each time.
    """
    last = problem.first_step[1:] - 1
    hauliers = nodes[nodes >= problem.first_haulier_node]
    asked = np.maximum(problem.steps["price"][last[hauliers]], LEAST_RUPIAH)
    power = AGAIN ** (in_a_row[hauliers] - 1) * 2.0 ** (max(rises - SLOW_RISES, 0) / DOUBLING_RISES)
    problem.steps["price"][last[hauliers]] = asked * LITTLE_BY_LITTLE ** np.minimum(power, MOST)
    of_node, price = commodity_of_nodes(problem), problem.steps["price"]
    least = np.zeros(len(problem.kg_per_unit) + 1)
    np.maximum.at(least, of_node[nodes], price[last[nodes]] * (1.0 + by))
    real = np.flatnonzero(of_node >= 0)
    price[last[real]] = np.maximum(price[last[real]], least[of_node[real]])
    reset_breakpoints(problem, basis)


def forbid_artificial_steps(problem: Problem, basis: Basis) -> None:
    """Nothing artificial is to be had at any price."""
    last = problem.first_step[1:] - 1
    problem.steps["price"][last] = np.inf
    basis.above[basis.nodes["step"] == last] = np.inf
