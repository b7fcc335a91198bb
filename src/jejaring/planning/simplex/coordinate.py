"""A good first basis: every commodity solved alone, and all brought to agree by prices.

1. Every commodity is solved alone, its shares of the work paid at guessed prices, hauls like lanes.
2. Sweeps, up the chain from raw material to product and down again: each commodity sees the others at their
   present prices and is solved from where it stood, until hardly any has a pivot left to make. As long as
   prices are hardly more than guesses, only what saves much is taken: from sweep to sweep less will do.
3. Sweeps in which processes whose shares disagree are biased the same way everywhere (`biases.py`).
4. The shares still disagree here and there. Each is driven to the least that any of them chose,
   which is nearly always to be had; at a node that is left short nevertheless, an artificial step supplies at
   somewhat more than the present price.
5. Trees that hang on a share are anchored at the ladder whose price is nearest.

The basis handed over is feasible but for the artificial steps, and close to the optimum: what remains are
few pivots, and a few more for each rise of artificial prices.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.artificial import price_artificial_steps, reset_breakpoints
from jejaring.planning.simplex.basis import (
    CHANCE,
    DEGENERATE,
    IDLE,
    LAST_REPRICED,
    NONE,
    PASS_BLOCK,
    PENDING,
    PIVOTS,
    SINCE_REPRICING,
    STALLED,
    TOO_SMALL,
    TOUCHED_LISTS,
    WASTED,
    Basis,
    empty_basis,
)
from jejaring.planning.simplex.biases import AGREED, renew_biases
from jejaring.planning.simplex.compiled import compiled, entry
from jejaring.planning.simplex.crew import Crew
from jejaring.planning.simplex.forests import anchor_at_ladders
from jejaring.planning.simplex.hauls import hauls_for_lanes
from jejaring.planning.simplex.kilograms import price_kilograms
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.simplex.pivots import OPTIMAL, improve_all, optimise, run
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.seats import touch
from jejaring.planning.simplex.shares import (
    Shares,
    commodity_of_nodes,
    commodity_of_sheets,
    guessed_prices,
    share_out,
)
from jejaring.planning.simplex.start import begin
from jejaring.planning.solution import Astray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SWEEPS = 20  # at most
BIASED_SWEEPS = 6
FEW = 2e-5  # pivots per node: a sweep with fewer is the last
COARSE = 1.0  # of what a commodity is about worth: to begin with only what saves more is taken
HEARD = 0.5  # of a change of what the rest of a process earns
FINER = 0.3  # times as much in each sweep
FINE = 1e-5  # from here on whatever saves anything
DEAR = 10.0  # times the dearest price: what is artificial costs so much while commodities are solved alone


@entry
def answer_prices(
    by_problem: Problem, by_basis: Basis, by_whole: Problem, share_process: Ints, bias: Floats, commodity: int
) -> None:
    """Each share in a commodity asks its process's fee and bias, less what the rest earns at present prices.

    Of a change of these it hears only half at once: at full prices shares of one process answer each other in
    turns, and never agree.
    """
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    whole = problem_by_reference(by_whole)
    for share in range(problem.first_process[commodity], problem.first_process[commodity + 1]):
        process = share_process[share]
        cost = whole.processes[process].cost + bias[process]
        for place in range(whole.processes[process].first_entry, whole.processes[process].last_entry):
            cost -= whole.entry_quantity[place] * basis.price[whole.entry_node[place]]
        for place in range(problem.processes[share].first_entry, problem.processes[share].last_entry):
            cost += basis.entries[place].quantity * basis.price[basis.entries[place].node]
        problem.processes[share].cost = HEARD * cost + (1.0 - HEARD) * problem.processes[share].cost


@entry
def improve_one(by_problem: Problem, by_basis: Basis, commodity: int, each: int, last_pivot: int) -> int:
    """Solve a commodity at what its shares ask: OPTIMAL, or why not; `each` is how many blocks it has."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    first, last = commodity * each, (commodity + 1) * each
    if basis.counts[PASS_BLOCK] == NONE:
        begin_afresh(problem, basis, commodity)
        basis.seen[last - 1] = NONE  # the block of its shares
    result = improve_all(problem, basis, first, last, last_pivot)
    if result == OPTIMAL:
        basis.counts[PASS_BLOCK] = NONE
    return result


