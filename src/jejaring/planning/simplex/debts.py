"""What a change has left out of balance, and how it is made good.

When a listing is taken out of a solved market, what it gave is missing somewhere; when one is added, there
is too much. Such an amount is carried for a while by a *debt*: a process of its own that gives what is
missing, or takes what is too much, at a fee nobody would pay. So the old basis is feasible at once, and
pivots take the debts to nothing. What is left then is the optimum of the changed market.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import FOUND, FREE_HAULS, GRAPH, NONE, WORK, Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.forests import anchor_at_ladders
from jejaring.planning.simplex.layout import Layout, with_more_room
from jejaring.planning.simplex.pivots import (
    FAILED,
    HAULS_FULL,
    LOST,
    OPTIMAL,
    REFUSED,
    optimise,
    pivot,
    run,
)
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.repricing import reprice
from jejaring.planning.simplex.worth import await_repricing
from jejaring.planning.solution import NotSolved

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DEARER = 4.0  # times the fee before, as long as a debt remains
RISES = 40  # at most
SOMEWHAT_MORE = 1.25  # than the dearest price: what is missing costs so much to begin with
LITTLE = 0.01  # of the dearest price: the fee for taking what is too much


class Unpayable(NotSolved):
    """What is missing is not to be had at any price that is asked for."""


def carry(
    layout: Layout, basis: Basis, nodes: Ints, too_much: Floats
) -> tuple[Layout, Basis, dict[int, float]]:
    """Let debts carry what is `too_much` (below 0: missing) at `nodes`; returns them with their fees."""
    while basis.counts[FREE_HAULS] < len(nodes):
        layout, basis = with_more_room(layout, basis)
    problem, entries = layout.problem, basis.entries
    dearest = max(float(basis.price.max(initial=0.0)), 1.0)
    debts = {}
    for node, amount in zip(nodes.tolist(), too_much.tolist(), strict=True):
        basis.counts[FREE_HAULS] -= 1
        process = int(basis.free_hauls[basis.counts[FREE_HAULS]])
        entry = int(problem.processes["first_entry"][process])
        entries["node"][entry : entry + 3] = node
        entries["quantity"][entry : entry + 3] = (-np.sign(amount), 0.0, 0.0)
        basis.roles["level"][process] = abs(amount)
        debts[process] = dearest * (LITTLE if amount > 0 else SOMEWHAT_MORE)
        problem.processes["cost"][process] = debts[process]
    return layout, basis, debts


def pay_off(
    layout: Layout, basis: Basis, debts: dict[int, float], deadline: float, *, dearest: float = np.inf
) -> tuple[Layout, Basis]:
    """Pivot to the optimum, and until no debt is left.

    Raises
    ------
    Unpayable
        When a debt cannot be made good for a fee of `dearest`.
    NotSolved
        When rounding leads astray, or time runs out.
    """
    for _ in range(RISES):
        problem = layout.problem
        left = np.array([debt for debt in debts if basis.roles["level"][debt] > 0.0], dtype=np.int64)
        result = drive_out(problem, basis, left)
        if result == LOST:
            raise NotSolved("simplex: lost its way with a debt")
        layout, basis = to_optimum(layout, basis, deadline)
        debts = {debt: fee for debt, fee in debts.items() if _is_debt(layout.problem, basis, debt)}
        owing = [debt for debt in debts if basis.roles["level"][debt] > 0.0]
        if not owing:
            return _forget(layout, basis, list(debts), deadline)
        if min(debts[debt] for debt in owing) > dearest:
            break
        for debt in owing:
            debts[debt] *= DEARER
            layout.problem.processes["cost"][debt] = debts[debt]
        upset(layout.problem, basis, np.array(owing, dtype=np.int64))
    raise Unpayable("simplex: a debt cannot be made good")


def to_optimum(layout: Layout, basis: Basis, deadline: float) -> tuple[Layout, Basis]:
    """Pivot until nothing improves, making room for hauls as they come into use."""
    while True:
        blocks = len(layout.problem.blocks)
        if run(partial(optimise, layout.problem, basis, 0, blocks), basis, deadline) == OPTIMAL:
            return layout, basis
        layout, basis = with_more_room(layout, basis)


def _is_debt(problem: Problem, basis: Basis, process: int) -> bool:
    """Whether the room is still a debt's: one that was paid off may serve a haul by now."""
    entry = int(problem.processes["first_entry"][process])
    is_free = basis.roles["seat"][process] == NONE and basis.roles["level"][process] == 0.0
    return not is_free and basis.entries["quantity"][entry + 1] == 0.0


def _forget(layout: Layout, basis: Basis, debts: list[int], deadline: float) -> tuple[Layout, Basis]:
    """Take debts that are paid off but still seated out of the basis."""
    if not debts:
        return layout, basis
    stays = np.ones(len(layout.problem.processes), dtype=np.bool_)
    stays[debts] = False
    anchor_at_ladders(layout.problem, basis, stays)
    for debt in debts:
        basis.free_hauls[basis.counts[FREE_HAULS]] = debt
        basis.counts[FREE_HAULS] += 1
    return to_optimum(layout, basis, deadline)


@entry
def drive_out(by_problem: Problem, by_basis: Basis, debts: Ints) -> int:
    """Take every debt that is not basic down as far as it goes: OPTIMAL, or LOST."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    basis.counts[GRAPH] = 0
    if not reprice(problem, basis):
        return LOST
    for debt in debts:
        while basis.roles[debt].seat < 0 and basis.roles[debt].level > 0.0:
            candidate = basis.candidates[0]
            candidate.kind = WORK
            candidate.first = debt
            candidate.direction = -1.0
            basis.counts[FOUND] = 1
            result = pivot(problem, basis, 0)
            if result == REFUSED:
                break  # its fee is too low to tell it from what others pay; it will rise
            if result in (FAILED, HAULS_FULL) or not reprice(problem, basis):
                return LOST
    basis.counts[FOUND] = 0
    return OPTIMAL


@entry
def upset(by_problem: Problem, by_basis: Basis, processes: Ints) -> None:
    """The fees of these processes have changed."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for process in processes:
        if basis.roles[process].seat >= 0:
            await_repricing(basis, basis.entries[problem.processes[process].first_entry].node)
