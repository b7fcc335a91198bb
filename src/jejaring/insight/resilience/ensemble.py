"""Many failures asked about at once, on any executor: threads, processes, machines.

Scenarios go out in small batches, each with the case they are about; a worker sets the case up once and keeps
it. Results are kept as batches come back. When a worker dies, what came back is kept and the run can be
resumed.
"""

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import replace
from functools import lru_cache

from jejaring.insight.faults import InsightFault
from jejaring.insight.resilience.kept import Kept
from jejaring.insight.resilience.replan import Replanner, Result
from jejaring.insight.resilience.scenarios import Scenario
from jejaring.market import Market, build_market
from jejaring.market.faults import MarketFaults
from jejaring.planning import NotSolved
from jejaring.planning.simplex.standing import Standing

OURS = (InsightFault, MarketFaults, NotSolved)
"""What a batch may raise of itself; anything else a future raises is its worker's end."""
BATCH = 16
"""Scenarios a batch holds at most: what is lost when a worker dies."""


def results_of(
    market: Market,
    standing: Standing,
    scenarios: Sequence[Scenario],
    executor: Executor | None = None,
    kept: Kept | None = None,
    told: Callable[[float], None] = lambda _: None,
) -> list[Result]:
    """What each failure would mean, in the order asked.

    Parameters
    ----------
    market : Market
    standing : Standing
        Where its solve stands, see `Planner.standing`.
    scenarios : sequence of Scenario
    executor : Executor, optional
        Who does the work; left out, this thread. For many machines `dask.distributed.Client.get_executor()`.
    kept : Kept, optional
        Where results are kept as they come; what it has already is not asked again.
    told : callable
        Told the share that is done.

    Raises
    ------
    InsightFault
        When a worker died; what was finished is kept.
    MarketFaults
        When a scenario does not fit the market.
    NotSolved
        When an optimum was not found.
    """
    found = dict(kept.results) if kept is not None else {}
    asked = list({each.key: each for each in scenarios if each.key not in found}.values())
    batches = [asked[start : start + BATCH] for start in range(0, len(asked), BATCH)]
    done = len(scenarios) - len(asked)
    told(done / max(len(scenarios), 1))
    try:
        for results in _batches_done(market, standing, batches, executor):
            if kept is not None:
                kept.keep(results)
            found |= {result.key: result for result in results}
            done += len(results)
            told(done / len(scenarios))
    except OURS:
        raise
    except Exception as error:
        if executor is None:
            raise
        where = "worker-died" if kept is not None else "worker-died-nothing-kept"
        folder = None if kept is None else kept.folder
        raise InsightFault(where, done=done, count=len(scenarios), folder=folder) from error
    return [found[scenario.key] for scenario in scenarios]


def _batches_done(
    market: Market, standing: Standing, batches: list[list[Scenario]], executor: Executor | None
) -> Iterator[list[Result]]:
    """The results of every batch, as they come."""
    if not batches:
        return
    if executor is None:
        replanner = Replanner(market, standing)
        for batch in batches:
            yield [replanner.result(scenario) for scenario in batch]
        return
    case = zlib.compress(pickle.dumps((market.tables, market.closures, standing)), level=1)
    futures: list[Future[list[Result]]] = [executor.submit(work_on, case, batch) for batch in batches]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def work_on(case: bytes, batch: Sequence[Scenario]) -> list[Result]:
    """A batch, done by a worker."""
    replanner = _set_up(case)
    return [replanner.result(scenario) for scenario in batch]


@lru_cache(maxsize=1)
def _set_up(case: bytes) -> Replanner:
    """The case a worker was sent, kept between batches."""
    tables, closures, standing = pickle.loads(zlib.decompress(case))
    return Replanner(replace(build_market(tables), closures=closures), standing)
