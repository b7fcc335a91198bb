"""Pivot until nothing improves.

    for every block whose prices have changed:
        list the candidates that would improve
        while one still does: column, ratio test, exchange, prices

Stalls. Where many things tie, pivots may move nothing, and in theory go around in a circle for ever. After
too many such pivots in a row the entering candidate, and of equal stops the leaving one (a much
slower one only when it lasts, `ratio.py`), are taken by chance until something moves again: no circle
survives that. The chance is the same in every run.
"""

import time
from collections.abc import Callable

from jejaring.planning.simplex.basis import (
    ARC,
    AT_ONCE,
    CLEAN,
    DEGENERATE,
    FREE_HAULS,
    GRAPH,
    HAUL,
    IDLE,
    LADDERS,
    LAST_REPRICED,
    MET,
    NONE,
    PASS_BLOCK,
    PENDING,
    PIVOTS,
    REJECTED,
    RUNG,
    SHIFTS,
    SINCE_REPRICING,
    STALLED,
    STALLS,
    TOO_SMALL,
    TOPS,
    WASTED,
    WORK,
    Basis,
)
from jejaring.planning.simplex.candidates import best_candidate, drop_candidate
from jejaring.planning.simplex.column import NO_GAIN, absorb, climb_all, enter, gain_of_column
from jejaring.planning.simplex.compiled import compiled, entry
from jejaring.planning.simplex.exchange import exchange, rest_at_bound
from jejaring.planning.simplex.forest import set_breakpoint
from jejaring.planning.simplex.idle import hung_elsewhere
from jejaring.planning.simplex.pricing import scan
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.ratio import (
    ITSELF_STOPS,
    LADDER_STOPS,
    NOTHING_STOPS,
    chance,
    first_stop,
    is_too_small,
    list_ladders,
    move,
    walk_ladders,
)
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.repricing import reprice
from jejaring.planning.simplex.worth import price_by_ladder, settle_shifts
from jejaring.planning.solution import Astray, NotSolved

OPTIMAL, PAUSED, LOST, NO_ROOM = range(4)
MOVED, REFUSED, FAILED, HAULS_FULL = range(4)
REPRICE_AFTER = 32  # pivots: prices of trees that hang on processes may be so old
WORTH_WAITING = 32  # trees repriced last time: for each so many one more pivot
WORTH_REFUSING = 1  # trees reached by columns that were refused, for each tree repriced last time
STALL_AFTER = 200  # pivots in a row that moved nothing
MOST_IDLE = 20_000  # idle pieces in a row: then all arcs enter by their columns until something moves
BY_COLUMN = 64  # in a stall, one of so many arcs enters by its column even if something idle hangs there
PIVOTS_PER_LIST = 1000
PIVOTS_BETWEEN_LOOKS = 20_000  # at the clock


@compiled
def changes_of(problem: Problem, basis: Basis, block: int) -> int:
    """How often the prices a block depends on have changed."""
    total = 0
    for place in range(problem.blocks[block].first_sheet, problem.blocks[block].last_sheet):
        total += basis.changes[problem.block_sheets[place]]
    return total


@compiled
def as_process(problem: Problem, basis: Basis, number: int) -> int:
    """A haul takes one of the rooms for hauls; -1: there is none left."""
    if basis.counts[FREE_HAULS] == 0:
        return -1
    basis.counts[FREE_HAULS] -= 1
    process = int(basis.free_hauls[basis.counts[FREE_HAULS]])
    candidate = basis.candidates[number]
    entry = problem.processes[process].first_entry
    basis.entries[entry].node = candidate.first
    basis.entries[entry].quantity = -1.0
    basis.entries[entry + 1].node = candidate.second
    basis.entries[entry + 1].quantity = 1.0
    basis.entries[entry + 2].node = problem.hauliers[candidate.third].node
    basis.entries[entry + 2].quantity = -candidate.cost
    problem.processes[process].cost = 0.0
    basis.roles[process].level = 0.0
    return process


@compiled
def own_cost(problem: Problem, basis: Basis, kind: int, first: int, cost: float, direction: float) -> float:
    """What a unit of the entering element itself costs."""
    if kind == ARC:
        return cost
    if kind == WORK:
        return float(direction * problem.processes[first].cost)
    step = basis.nodes[first].step
    return float(problem.steps[step].price if direction > 0 else -problem.steps[step - 1].price)


