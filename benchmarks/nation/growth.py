"""How the simplex grows with the market: `python -m benchmarks.nation.growth`.

From one nation on, one thing at a time grows: listings, commodities, months. A table to standard output,
and a drawing (both axes logarithmic; the grey line is what grows as much as the market does).
"""

import argparse
import sys
from dataclasses import replace
from typing import Any

import altair as alt
import polars as pl

from benchmarks.nation.alone import solved
from benchmarks.nation.program import Nation

TIMES = {
    "listings": (0.3, 1.0, 3.0),
    "commodities": (1 / 3, 1.0, 2.0),
    "months": (1.0, 3.0, 6.0, 12.0),
}
"""What is multiplied by what."""


def main() -> int:
    """Measure, print the table, draw."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation.growth", description=__doc__)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--commodities", type=int, default=300)
    options.add_argument("--stores", type=float, default=0.01, help="share of the listings")
    options.add_argument("--seed", type=int, default=101)
    options.add_argument("--what", choices=[*TIMES, "all"], default="all")
    options.add_argument("--time-limit", type=float, default=600.0, help="seconds each")
    options.add_argument("--draw", default="docs/images/growth.svg")
    given = options.parse_args()
    first = Nation(given.listings, given.commodities, 1, given.stores, 0.0, given.seed)
    told: list[dict[str, Any]] = []
    known: dict[Nation, dict[str, Any]] = {}
    print("| what grows | listings | commodities | months | rows | seconds | of CPU | MB |")
    print("|---|---|---|---|---|---|---|---|")
    for what in TIMES if given.what == "all" else (given.what,):
        for times in TIMES[what]:
            nation = replace(first, **{what: round(getattr(first, what) * times)})
            if nation not in known:
                known[nation] = solved("simplex", nation, given.time_limit)
            found = known[nation]
            if "unfinished" in found:
                seconds = f"not in {given.time_limit:.0f}"
            else:
                seconds = f"{found['seconds']:.1f}"
                told.append({"what": what, "times": times, "seconds": found["seconds"]})
            print(
                f"| {what} | {nation.listings:,} | {nation.commodities} | {nation.months} "
                f"| {found['rows']:,} | {seconds} | {found['cpu']:.1f} | {found['megabytes']:.0f} |",
                flush=True,
            )
    drawing(pl.DataFrame(told)).save(given.draw)
    return 0


def drawing(told: pl.DataFrame) -> alt.LayerChart:
    """Seconds by how much larger the market is, a line for each thing that grows."""
    base = told.filter(pl.col("times") == 1.0)["seconds"].mean()
    as_much = pl.DataFrame(
        {"times": [told["times"].min(), told["times"].max()]}, schema={"times": pl.Float64}
    ).with_columns(seconds=pl.col("times") * base)
    across = alt.X("times", title="times the market").scale(type="log")
    up = alt.Y("seconds", title="seconds").scale(type="log")
    lines = alt.Chart(told).mark_line(point=True).encode(across, up, alt.Color("what", title="what grows"))
    return alt.Chart(as_much).mark_line(color="lightgrey", strokeDash=[4, 4]).encode(across, up) + lines


if __name__ == "__main__":
    sys.exit(main())
