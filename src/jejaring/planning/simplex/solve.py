"""Solve a program with the processing-network simplex: build, start, pivot, prove, answer."""

import time
from contextlib import suppress
from functools import partial

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.program import Program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.simplex.answer import State, flows_of, levels_of, state_of
from jejaring.planning.simplex.artificial import (
    forbid_artificial_steps,
    raise_artificial_prices,
    reset_breakpoints,
    still_artificial,
)
from jejaring.planning.simplex.basis import PIVOTS, Basis
from jejaring.planning.simplex.coordinate import await_all, coordinated
from jejaring.planning.simplex.forests import anchor_at_real_steps
from jejaring.planning.simplex.hauls import hauls_for_lanes
from jejaring.planning.simplex.held import without_held
from jejaring.planning.simplex.layout import Layout, lay_out, with_more_room
from jejaring.planning.simplex.pivots import OPTIMAL, optimise, run
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.proof import Proof, prove
from jejaring.planning.simplex.settling import settle
from jejaring.planning.solution import Astray, Solution

Floats = NDArray[np.float64]

FIRST_RISE = 0.1  # of the price of what is artificial and in use
SLOWLY, FAST = 2.0**0.5, 2.0  # times the rise before: while hauliers lack kilograms, and otherwise
RISES = 120  # at most; what is artificial then still is refused by the proof
MUCH, IDLE_RISES = 1000.0, 3  # from such a rise on, if so many in a row move nothing, no price will help


def solve(
    program: Program,
    *,
    time_limit: float = 3600.0,
    progress: ProgressTold | None = None,
    again: bool = True,
) -> Solution:
    """The optimum of `program`, proven.

    Parameters
    ----------
    program : Program
        What accepted trades hold in it stays.
    time_limit : float
        Seconds.
    progress : callable, optional
        Told how far the solve has come.
    again : bool
        Whether to begin once more, from another start, when rounding has led astray.

    Raises
    ------
    NotSolved
        When no proven optimum is found within the time limit.
    """
    started = time.perf_counter()
    deadline = started + time_limit
    if again:
        with suppress(Astray):
            return answer(program, *optimal_basis(lay_out(program), deadline), started, deadline)
    found = optimal_basis(lay_out(program), deadline, another=again)
    return answer(program, *found, started, deadline)


def optimal_basis(layout: Layout, deadline: float, *, another: bool = False) -> tuple[Layout, Basis]:
    """An optimal basis of a problem, and the problem with room enough for its hauls.

    From another start it is found another way.
    """
    layout, basis = pivot_to_optimum(*coordinated(layout, deadline, another=another), deadline)
    layout, basis, _ = with_scarce_kilograms(layout, basis)
    while True:
        layout, basis = raise_until_unused(layout, basis, deadline)
        stand_on_real_steps(layout.problem, basis)
        forbid_artificial_steps(layout.problem, basis)
        layout, basis = pivot_to_optimum(layout, basis, deadline)
        layout, basis, scarce = with_scarce_kilograms(layout, basis)
        if not scarce:
            return hauls_for_lanes(layout, basis, of_all=True)[:2]


def raise_until_unused(layout: Layout, basis: Basis, deadline: float) -> tuple[Layout, Basis]:
    """Raise artificial prices until nothing artificial is used."""
    by, idle, in_a_row = FIRST_RISE, 0, np.zeros(len(basis.nodes), dtype=np.int64)
    for rises in range(RISES):
        nodes = still_artificial(layout.problem, basis)
        if not len(nodes) or idle == IDLE_RISES:
            break
        by *= SLOWLY if nodes[-1] >= layout.problem.first_haulier_node else FAST
        again = in_a_row[nodes] + 1
        in_a_row[:] = 0
        in_a_row[nodes] = again
        stand_on_real_steps(layout.problem, basis)
        raise_artificial_prices(layout.problem, basis, nodes, by, rises, in_a_row)
        before = int(basis.counts[PIVOTS])
        layout, basis = pivot_to_optimum(layout, basis, deadline)
        idle = idle + 1 if int(basis.counts[PIVOTS]) == before and by >= MUCH else 0
    return layout, basis