@compiled
def pivot(problem: Problem, basis: Basis, number: int) -> int:
    """Bring a candidate into the basis, or to its other bound: MOVED, REFUSED, FAILED or HAULS_FULL."""
    counts, candidate = basis.counts, basis.candidates[number]
    kind, first, second, cost = candidate.kind, candidate.first, candidate.second, candidate.cost
    direction = candidate.direction
    if kind == ARC and may_be_idle(basis) and hung_elsewhere(basis, first, second, cost):
        count_idle(basis)
        return MOVED
    is_haul = kind == HAUL
    if is_haul:
        first, kind = as_process(problem, basis, number), WORK
        if first < 0:
            return HAULS_FULL
    enter(problem, basis, kind, first, second, direction)
    if not absorb(problem, basis):
        return FAILED
    gain, size = gain_of_column(problem, basis, own_cost(problem, basis, kind, first, cost, direction))
    if gain <= NO_GAIN * size:
        counts[WASTED] += counts[TOPS] + counts[MET]
        return refuse(problem, basis, first, is_haul)
    climb_all(basis)
    what, which, limit = first_stop(problem, basis, kind, first, direction)
    if counts[TOO_SMALL] >= 0 and is_too_small(basis, what, which):
        counts[TOO_SMALL] += 1
        return refuse(problem, basis, first, is_haul)
    list_ladders(problem, basis, kind, first, direction)
    what, which, far = walk_ladders(problem, basis, what, which, limit, gain)
    if what == NOTHING_STOPS:
        return FAILED
    move(problem, basis, kind, first, direction, far)
    count_degenerate(basis, far)
    if what == ITSELF_STOPS:
        rest_at_bound(problem, basis, first)
    elif not (what == LADDER_STOPS and kind == RUNG and which == first) and not exchange(
        problem, basis, what, which, kind, first, second, cost, far
    ):
        return FAILED
    for place in range(basis.counts[LADDERS]):
        node = basis.ladders[place]
        set_breakpoint(basis, problem.steps, problem.first_step, node)
        if basis.nodes[node].parent < 0:
            price_by_ladder(problem, basis, node)
    return MOVED


@compiled
def refuse(problem: Problem, basis: Basis, process: int, is_haul: bool) -> int:
    """Leave the basis as it is; a haul that was given room gives it back."""
    if is_haul:
        rest_at_bound(problem, basis, process)
    return REFUSED


@compiled
def may_be_idle(basis: Basis) -> bool:
    """Whether to look for an idle piece; in a stall now and then not, so that any stop may be the one."""
    if basis.counts[IDLE] > MOST_IDLE:
        return False
    return bool(basis.counts[STALLED] == 0 or chance(basis, BY_COLUMN) > 0)


@compiled
def count_idle(basis: Basis) -> None:
    """A piece was hung elsewhere, and nothing moved."""
    basis.counts[PIVOTS] += 1
    basis.counts[IDLE] += 1
    notice_stall(basis)


@compiled
def count_degenerate(basis: Basis, far: float) -> None:
    """Notice a stall, and its end."""
    counts = basis.counts
    counts[PIVOTS] += 1
    counts[SINCE_REPRICING] += 1
    if far > 0.0:
        counts[DEGENERATE] = counts[IDLE] = counts[STALLED] = 0
        return
    counts[DEGENERATE] += 1
    notice_stall(basis)


@compiled
def notice_stall(basis: Basis) -> None:
    """Too many pivots in a row that moved nothing are a stall."""
    counts = basis.counts
    if counts[DEGENERATE] + counts[IDLE] > STALL_AFTER and counts[STALLED] == 0:
        counts[STALLED] = 1
        counts[STALLS] += 1