@compiled
def begin_afresh(problem: Problem, basis: Basis, commodity: int) -> None:
    """Forget what others have left in the counts; a share that is seated may earn another fee now."""
    counts = basis.counts
    counts[CHANCE] = 1
    counts[DEGENERATE] = counts[IDLE] = counts[STALLED] = counts[TOO_SMALL] = 0
    counts[SINCE_REPRICING] = counts[LAST_REPRICED] = counts[WASTED] = 0
    for share in range(problem.first_process[commodity], problem.first_process[commodity + 1]):
        if basis.roles[share].seat >= 0 and basis.roles[share].pending == 0:
            basis.roles[share].pending = 1
            basis.pending[counts[PENDING]] = share
            counts[PENDING] += 1


@entry
def seat_whole(by_problem: Problem, by_basis: Basis, processes: Ints, tops: Ints) -> None:
    """Seat processes at tops that await them."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for place in range(len(processes)):
        touch(problem, basis, processes[place])
        basis.roles[processes[place]].seat = tops[place]
        basis.nodes[tops[place]].anchor = processes[place]


def coordinated(layout: Layout, deadline: float, *, another: bool = False) -> tuple[Layout, Basis]:
    """A first basis of a problem, whose artificial steps get a finite price; and room enough for its hauls.

    There is `another`, for when pivots from the one have been led astray: without biases, and with other
    chances in stalls.

    Raises
    ------
    Astray
        When rounding leads astray, or the commodities cannot be brought to agree.
    NotSolved
        When time runs out.
    """
    problem = layout.problem
    problem.hauliers["scarce"] = 0
    shares = share_out(problem)
    guess = guessed_prices(problem)
    basis = begin_alone(shares, guess)
    sweep_until_quiet(problem, shares, basis, guess, 0 if another else BIASED_SWEEPS, deadline)
    price_artificial_steps(problem, basis)
    levels = agree(problem, shares, basis, deadline)
    anchor_at_ladders(shares.problem, basis, shares.whole)
    layout, basis, _ = hauls_for_lanes(layout, handed_over(problem, shares, basis, levels))
    await_all(basis)
    reset_breakpoints(layout.problem, basis)
    basis.counts[CHANCE] += another
    return layout, basis


def begin_alone(shares: Shares, guess: Floats) -> Basis:
    """Every place clears its own market, with all that guessed prices say earns its fee at work."""
    problem = shares.problem
    processes, last = problem.processes, problem.first_step[1:] - 1
    of_node = commodity_of_nodes(problem)
    dearest = np.zeros(len(guess))
    real = of_node >= 0
    np.maximum.at(dearest, of_node[real], problem.steps["price"][last[real] - 1])
    problem.steps["price"][last[real]] = DEAR * np.maximum(dearest, guess)[of_node[real]] + problem.tiny.max()
    earned = problem.entry_quantity * guess[of_node[problem.entry_node]]
    whose = np.repeat(np.arange(len(processes)), processes["last_entry"] - processes["first_entry"])
    in_commodity = np.bincount(whose, weights=earned, minlength=len(processes))
    parts = np.bincount(shares.process)
    lack = np.bincount(shares.process, weights=-in_commodity, minlength=len(parts))
    lack = lack[shares.process] + processes["cost"]
    processes["cost"][~shares.whole] = (in_commodity + lack / parts[shares.process])[~shares.whole]
    basis = empty_basis(problem)
    works = (lack < 0) & ~shares.whole
    basis.roles["level"] = np.where(works, processes["upper"], 0.0)
    given = np.bincount(
        problem.entry_node,
        weights=problem.entry_quantity * basis.roles["level"][whose],
        minlength=len(problem.taken),
    )
    begin(problem._replace(taken=problem.taken - given), basis)
    return basis


def sweep_until_quiet(
    problem: Problem, shares: Shares, basis: Basis, guess: Floats, biased_sweeps: int, deadline: float
) -> None:
    """Solve every commodity alone, then let them answer one another's prices until hardly anything changes.

    Those that have no process in common do not answer one another: they are solved at once.
    """
    basis.counts[PASS_BLOCK] = NONE
    crew, alone, bias = Crew(basis), shares.problem, np.zeros(len(problem.processes))

    def improve(own: Basis, commodity: int, last_pivot: int) -> int:
        return improve_one(alone, own, commodity, shares.blocks_each, last_pivot)

    def sweep(own: Basis, commodity: int, last_pivot: int) -> int:
        if own.counts[PASS_BLOCK] == NONE:
            answer_prices(alone, own, problem, shares.process, bias, commodity)
        return improve(own, commodity, last_pivot)

    exact = alone.tiny.copy()
    worth = np.append(guess, 0.0)[commodity_of_sheets(alone)]  # -1: a haulier's kilograms
    order, least = np.argsort(shares.depth, kind="stable"), COARSE
    alone.tiny[:] = exact + least * worth
    largest_first = np.argsort(-shares.size, kind="stable")
    crew.solve(improve, largest_first, np.zeros_like(shares.tied), deadline)
    for number in range(SWEEPS):
        before = int(basis.counts[PIVOTS])
        if least > 0.0:
            least = least * FINER if least * FINER > FINE else 0.0
            alone.tiny[:] = exact + least * worth
            basis.seen[:] = NONE
        crew.solve(sweep, order[:: -1 if number % 2 else 1], shares.tied, deadline)
        if least == 0.0 and basis.counts[PIVOTS] - before <= FEW * len(basis.nodes):
            break
    for number in range(biased_sweeps):
        renew_biases(problem, shares, basis, bias, product_says=number % 2 == 0)
        if not bias.any():
            break
        crew.solve(sweep, order, shares.tied, deadline)
    price_kilograms(alone, basis, lambda: crew.solve(sweep, order, shares.tied, deadline))


def agree(problem: Problem, shares: Shares, basis: Basis, deadline: float) -> Floats:
    """Drive all shares of each process to the least of theirs; returns the levels, shape (processes,)."""
    alone = shares.problem
    upper = problem.processes["upper"][: problem.first_haul]
    level = basis.roles["level"]
    slack = AGREED * upper
    level_of = upper.copy()
    np.minimum.at(level_of, shares.process, level)
    level_of = np.where(level_of < slack, 0.0, np.where(level_of > upper - slack, upper, level_of))
    cut = ~shares.whole
    beyond = level - level_of[shares.process]
    disagree = cut & (beyond != 0.0)
    whose = np.repeat(
        np.arange(len(alone.processes)), alone.processes["last_entry"] - alone.processes["first_entry"]
    )
    basis.entries["quantity"] *= np.where((disagree & (beyond < 0))[whose], -1.0, 1.0)
    basis.roles["level"] = np.where(cut, np.abs(beyond), level)
    alone.processes["upper"] = np.where(cut, np.abs(beyond), alone.processes["upper"])
    last = alone.first_step[1:] - 1
    artificial = alone.steps["price"][last]
    artificial[~np.isfinite(artificial)] = 0.0
    dearest = np.zeros(shares.commodities + 1)
    np.maximum.at(dearest, commodity_of_nodes(alone), artificial)
    size = np.bincount(
        whose,
        weights=np.abs(alone.entry_quantity) * dearest[commodity_of_nodes(alone)[alone.entry_node]],
        minlength=len(alone.processes),
    )
    alone.processes["cost"] = np.where(disagree, 2.0 * size, alone.processes["cost"])
    await_all(basis)
    run(lambda last_pivot: optimise(alone, basis, 0, len(alone.blocks), last_pivot), basis, deadline)
    if (basis.roles["level"][cut] > AGREED * alone.processes["upper"][cut]).any():
        raise Astray("simplex: the commodities do not agree")
    basis.roles["level"][cut] = 0.0
    level_of[shares.process[shares.whole]] = basis.roles["level"][shares.whole]
    return level_of


def await_all(basis: Basis) -> None:
    """Every basic process may earn something else than its fee now."""
    seated = np.flatnonzero(basis.roles["seat"] >= 0)
    basis.roles["pending"][seated] = 1
    basis.pending[: len(seated)] = seated
    basis.counts[PENDING] = len(seated)
    basis.seen[:] = -1


def handed_over(problem: Problem, shares: Shares, alone: Basis, levels: Floats) -> Basis:
    """The basis of the whole problem that the shares' basis stands for."""
    basis = empty_basis(problem)
    basis.nodes[:] = alone.nodes
    for name in TOUCHED_LISTS:
        basis.nodes[name] = NONE
    basis.nodes["mark"] = 0
    for name in ("price", "above", "below"):
        getattr(basis, name)[:] = getattr(alone, name)
    basis.roles["level"][: len(levels)] = levels
    seated = np.flatnonzero(alone.roles["seat"] >= 0)
    seat_whole(problem, basis, shares.process[seated], alone.roles["seat"][seated].astype(np.int64))
    await_all(basis)
    basis.counts[PIVOTS] = alone.counts[PIVOTS]
    return basis
