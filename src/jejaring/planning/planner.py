"""The planner: from a market to its plan, in the order of the method."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from jejaring.market import Market
from jejaring.planning.everywhere import prices_everywhere
from jejaring.planning.fairness import as_solved, fair_prices
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.model import Plan, publish
from jejaring.planning.pinned import Pins
from jejaring.planning.pins import agreed_gains, check_kept, hold, only_pinned, with_agreed
from jejaring.planning.practical import practical_plan
from jejaring.planning.program import Program, build_program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.scopes import Scope, confined
from jejaring.planning.solution import NotSolved, Solution, bound_of
from jejaring.planning.solvers import Solver, is_small, solve, solve_alone
from jejaring.planning.tables import (
    carriage_table,
    chains_table,
    gains_table,
    levels_table,
    prices_table,
    trades_table,
    worth_at,
)
from jejaring.planning.trades import Deals, surplus_of, trade


def plan(
    market: Market,
    *,
    scope: Scope = "network",
    pinned: Pins | None = None,
    solver: Solver = "auto",
    time_limit: float = 3600.0,
    progress: ProgressTold | None = None,
) -> Plan:
    """The best set of trades of a market: the most surplus, with prices that prove it.

    Parameters
    ----------
    market : Market
    scope : Scope
        "network": everybody may trade with everybody. "cooperative", "regency", "province": trade stays
        within each; the plan's goods are then named after their group, see `jejaring.planning.scopes`.
    pinned : Pins, optional
        Accepted trades: they stay with their quantities and agreed prices, and the rest is planned around
        them.
    solver : Solver
        Who solves the program: "highs", "simplex", or "auto", by its size.
    time_limit : float
        Seconds the solver may take.
    progress : callable, optional
        Told the stage ("build", "solve", "trade", "price", "trace", "round") and the share of it done, 0 to
        1.

    Returns
    -------
    Plan
        Exact, in real numbers; and beside it the practical plan, which keeps `minimum` and whole units.

    Raises
    ------
    PinFault
        When trades cannot be pinned: the market does not have what they name, or not enough to keep them.
    NotSolved
        When the solver finds no optimum in time.
    """
    solved = solve_market(
        market, scope=scope, pinned=pinned, solver=solver, time_limit=time_limit, progress=progress
    )
    return replace(solved, solution=replace(solved.solution, basis=None)).plan(progress=progress)


@dataclass(frozen=True)
class Solved:
    """A market whose program is solved: from here on to its plan, and to other questions of the optimum."""

    market: Market
    """As it was planned, confined where trade is."""
    market_hash: str
    """Of the market as it was given."""
    program: Program
    solution: Solution
    started: float
    """When planning began, by `time.perf_counter`."""
    scope: Scope = "network"
    pins: Pins = field(default_factory=Pins)
    held: Deals | None = None
    """The pinned trades by the program's numbers."""

    def plan(self, *, progress: ProgressTold | None = None) -> Plan:
        """The plan that the solution stands for."""
        market, program, solution, pins = self.market, self.program, self.solution, self.pins
        tell = _stages(progress)
        tell("trade")
        levels, deals = trade(program, solution, self.held)
        tell("price")
        fair = as_solved(program, solution) if pins else fair_prices(program, solution, levels)
        prices = prices_everywhere(program, program.ways, fair.prices)
        worth = worth_at(program, prices)
        tell("trace")
        at_prices = trades_table(market, program, deals, worth)
        trades = with_agreed(at_prices, pins)
        agreed = None if self.held is None else agreed_gains(program, self.held, pins, worth)
        level_rows = levels_table(market, program, levels, worth, fair.ranges, agreed)
        carriage = carriage_table(market, program, trades, deals)
        tell("round")
        at_prices = at_prices.with_columns(trades["trade"])
        with ThreadPoolExecutor(1) as threads:
            chains = threads.submit(chains_table, market, program, trades, deals)
            practical = practical_plan(
                market, program, solution, worth, at_prices, carriage, level_rows, pins
            )
        surplus = surplus_of(program, levels, deals)
        return publish(
            market_hash=self.market_hash,
            scope=self.scope,
            periods=market.periods,
            surplus=surplus,
            bound=max(bound_of(program, solution), surplus),  # which is below it by rounding alone
            practical_surplus=float(practical.surplus),
            solver=solution.solver,
            seconds=time.perf_counter() - self.started,
            tables={
                "trades": trades,
                "levels": level_rows,
                "prices": prices_table(program, prices),
                "gains": gains_table(market, level_rows),
                "chains": chains.result(),
                "carriage": carriage,
                **pins.tables,
                **practical.tables,
            },
        )


def solve_market(
    market: Market,
    *,
    scope: Scope = "network",
    pinned: Pins | None = None,
    solver: Solver = "auto",
    time_limit: float = 3600.0,
    progress: ProgressTold | None = None,
) -> Solved:
    """Build a market's program and solve it; parameters and faults are those of `plan`."""
    started = time.perf_counter()
    tell = _stages(progress)
    tell("build")
    market_hash, market = market.hash, confined(market, scope)
    ways = Ways(market.freight, goods_of(market))
    program = build_program(market, ways)
    pins = pinned or Pins()
    held, program = hold(market, program, pins) if pins else (None, program)
    tell("solve")
    solution = _optimum(market, program, solver=solver, time_limit=time_limit, progress=progress)
    return Solved(market, market_hash, program, solution, started, scope, pins, held)


def _stages(progress: ProgressTold | None) -> Callable[[str], None]:
    """Tells that a stage begins."""
    return lambda stage: progress(stage, 0.0) if progress is not None else None


def _optimum(
    market: Market, program: Program, *, solver: Solver, time_limit: float, progress: ProgressTold | None
) -> Solution:
    """The optimum of a program; around accepted trades nothing is added to them for no gain."""
    if program.held is None:
        return solve(program, solver=solver, time_limit=time_limit, progress=progress)
    if solver == "simplex" or (solver == "auto" and not is_small(program)):
        try:
            return only_pinned(program, solve_alone(program, time_limit=time_limit, progress=progress))
        except NotSolved:
            solver = "highs"  # and what was promised is most likely not to be had
    check_kept(market, program, time_limit)
    return only_pinned(program, solve(program, solver=solver, time_limit=time_limit, progress=progress))
