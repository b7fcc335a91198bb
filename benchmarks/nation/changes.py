"""How long a solved nation takes to be solved again after one change: `python -m benchmarks.nation.changes`.

A listing withdrawn, added or repriced, a lane of the freight network shut: chosen at random, each from the
same optimum. Every tenth answer is proven from its prices, and every twentieth compared with a solve of the
changed program from the beginning.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.nation.program import SMALL, Nation
from jejaring.planning.simplex.answer import state_of
from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.draft import Draft
from jejaring.planning.simplex.layout import Layout, lay_out
from jejaring.planning.simplex.proof import cost_of, prove
from jejaring.planning.simplex.settling import settle
from jejaring.planning.simplex.solve import optimal_basis

Chosen = Callable[[Draft, np.random.Generator], None]
HOUR = 3600.0
AGREE = 1e-9


def withdrawn(draft: Draft, chance: np.random.Generator) -> None:
    """An offer, a need or a capacity is gone."""
    kind, which = _listing(draft.layout, chance)
    if kind == "capacity":
        draft.work(which, -float(draft.layout.problem.processes["upper"][which]))
        return
    step, quantity = _step(draft.layout, kind, which)
    node = draft.node_of(step)
    draft.supply(step, -quantity)
    if kind == "need":
        draft.demand(node, -quantity)


def added(draft: Draft, chance: np.random.Generator) -> None:
    """One like another comes in, at up to a fifth more or less."""
    kind, which = _listing(draft.layout, chance)
    by = float(chance.uniform(0.8, 1.2))
    problem = draft.layout.problem
    if kind == "capacity":
        upper, fee = float(problem.processes["upper"][which]), float(problem.processes["cost"][which])
        draft.work(draft.process_at(which, fee * by), upper)
        return
    step, quantity = _step(draft.layout, kind, which)
    node = draft.node_of(step)
    draft.supply(draft.step_at(node, float(problem.steps["price"][step]) * by), quantity)
    if kind == "need":
        draft.demand(node, quantity)


def repriced(draft: Draft, chance: np.random.Generator) -> None:
    """One asks, or would pay, an eighth more or less."""
    kind, which = _listing(draft.layout, chance)
    by = float(chance.choice([7 / 8, 9 / 8]))
    problem = draft.layout.problem
    if kind == "capacity":
        upper, fee = float(problem.processes["upper"][which]), float(problem.processes["cost"][which])
        draft.work(which, -upper)
        draft.work(draft.process_at(which, fee * by), upper)
        return
    step, quantity = _step(draft.layout, kind, which)
    node = draft.node_of(step)
    draft.supply(step, -quantity)
    draft.supply(draft.step_at(node, float(problem.steps["price"][step]) * by), quantity)


def lane_shut(draft: Draft, chance: np.random.Generator) -> None:
    """Nothing goes directly between two places of the sparse network, in either direction."""
    problem = draft.layout.problem
    a, b = problem.lane_origin, problem.lane_destination
    lane = int(chance.integers(len(a)))
    there = (a == a[lane]) & (b == b[lane])
    draft.close(np.flatnonzero(there | ((a == b[lane]) & (b == a[lane]))))


def main() -> int:
    """Tell the median and the worst of every kind of change; fail where an answer is not the optimum."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation.changes", description=__doc__)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--commodities", type=int, default=300)
    options.add_argument("--months", type=int, default=1)
    options.add_argument("--haulage", type=float, default=0.0)
    options.add_argument("--seed", type=int, default=101)
    options.add_argument("--changes", type=int, default=40, help="of each kind")
    given = options.parse_args()
    optimal_basis(lay_out(SMALL.program()), time.perf_counter() + HOUR)
    nation = Nation(given.listings, given.commodities, given.months, 0.01, given.haulage, given.seed)
    watch = time.perf_counter()
    layout, basis = optimal_basis(lay_out(nation.program()), watch + HOUR)
    chance = np.random.default_rng(given.seed)
    for change in (withdrawn, added, repriced, lane_shut):
        _seconds(layout, basis, change, chance)  # loads its machine code
    print(f"{'':12}{'median':>10}{'worst':>10}{'median CPU':>12}{'worst CPU':>12}   milliseconds")
    faults = 0
    for change in (withdrawn, added, repriced, lane_shut):
        took = []
        for number in range(given.changes):
            seconds, cpu, changed, end = _seconds(layout, basis, change, chance)
            took.append((seconds, cpu))
            if number % 10 == 0:
                faults += not _is_optimal(changed, end, compare=number % 20 == 0)
        (wall, work), (worst, most) = 1e3 * np.median(took, axis=0), 1e3 * np.max(took, axis=0)
        name = change.__name__.replace("_", " ")
        print(f"{name:12}{wall:10.1f}{worst:10.1f}{work:12.1f}{most:12.1f}", flush=True)
    if faults:
        print(f"{faults} answers were not the optimum", file=sys.stderr)
    return 1 if faults else 0


def _seconds(
    layout: Layout, basis: Basis, change: Chosen, chance: np.random.Generator
) -> tuple[float, float, Layout, Basis]:
    watch, cpu = time.perf_counter(), time.process_time()
    draft = Draft(layout, basis)
    change(draft, chance)
    changed, end = draft.solve(HOUR)
    return time.perf_counter() - watch, time.process_time() - cpu, changed, end


def _is_optimal(changed: Layout, end: Basis, *, compare: bool) -> bool:
    """Whether an answer is proven by its own prices, and costs what a solve from the beginning does."""
    problem = changed.problem
    settle(problem, end)
    state = state_of(problem, end)
    proof = prove(problem, end, state, cost_of(problem, state))
    if not compare or not proof.holds:
        return proof.holds
    last = problem.first_step[1:] - 1
    steps = problem.steps.copy()
    steps["price"][last] = np.inf
    fresh = replace(changed, problem=problem._replace(steps=steps))
    again, other = optimal_basis(fresh, time.perf_counter() + HOUR)
    cost = cost_of(again.problem, state_of(again.problem, other))
    return abs(cost - proof.cost) <= AGREE * max(abs(cost), 1.0)


def _listing(layout: Layout, chance: np.random.Generator) -> tuple[str, int]:
    """Some listing: its kind and number."""
    kind = str(chance.choice(["offer", "need", "capacity"], p=[0.5, 0.4, 0.1]))
    if kind == "capacity":
        used = np.unique(layout.capacity_process)
        return kind, int(chance.choice(used[used >= 0]))
    steps: NDArray[np.int64] = layout.offer_step if kind == "offer" else layout.need_step
    return kind, int(chance.choice(np.flatnonzero(steps >= 0)))


def _step(layout: Layout, kind: str, which: int) -> tuple[int, float]:
    if kind == "offer":
        return int(layout.offer_step[which]), float(layout.offered[which])
    return int(layout.need_step[which]), float(layout.needed[which])


if __name__ == "__main__":
    sys.exit(main())
