"""All open listings by the API, beside plain Django views that tell the same rows: by pages, and at once.

In processes of their own on an empty database: SQLite, or with `tools/with-postgres python -m
benchmarks.api` the database of that server. Requests are answered in the process that asks, by no network.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.alone import asked_alone

SHOWN = {"pages": ("seconds", "cpu", "first", "last"), "stream": ("seconds", "cpu", "first", "megabytes")}
"""`first` and `last`: seconds of a page at the beginning and at the end; of the stream, of its first row."""


def main() -> int:
    """Measure, and tell."""
    given = _options()
    told = asked_alone("benchmarks.api.asking", [given.listings, given.pages], given)
    for many, what in (
        ("pages", ("seconds", "cpu", "first", "last")),
        ("stream", ("seconds", "cpu", "first", "megabytes")),
    ):
        ours, plain = told[f"{many}-ours"], told[f"{many}-plain"]
        print(f"{many}: {ours['rows']:,} rows, the same on both sides")
        for name in what:
            ratio = plain[name] / max(ours[name], 1e-9)
            print(
                f"  {name:10} API {ours[name]:10.4f}   plain {plain[name]:10.4f}   plain / API {ratio:8.2f}"
            )
    print(f"-> {given.out}")
    return 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.api", description=__doc__)
    options.add_argument("--listings", type=int, default=100_000)
    options.add_argument("--pages", type=int, default=500, help="at most; of 200 rows")
    options.add_argument("--out", type=Path, default=Path("build/api-benchmark.json"))
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
