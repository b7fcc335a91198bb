"""The planner: from a market to its plan, in the order of the method."""

import time

from jejaring.market import Market
from jejaring.planning.everywhere import prices_everywhere
from jejaring.planning.fairness import fair_prices
from jejaring.planning.goods import goods_of
from jejaring.planning.highs import solve
from jejaring.planning.lanes import ways_of
from jejaring.planning.model import Plan, publish
from jejaring.planning.practical import practical_plan
from jejaring.planning.program import build_program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.solution import bound_of
from jejaring.planning.tables import (
    carriage_table,
    chains_table,
    gains_table,
    levels_table,
    prices_table,
    trades_table,
    worth_at,
)
from jejaring.planning.trades import surplus_of, trade


def plan(market: Market, *, time_limit: float = 3600.0, progress: ProgressTold | None = None) -> Plan:
    """The best set of trades of a market: the most surplus, with prices that prove it.

    Parameters
    ----------
    market : Market
    time_limit : float
        Seconds the solver may take.
    progress : callable, optional
        Told the stage ("build", "solve", "trade", "price", "trace", "round") and the share of it done, 0 to 1.

    Returns
    -------
    Plan
        Exact, in real numbers; and beside it the practical plan, which keeps `minimum` and whole units.

    Raises
    ------
    NotSolved
        When the solver finds no optimum in time.
    """
    started = time.perf_counter()

    def tell(stage: str) -> None:
        if progress is not None:
            progress(stage, 0.0)

    tell("build")
    ways = ways_of(market.freight, goods_of(market))
    program = build_program(market, ways)
    tell("solve")
    solution = solve(program, time_limit=time_limit, progress=progress)
    tell("trade")
    levels, deals = trade(program, solution)
    tell("price")
    prices = prices_everywhere(program, ways, fair_prices(program, solution, levels))
    worth = worth_at(program, prices)
    tell("trace")
    trades = trades_table(market, program, deals, worth)
    level_rows = levels_table(market, program, levels, worth)
    carriage = carriage_table(market, program, trades, deals)
    tell("round")
    practical = practical_plan(market, trades, carriage, level_rows)
    return publish(
        market_hash=market.hash,
        periods=market.periods,
        surplus=surplus_of(program, levels, deals),
        bound=bound_of(program, solution),
        practical_surplus=float(practical.surplus),
        solver=solution.solver,
        seconds=time.perf_counter() - started,
        tables={
            "trades": trades,
            "levels": level_rows,
            "prices": prices_table(program, prices),
            "gains": gains_table(market, level_rows),
            "chains": chains_table(market, program, trades, deals),
            "carriage": carriage,
            **practical.tables,
        },
    )
