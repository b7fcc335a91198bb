"""How far the entering element can move, and what stops it.

Arcs stop it when their flow is used up, processes at 0 or at their bound. A ladder does not stop it at the
end of a step as long as the next step's price leaves something to be saved: the ratio test walks on through
the breakpoints, and saves many pivots (the long-step rule).
"""

import numpy as np

from jejaring.planning.simplex.basis import (
    CHANCE,
    DEGENERATE,
    LADDER,
    LADDERS,
    RUNG,
    STALLED,
    TOPS,
    TOUCHED,
    WORK,
    WORKING,
    Basis,
)
from jejaring.planning.simplex.column import rate_at
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.problem import Problem

NOTHING_STOPS, ARC_STOPS, PROCESS_STOPS, LADDER_STOPS, ITSELF_STOPS = range(5)
STEADY = 0.01  # of the fastest: what is slower is much slower
LONG_STALL = 20_000  # pivots in a row that moved nothing, idle pieces apart
TOO_LITTLE = 1e-7  # of the column's largest rate: most likely rounding of equations, and nothing to divide by
ROUNDING = 1e-14  # of what was subtracted from: the rest is rounding


@compiled
def chance(basis: Basis, below: int) -> int:
    """A random whole number from 0 up to but not including `below`; the same in every run."""
    basis.counts[CHANCE] = (basis.counts[CHANCE] * 1103515245 + 12345) & 0x7FFFFFFF
    return int((basis.counts[CHANCE] >> 8) % below)


@compiled
def stops_sooner(basis: Basis, time: float, rate: float, best_time: float, best_rate: float) -> bool:
    """Whether a stop at `time` comes before the best so far; of equals the faster one, or in a stall any.

    In a stall too one that is much slower, and would be divided by, is left out, until it has lasted long.
    """
    if time != best_time:
        return time < best_time
    if basis.counts[STALLED] == 1:
        steady = STEADY * best_rate < rate < best_rate / STEADY
        if steady or basis.counts[DEGENERATE] > LONG_STALL:
            return chance(basis, 2) == 0
    return rate > best_rate


@compiled
def left_of(quantity: float, change: float) -> float:
    """quantity + change, where a rest that is only rounding is nothing."""
    left = quantity + change
    return 0.0 if abs(left) <= ROUNDING * abs(change) else left


@compiled
def first_stop(
    problem: Problem, basis: Basis, kind: int, entering: int, direction: float
) -> tuple[int, int, float]:
    """What stops the entering element first, ladders aside: (what, which, after how many units)."""
    nodes, counts, roles = basis.nodes, basis.counts, basis.roles
    what, which, best, best_rate = NOTHING_STOPS, -1, np.inf, 0.0
    for place in range(counts[TOUCHED]):
        node = basis.touched[place]
        rate = -rate_at(nodes, node) * nodes[node].toward_parent
        if rate > 0.0:
            time = max(nodes[node].flow, 0.0) / rate
            if stops_sooner(basis, time, rate, best, best_rate):
                what, which, best, best_rate = ARC_STOPS, node, time, rate
    for place in range(counts[WORKING]):
        process = basis.working[place]
        rate = roles[process].moving
        if rate != 0.0:
            room = (
                problem.processes[process].upper - roles[process].level if rate > 0 else roles[process].level
            )
            time = max(room, 0.0) / abs(rate)
            if stops_sooner(basis, time, abs(rate), best, best_rate):
                what, which, best, best_rate = PROCESS_STOPS, process, time, abs(rate)
    if kind == WORK:
        level = roles[entering].level
        room = problem.processes[entering].upper - level if direction > 0 else level
        if room <= best:
            what, which, best = ITSELF_STOPS, entering, max(room, 0.0)
    return what, which, best


