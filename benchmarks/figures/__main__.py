"""National figures of 209,000 cooperatives, 600,000 listings and 100,000 agreements: how long they take.

In a process of its own on an empty database: SQLite, or with `tools/with-postgres python -m
benchmarks.figures` the database of that server. Every cooperative is an example.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.alone import asked_alone

NATION, LISTINGS, AGREEMENTS = 209_000, 600_000, 100_000
MOST_MILLISECONDS = 100.0
"""That a page may take, half of the times."""


def main() -> int:
    """Measure, tell, and fail where the claim does not hold."""
    given = _options()
    numbers = [given.cooperatives, given.listings, given.agreements]
    told = asked_alone("benchmarks.figures.asking", numbers, given)
    counted = told["release"]
    print(f"a release: {counted['clock']:.1f} s ({counted['cpu']:.1f} s of CPU), {told['cells']} cells")
    for name, taken in told["pages"].items():
        print(f"{name:34}: {taken['clock']:.0f} ms ({taken['cpu']:.0f} of CPU), {taken['bytes']:,} bytes")
    slowest = max(taken["cpu"] for name, taken in told["pages"].items() if name.endswith("/"))
    print(f"slowest page: {slowest:.0f} ms of CPU (at most {MOST_MILLISECONDS:.0f}) -> {given.out}")
    return int(slowest > MOST_MILLISECONDS)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__)
    options.add_argument("--cooperatives", type=int, default=NATION)
    options.add_argument("--listings", type=int, default=LISTINGS)
    options.add_argument("--agreements", type=int, default=AGREEMENTS)
    options.add_argument("--out", type=Path, default=Path("build/figures-benchmark.json"))
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
