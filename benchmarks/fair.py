"""What fair prices cost beside the plan they belong to: `python -m benchmarks.fair [MARKET ...]`.

Both are measured in one run, so that what else the machine does weighs on both. Without a market, synthetic
ones of several sizes are made. Fails where the prices take more than twice the time of the solve.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.comparison import JEJARING
from benchmarks.processes import make_market, measure
from benchmarks.sizes import KEEPING
from benchmarks.steps import Steps

MOST = 2.0
"""Times the solve: what fair prices may take (on markets where the solve is more than a blink)."""
BLINK = 0.2
"""Seconds: a shorter solve is no measure, all prices have a fixed cost of about as much."""
SEED = 7


def main() -> int:
    """Measure every market."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.fair", description=__doc__)
    options.add_argument("markets", type=Path, nargs="*", help="folders of CSV files")
    options.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")])
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--time-limit", type=float, default=240.0, help="seconds for the solver")
    given = options.parse_args()
    sizes = given.sizes or ([] if given.markets else [2_000, 10_000])
    print(f"{'market':24}{'listings':>10}{'solve':>10}{'prices':>10}{'ratio':>8}{'of CPU time':>13}")
    dear = []
    with tempfile.TemporaryDirectory(prefix="jejaring-benchmark-") as folder:
        for size in sizes:
            made = Path(folder) / f"{size}-listings"
            make_market(made, size, KEEPING, 1, SEED)
            given.markets.append(made)
        for market in given.markets:
            runs = [_run(market, Path(folder), given.time_limit) for _ in range(given.repeat)]
            if not is_within(market.name, runs):
                dear.append(market.name)
    for name in dear:
        print(f"{name}: fair prices take more than {MOST:g} times the solve", file=sys.stderr)
    return 1 if dear else 0


def _run(market: Path, folder: Path, time_limit: float) -> Steps:
    beside = Path(tempfile.mkdtemp(dir=folder))
    return measure(JEJARING, market, beside, time_limit)


def is_within(name: str, runs: list[Steps]) -> bool:
    """Tell the medians of one market; whether its prices cost no more than they may."""
    if unfinished := [run.unfinished for run in runs if run.unfinished]:
        print(f"{name:24}{unfinished[0]}")
        return True
    solve, prices = (median(run.seconds[step] for run in runs) for step in ("solve", "price"))
    ratio = median(run.seconds["price"] / run.seconds["solve"] for run in runs)
    of_cpu = median(run.cpu_seconds["price"] / run.cpu_seconds["solve"] for run in runs)
    listings = int(runs[0].facts["listings"])
    print(f"{name:24}{listings:10,}{solve:8.2f} s{prices:8.2f} s{ratio:8.2f}{of_cpu:13.2f}", flush=True)
    return ratio <= MOST or solve < BLINK


if __name__ == "__main__":
    sys.exit(main())
