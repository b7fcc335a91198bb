"""What every cooperative's failure means, warm and cold: `python -m benchmarks.failures MARKET`.

Every cooperative of the market's plan fails in turn and is replanned from the last basis. The failures that
lose most, and some drawn by lot, are planned from the beginning too: what is lost must be the same to a
millionth, in the same order. Fails where it is not, or where warm is not so many times faster.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from jejaring.insight.resilience import Replanner, Scenario, cooperatives_of, ranking
from jejaring.market import Market, changed
from jejaring.planning import Plan, plan
from jejaring.planning.warm import Planner

EQUAL = 1e-6
SEED = 7
WORST = 10


def main() -> int:
    """Measure a market."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.failures", description=__doc__)
    options.add_argument("market", type=Path, help="a folder of CSV files")
    options.add_argument("--cold", type=int, default=30, help="how many are planned cold; 0: all")
    options.add_argument("--least", type=float, default=20.0, help="times that warm must be faster")
    given = options.parse_args()
    market = Market.read(given.market)
    whole, replanner = plan(market), Replanner(market)
    scenarios = {each.key: each for each in cooperatives_of(market, whole)}
    replanner.result(next(iter(scenarios.values())))  # compiles what is compiled once
    started = time.perf_counter()
    results = [replanner.result(each) for each in scenarios.values()]
    print(f"{len(results)} failures from the last basis in {time.perf_counter() - started:.1f} s")
    table = ranking(whole, results)
    names = dict(market.cooperatives.select("id", "name").iter_rows())
    for number, row in enumerate(table.head(WORST).iter_rows(named=True), 1):
        print(
            f"{number:3} {names[row['subject']]:45} lost {row['lost'] / 1e9:10,.1f} bn  "
            f"others {row['others'] / 1e9:8,.1f} bn  hurt {row['hurt']:4}"
        )
    keys = [f"{kind}:{subject}" for kind, subject in table.select("kind", "subject").iter_rows()]
    worst, rest = keys[:WORST][: given.cold], keys[WORST:]
    drawn = worst + random.Random(SEED).sample(rest, min(given.cold - len(worst), len(rest)))
    asked = [scenarios[key] for key in (drawn if given.cold else keys)]
    return _compared(market, whole, replanner, asked, given.least)


def _compared(market: Market, whole: Plan, replanner: Replanner, asked: list[Scenario], least: float) -> int:
    """Each of these warm and cold; 1 where they differ, or warm is not fast enough."""
    lost, seconds, faults = [], [], 0
    for scenario in asked:
        other = changed(market, scenario.changes)
        warm, result = _timed(lambda one=scenario: replanner.result(one))
        only, _ = _timed(lambda one=scenario: replanner.planner.changed(one.changes).surplus)
        cold, proposal = _timed(lambda one=other: plan(one))
        fresh, _ = _timed(lambda one=other: Planner(one).surplus)
        seconds.append((warm, only, cold, fresh))
        lost.append((result.lost, whole.surplus - proposal.surplus))
        faults += abs(lost[-1][0] - lost[-1][1]) > EQUAL * max(abs(lost[-1][1]), 1.0)
    order = [sorted(range(len(lost)), key=lambda at: -lost[at][side]) for side in (0, 1)]
    warm, only, cold, fresh = (median(column) for column in zip(*seconds, strict=True))
    print(f"\n{len(asked)} of them planned cold as well, medians:")
    for what, one, other in (("everybody's gains", warm, cold), ("the surplus alone", only, fresh)):
        print(f"  {what:18} warm {1e3 * one:7.2f} ms, cold {1e3 * other:7.1f} ms: {other / one:4.0f} times")
    print(f"  differing: {faults}; same order: {order[0] == order[1]}")
    return int(faults > 0 or order[0] != order[1] or min(cold / warm, fresh / only) < least)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of them."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    sys.exit(main())