@compiled
def are_old(basis: Basis) -> bool:
    """Whether to bring prices up to date: after so many pivots, or when columns are refused in vain."""
    counts = basis.counts
    return bool(
        counts[SINCE_REPRICING] >= max(REPRICE_AFTER, counts[LAST_REPRICED] // WORTH_WAITING)
        or counts[WASTED] >= WORTH_REFUSING * counts[LAST_REPRICED]
    )


@compiled
def improve_block(problem: Problem, basis: Basis, block: int, last_pivot: int) -> int:
    """Pivot on the columns of a block until none improves at present prices: OPTIMAL, or why not."""
    counts = basis.counts
    start, unchanged = 0, False
    while True:
        unchanged = unchanged or start == 0
        start = scan(problem, basis, block, start)
        taken = 0
        while taken < PIVOTS_PER_LIST:
            number = best_candidate(problem, basis)
            if number < 0:
                break
            if counts[PIVOTS] >= last_pivot:
                return PAUSED
            result = pivot(problem, basis, number)
            if result == FAILED:
                return LOST
            if result == HAULS_FULL:
                return NO_ROOM
            if result == REFUSED and (counts[PENDING] == 0 or not are_old(basis)):
                drop_candidate(basis, number)  # what it gains is rounding, or an old price
                counts[REJECTED] += 1
                continue
            taken += 1
            unchanged = False
            if counts[SHIFTS] > len(basis.price) // 2:
                settle_shifts(basis)
            if are_old(basis) and not reprice(problem, basis):
                return LOST
        if counts[PENDING] > 0 and are_old(basis):
            unchanged = False
            if not reprice(problem, basis):
                return LOST
        if unchanged and start == 0:
            return OPTIMAL


@compiled
def improve_all(problem: Problem, basis: Basis, first_block: int, last_block: int, last_pivot: int) -> int:
    """Improve the blocks of a stretch until none of them can be: OPTIMAL, or why not."""
    counts = basis.counts
    counts[GRAPH] = 0
    if not reprice(problem, basis):
        return LOST
    block = counts[PASS_BLOCK]
    if not first_block <= block < last_block:
        block = first_block
    counts[CLEAN] = 0
    while counts[CLEAN] < last_block - first_block:
        before = changes_of(problem, basis, block)
        if basis.seen[block] == before:
            counts[CLEAN] += 1
        else:
            result = improve_block(problem, basis, block, last_pivot)
            counts[PASS_BLOCK] = block
            if result != OPTIMAL:
                return result
            basis.seen[block] = changes_of(problem, basis, block)
            counts[CLEAN] = counts[CLEAN] + 1 if basis.seen[block] == before else 1
        if counts[CLEAN] == last_block - first_block and counts[PENDING] > 0:
            if not reprice(problem, basis):
                return LOST
            counts[CLEAN] = 0
        block += 1
        if block == last_block:
            block = first_block
    return OPTIMAL


@entry
def optimise(by_problem: Problem, by_basis: Basis, first_block: int, last_block: int, last_pivot: int) -> int:
    """Improve the blocks of a stretch until none of them can be: OPTIMAL, or why not.

    PAUSED: the number of pivots has reached `last_pivot`; call again to go on. NO_ROOM: there are more hauls
    in use than room for them. LOST: rounding has led astray.
    """
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    basis.counts[AT_ONCE] = 1
    result = improve_all(problem, basis, first_block, last_block, last_pivot)
    if result == OPTIMAL and basis.counts[TOO_SMALL] > 0:
        basis.counts[TOO_SMALL] = -1  # what is left of them was no rounding
        basis.seen[first_block:last_block] = NONE
        result = improve_all(problem, basis, first_block, last_block, last_pivot)
    if result == OPTIMAL:
        basis.counts[TOO_SMALL] = 0
    basis.counts[AT_ONCE] = 0
    settle_shifts(basis)
    return result


def run(pivots: Callable[[int], int], basis: Basis, deadline: float) -> int:
    """Pivot, with a look at the clock from time to time, until `pivots` is neither paused nor lost.

    Parameters
    ----------
    pivots : callable
        Pivots until the count of pivots reaches its argument.
    deadline : float
        Seconds by `time.perf_counter`.

    Returns
    -------
    int
        OPTIMAL or NO_ROOM.

    Raises
    ------
    Astray
        When it is lost.
    NotSolved
        When time runs out.
    """
    while True:
        result = pivots(int(basis.counts[PIVOTS]) + PIVOTS_BETWEEN_LOOKS)
        if result == LOST:
            raise Astray("simplex: lost its way")
        if result != PAUSED:
            return result
        if time.perf_counter() > deadline:
            raise NotSolved("simplex: time ran out")
