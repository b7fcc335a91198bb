"""Jejaring's simplex beside HiGHS on a nation's program: `python -m benchmarks.nation`.

HiGHS may take so many times as long as ours and no longer: where it has no optimum then, the ratio is more
than that. Both get the same program; each solves it in a process of its own, one after the other.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.nation.alone import solved
from benchmarks.nation.program import Folder, Nation

AGREE = 1e-9
"""How far the objectives may differ, as a share of them."""


def main() -> int:
    """Measure every seed; fail where the two disagree."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--commodities", type=int, default=300)
    options.add_argument("--months", type=int, default=1)
    options.add_argument("--stores", type=float, default=0.01, help="share of the listings")
    options.add_argument("--haulage", type=float, default=0.0, help="share of the listings")
    options.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], default=[101])
    options.add_argument("--market", help="a folder, instead of a synthetic nation")
    options.add_argument("--times", type=float, default=30.0, help="HiGHS may take so many times as long")
    options.add_argument("--alone", action="store_true", help="without HiGHS")
    given = options.parse_args()
    markets: dict[str, Nation | Folder] = {
        str(seed): Nation(given.listings, given.commodities, given.months, given.stores, given.haulage, seed)
        for seed in given.seeds
    }
    if given.market:
        markets = {Path(given.market).name: Folder(given.market)}
    print(f"{'seed':>6}{'rows':>10}{'ours':>10}{'of CPU':>10}{'memory':>10}{'HiGHS':>12}{'ratio':>10}")
    wrong = 0
    for name, nation in markets.items():
        ours = solved("simplex", nation, 3600.0)
        line = f"{name:>6}{ours['rows']:10,}{ours['seconds']:8.2f} s{ours['cpu']:8.2f} s"
        line += f"{ours['megabytes']:7.0f} MB"
        if given.alone:
            print(line, flush=True)
            continue
        highs = solved("highs", nation, given.times * ours["seconds"])
        ratio = highs["seconds"] / ours["seconds"]
        told = f"> {ratio:.0f}" if "unfinished" in highs else f"{ratio:.1f}"
        print(f"{line}{highs['seconds']:10.1f} s{told:>10}", flush=True)
        if "unfinished" not in highs:
            wrong += abs(highs["objective"] - ours["objective"]) > AGREE * abs(highs["objective"])
    if wrong:
        print(f"{wrong} objectives differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
