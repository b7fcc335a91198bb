"""What was measured, as a table to read and a record to keep."""

import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.comparison import Comparison, Row
from benchmarks.sizes import commodities_of, cooperatives_of

PARTS = ("jejaring", "highspy", "linopy", "numpy", "pandas", "polars", "scipy", "xarray")
LABEL_WIDTH, NUMBER_WIDTH = 30, 14


def table(listings: int, months: int, comparison: Comparison) -> str:
    """The comparison of one size, for a terminal."""
    facts = {
        name: value for run in comparison.runs for side in run.values() for name, value in side.facts.items()
    }
    size = ", ".join(
        [
            f"{cooperatives_of(listings):,} cooperatives",
            f"{commodities_of(listings):,} commodities",
            f"months: {months}",
        ]
    )
    if "rows" in facts:
        size += f"; {facts['rows']:,} rows, {facts['columns']:,} columns"
    heading = "".join(name.rjust(NUMBER_WIDTH) for name in ("Jejaring", "linopy", "linopy / Jej."))
    apart = comparison.apart
    return "\n".join(
        [
            f"{listings:,} listings ({size}), runs: {len(comparison.runs)}",
            " " * LABEL_WIDTH + heading,
            *(_line(row) for row in comparison.rows),
            *comparison.unfinished,
            "objectives: not compared"
            if apart is None
            else f"objectives differ by {apart:.1e} of their size",
            "",
        ]
    )


def record(listings: int, months: int, comparison: Comparison) -> dict[str, object]:
    """The comparison of one size, with every run."""
    return {
        "listings": listings,
        "months": months,
        "cooperatives": cooperatives_of(listings),
        "commodities": commodities_of(listings),
        "objectives_apart": comparison.apart,
        "unfinished": comparison.unfinished,
        "rows": [asdict(row) for row in comparison.rows],
        "runs": [{side: asdict(steps) for side, steps in run.items()} for run in comparison.runs],
    }


def circumstances() -> dict[str, object]:
    """When and on what it was measured."""
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "parts": {part: version(part) for part in PARTS},
    }


def _line(row: Row) -> str:
    numbers = [_number(value, row.unit) for value in (row.jejaring, row.linopy)]
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    return row.label.ljust(LABEL_WIDTH) + "".join(text.rjust(NUMBER_WIDTH) for text in (*numbers, ratio))


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if unit == "MB" else f"{value:,.2f} {unit}"