def with_scarce_kilograms(layout: Layout, basis: Basis) -> tuple[Layout, Basis, int]:
    """Hauls for the lanes of hauliers of whom more is wanted by now than they have; of how many."""
    layout, basis, scarce = hauls_for_lanes(layout, basis)
    if scarce:
        await_all(basis)
        reset_breakpoints(layout.problem, basis)
    return layout, basis, scarce


def stand_on_real_steps(problem: Problem, basis: Basis) -> None:
    """No tree is anchored at an artificial step that supplies nothing: its price would rise in vain."""
    last = problem.first_step[1:] - 1
    price = problem.steps["price"][last]
    forbid_artificial_steps(problem, basis)
    anchor_at_real_steps(problem, basis)
    problem.steps["price"][last] = price


def pivot_to_optimum(layout: Layout, basis: Basis, deadline: float) -> tuple[Layout, Basis]:
    """Pivot until nothing improves, making room for hauls as they come into use."""
    while True:
        blocks = len(layout.problem.blocks)
        result = run(partial(optimise, layout.problem, basis, 0, blocks), basis, deadline)
        if result == OPTIMAL:
            return layout, basis
        layout, basis = with_more_room(layout, basis)


def answer(program: Program, layout: Layout, basis: Basis, started: float, deadline: float) -> Solution:
    """The solution that a basis stands for, if it is proven to be optimal.

    Where it is not, prices are worked out anew, and it is looked at once more, until the `deadline` (both
    seconds by `time.perf_counter`).
    """
    left = without_held(program)
    needs = left.activities["needs"]
    first = np.flatnonzero(np.diff(needs.listing, prepend=-1))
    worth = float(needs.price[first] @ needs.quantity[first])
    state, proof = _looked_at(layout, basis, worth)
    if not proof.holds:
        await_all(basis)
        reset_breakpoints(layout.problem, basis)
        layout, basis = pivot_to_optimum(layout, basis, deadline)
        state, proof = _looked_at(layout, basis, worth)
    if not proof.holds:
        raise Astray(f"simplex: not proven ({proof})")
    flows = flows_of(left, layout, basis, state)
    levels = levels_of(left, layout, state, flows)
    columns = np.concatenate([levels[kind] for kind in ("offers", "needs", "capacities", "stores")])
    held = program.held
    apart = 0.0 if held is None else float(program.activity_cost @ held.least) + held.rupiah
    return Solution(
        columns=columns if held is None else columns + held.least,
        flows=flows,
        prices=state.price[: program.nodes.count],
        rents=rents_of(program, layout, state.price),
        solver="processing-network simplex",
        seconds=time.perf_counter() - started,
        bound=worth - proof.bound - apart,
        basis=(layout, basis),
    )


def _looked_at(layout: Layout, basis: Basis, worth_of_needs: float) -> tuple[State, Proof]:
    """What a basis comes to, settled, and whether it is proven."""
    settle(layout.problem, basis)
    state = state_of(layout.problem, basis)
    return state, prove(layout.problem, basis, state, worth_of_needs)


def rents_of(program: Program, layout: Layout, price: Floats) -> Floats:
    """What every spread-out listing and every haulier's kilogram gains per unit, in the order of the rows."""
    node_of_step = np.repeat(np.arange(len(price)), np.diff(layout.problem.first_step))
    rents = []
    for kind, step, sign in (("offers", layout.offer_step, 1.0), ("needs", layout.need_step, -1.0)):
        at = program.activities[kind]
        first = np.flatnonzero(np.diff(at.listing, prepend=-1))
        spread = np.diff(np.append(first, len(at))) > 1
        worth = np.where(step >= 0, price[node_of_step[step]], at.price[first])
        rents.append(np.maximum(sign * (worth - at.price[first]), 0.0)[spread])
    haulage = program.activities["haulage"]
    by_month = np.argsort(haulage.period, kind="stable")
    worth = np.empty(len(haulage))
    worth[by_month] = price[layout.problem.hauliers["node"]]
    return np.concatenate([*rents, np.maximum(worth - haulage.price, 0.0)])


__all__ = ["Proof", "answer", "pivot_to_optimum", "solve"]