@compiled
def is_too_small(basis: Basis, what: int, which: int) -> bool:
    """Whether what stops the entering element changes so slowly that it should not be divided by."""
    nodes, counts, roles = basis.nodes, basis.counts, basis.roles
    if what == ARC_STOPS:
        rate = abs(nodes[which].moving)
    elif what == PROCESS_STOPS:
        rate = abs(roles[which].moving)
    else:
        return False
    if rate > TOO_LITTLE:
        return False
    most = 1.0
    for place in range(counts[TOUCHED]):
        most = max(most, abs(nodes[basis.touched[place]].moving))
    for place in range(counts[WORKING]):
        most = max(most, abs(roles[basis.working[place]].moving))
    return bool(rate < TOO_LITTLE * most)


@compiled
def list_ladders(problem: Problem, basis: Basis, kind: int, entering: int, direction: float) -> None:
    """The ladders that move, and how fast their supply changes."""
    nodes, counts = basis.nodes, basis.counts
    count = 0
    for place in range(counts[TOPS]):
        top = basis.tops[place]
        rate = rate_at(nodes, top)
        if nodes[top].anchor == LADDER and rate != 0.0:
            basis.ladders[count] = top
            basis.ladder_rate[count] = -rate
            count += 1
    if kind == RUNG:
        if direction < 0:  # down from the breakpoint: from the end of the step before
            nodes[entering].step -= 1
            nodes[entering].used = problem.steps[nodes[entering].step].amount
        basis.ladders[count] = entering
        basis.ladder_rate[count] = direction
        count += 1
    counts[LADDERS] = count


@compiled
def room_on_step(problem: Problem, basis: Basis, node: int, rate: float) -> float:
    """How much a ladder's supply can still change on its current step, in the direction of `rate`."""
    step, used = basis.nodes[node].step, basis.nodes[node].used
    if rate > 0:
        return float(max(problem.steps[step].amount - used, 0.0))
    return np.inf if step == problem.first_step[node] else max(used, 0.0)


@compiled
def walk_ladders(
    problem: Problem, basis: Basis, what: int, which: int, limit: float, gain: float
) -> tuple[int, int, float]:
    """Move all ladders together until something stops them; returns (what, which, how far)."""
    nodes, steps, count = basis.nodes, problem.steps, basis.counts[LADDERS]
    far = 0.0
    while True:
        reach, breaks, best_rate = limit - far, -1, 0.0
        for place in range(count):
            rate = basis.ladder_rate[place]
            time = room_on_step(problem, basis, basis.ladders[place], rate) / abs(rate)
            if time == reach and what == ITSELF_STOPS and breaks < 0:
                continue
            if stops_sooner(basis, time, abs(rate), reach, best_rate):
                reach, breaks, best_rate = time, place, abs(rate)
        if reach == np.inf:
            return NOTHING_STOPS, -1, far
        for place in range(count):
            node = basis.ladders[place]
            nodes[node].used = left_of(nodes[node].used, basis.ladder_rate[place] * reach)
        far += reach
        if breaks < 0:
            return what, which, limit
        node, rate = basis.ladders[breaks], basis.ladder_rate[breaks]
        step = nodes[node].step
        following = step + 1 if rate > 0 else step - 1
        jump = (steps[following].price - steps[step].price) * rate
        nodes[node].used = 0.0
        if rate > 0:  # the end of a step is where the next begins
            nodes[node].step = step + 1
            nodes[node].used = 0.0
        if jump >= gain:
            return LADDER_STOPS, node, far
        gain -= jump
        if rate < 0:
            nodes[node].step = step - 1
            nodes[node].used = steps[step - 1].amount


@compiled
def move(problem: Problem, basis: Basis, kind: int, entering: int, direction: float, far: float) -> None:
    """Move flows and levels as far as found; the ladders have moved already."""
    nodes, counts, roles = basis.nodes, basis.counts, basis.roles
    for place in range(counts[TOUCHED]):
        node = basis.touched[place]
        nodes[node].flow = left_of(nodes[node].flow, rate_at(nodes, node) * nodes[node].toward_parent * far)
    for place in range(counts[WORKING]):
        process = basis.working[place]
        roles[process].level = left_of(roles[process].level, roles[process].moving * far)
    if kind == WORK:
        roles[entering].level = left_of(roles[entering].level, direction * far)
