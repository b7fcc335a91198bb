"""What a haulier's kilograms are worth, found while commodities are still solved alone.

A haul is then a lane, at its haulier's fee, as if there were kilograms enough. Where the commodities together
want more than there are, the price of the haulier's kilograms rises from sweep to sweep; where it rose too
far and they are left over, it falls again, by less. A sweep costs little, because commodities that are
solved alone have small trees; the same rises among all commodities at once would each cost thousands of
pivots, through blocks of hundreds of trees.

In the end a price is rather a little too low: what a haulier then lacks its artificial step supplies at that
price (`artificial.py`), and the pivots of the whole take it away.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.artificial import LEAST_RUPIAH
from jejaring.planning.simplex.basis import NONE, PENDING, Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.forest import set_breakpoint
from jejaring.planning.simplex.hauls import arcs_of_hauliers, carried_by_lanes, own_and_fee
from jejaring.planning.simplex.problem import Floats, Ints, Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.worth import price_below

Bools = NDArray[np.bool_]

SWEEPS = 25  # at most
FIRST = 1.5  # times the price before, at most; the square root of that each time it went too far
FASTER = 1.2  # the power of a step that leads on the same way as the one before
CLOSE = 1.005  # near enough: when no step is larger


def price_kilograms(problem: Problem, basis: Basis, sweep: Callable[[], None]) -> None:
    """Raise and lower hauliers' prices until what is carried fits, or hardly moves.

    Parameters
    ----------
    problem : Problem
        Of the commodities alone.
    basis : Basis
        Solved at the hauliers' fees.
    sweep : callable
        Solves every commodity again, at the prices of the moment.
    """
    own, fee = own_and_fee(problem)
    price, step, side = fee.copy(), np.full(len(fee), FIRST), np.zeros(len(fee))
    for _ in range(SWEEPS):
        arcs = arcs_of_hauliers(problem, basis)
        now = _side(basis, arcs, own, price > fee)
        step = np.where(side * now < 0, np.sqrt(step), step)
        step = np.where(side * now > 0, np.minimum(step**FASTER, FIRST), step)
        side = np.where(now == 0, side, now)
        if not (step[now != 0] > CLOSE).any():
            break
        price = np.where(now != 0, _stepped(price, now, step, fee), price)
        _set(problem, basis, arcs, price)
        sweep()
    arcs = arcs_of_hauliers(problem, basis)
    left_over = _side(basis, arcs, own, price > fee) < 0
    if left_over.any():
        price = np.where(left_over, _stepped(price, -1.0, step, fee), price)
        _set(problem, basis, arcs, price)
        sweep()


def _side(basis: Basis, arcs: tuple[Ints, Ints, Floats], own: Floats, dearer: Bools) -> Floats:
    """Shape (hauliers,): 1 where more is wanted than there is, -1 where a price has risen too far, else 0."""
    carried = carried_by_lanes(basis, arcs, len(own))
    return np.where(carried > own, 1.0, np.where(dearer & (carried < own), -1.0, 0.0))


def _stepped(price: Floats, side: Floats | float, step: Floats, fee: Floats) -> Floats:
    up = np.maximum(price, LEAST_RUPIAH) * step
    down = np.where(price / step > LEAST_RUPIAH, price / step, 0.0)
    return np.where(np.asarray(side) > 0, up, np.maximum(down, fee))


def _set(problem: Problem, basis: Basis, arcs: tuple[Ints, Ints, Floats], price: Floats) -> None:
    """Give kilograms their prices: where they are dearer than the fee, the artificial step stands for it."""
    children, hauliers, kg = arcs
    node = problem.hauliers["node"].astype(np.int64)
    last = problem.first_step[node + 1] - 1
    dearer = price > problem.steps["price"][last - 1]
    problem.steps["price"][last] = np.where(dearer, price, np.inf)
    basis.nodes["step"][node] = np.where(dearer, last, last - 1)
    basis.nodes["used"][node] = 0.0
    basis.price[node] = price
    changed = basis.nodes["arc_cost"][children] != kg * price[hauliers]
    basis.nodes["arc_cost"][children] = kg * price[hauliers]
    tops = np.unique(basis.nodes["top"][children[changed]]).astype(np.int64)
    price_again(problem, basis, tops, node)
    basis.roles["pending"] = 0  # every commodity looks at its own seats anew
    basis.counts[PENDING] = 0
    basis.seen[:] = NONE


@entry
def price_again(by_problem: Problem, by_basis: Basis, tops: Ints, hauliers: Ints) -> None:
    """Prices of trees whose arcs have other costs, and the steps that hauliers' ladders stand at."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for place in range(len(tops)):
        price_below(basis, tops[place], tops[place])
    for place in range(len(hauliers)):
        set_breakpoint(basis, problem.steps, problem.first_step, hauliers[place])
