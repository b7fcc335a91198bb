"""Jejaring and linopy side by side on markets of several sizes: a table to read and a JSON file to keep.

This process imports nothing heavy: a process inherits the peak memory of the one that starts it, so what
the sides report is theirs only while this one stays small.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.comparison import JEJARING, LINOPY, Comparison, Run
from benchmarks.processes import make_market, measure
from benchmarks.sizes import GOODS, KEEPING
from benchmarks.telling import circumstances, record, table

CHEAP_SECONDS = 60.0
"""A size of which one run of both sides takes longer is not repeated."""
AGREE = 1e-6
"""How far the objectives may differ, as a share of them."""


def main() -> int:
    """Measure every size; fail where the sides found different optima or a plan did not verify."""
    given = _options()
    asked = {"goods": given.goods, "months": given.months, "seed": given.seed}
    told, faults = [], []
    for listings in given.sizes:
        comparison = _compare(listings, given)
        print(table(comparison), flush=True)
        told.append(record(comparison))
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(
            json.dumps(asked | circumstances() | {"markets": told}, indent=2) + "\n", encoding="utf-8"
        )
        faults += _faults(listings, comparison)
    print(f"-> {given.out}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Jejaring and linopy side by side."
    )
    options.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[1_000, 10_000, 100_000, 600_000],
        help="numbers of listings, with commas between them",
    )
    options.add_argument(
        "--goods",
        choices=GOODS,
        default=KEEPING,
        help="only goods that keep however long their haul takes, or all: perishable ones make the program "
        "many times harder, for both sides",
    )
    options.add_argument("--months", type=int, default=1, help="length of the horizon")
    options.add_argument("--seed", type=int, default=7, help="of the synthetic markets")
    options.add_argument(
        "--repeat", type=int, default=3, help="runs of a size, if one takes less than a minute"
    )
    options.add_argument("--time-limit", type=float, default=240.0, help="seconds for HiGHS in each solve")
    options.add_argument("--out", type=Path, default=Path("build/benchmarks.json"), help="the JSON file")
    return options.parse_args()


def _compare(listings: int, given: argparse.Namespace) -> Comparison:
    runs: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="jejaring-benchmark-") as folder:
        market = Path(folder) / "market"
        make_market(market, listings, given.goods, given.months, given.seed)
        cheap = True
        while cheap and len(runs) < given.repeat:
            started = time.perf_counter()
            run = {}
            for side in (JEJARING, LINOPY):
                beside = Path(folder) / f"{side}-{len(runs)}"
                beside.mkdir()
                run[side] = measure(side, market, beside, given.time_limit)
            runs.append(run)
            cheap = time.perf_counter() - started < CHEAP_SECONDS
    return Comparison(runs)


def _faults(listings: int, comparison: Comparison) -> list[str]:
    faults = []
    if comparison.apart is not None and comparison.apart > AGREE:
        faults.append(f"{listings:,} listings: the objectives differ by {comparison.apart:.1e} of their size")
    if not all(run[JEJARING].facts.get("verified", True) for run in comparison.runs):
        faults.append(f"{listings:,} listings: Jejaring's plan does not verify")
    return faults


if __name__ == "__main__":
    sys.exit(main())
