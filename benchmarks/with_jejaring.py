"""Jejaring's side: read and check, plan, verify, write: `python -m benchmarks.with_jejaring`."""

import argparse
from pathlib import Path

from benchmarks.steps import Steps, Watch
from jejaring.market import Market
from jejaring.planning import NotSolved, Plan, plan, verify


def main() -> None:
    """Measure one market."""
    options = argparse.ArgumentParser()
    options.add_argument("market", type=Path)
    options.add_argument("told", type=Path)
    options.add_argument("--time-limit", type=float, required=True)
    given = options.parse_args()
    steps = Steps()
    try:
        _measure(steps, given.market, given.told.parent / "plan", given.time_limit)
    except NotSolved as fault:
        steps.unfinished = str(fault)
    steps.write(given.told)


def _measure(steps: Steps, folder: Path, out: Path, time_limit: float) -> None:
    with steps.step("read"):
        market = Market.read(folder)
    steps.facts["listings"] = market.listing_count
    steps.facts["cooperatives"] = market.cooperatives.height
    found = _planned(steps, market, time_limit)
    steps.facts["objective"] = found.surplus
    steps.facts["trades"] = found.trades.height
    with steps.step("verify"):
        steps.facts["verified"] = bool(verify(market, found))
    with steps.step("write"):
        found.write(out)


def _planned(steps: Steps, market: Market, time_limit: float) -> Plan:
    """The plan of the market; its stages are measured as they are told."""
    stage, watch = "", Watch()

    def told(name: str, _: float) -> None:
        nonlocal stage, watch
        if name != stage:
            if stage:
                steps.end(stage, watch)
            stage, watch = name, Watch()

    found = plan(market, time_limit=time_limit, progress=told)
    told("end", 1.0)
    return found


if __name__ == "__main__":
    main()
