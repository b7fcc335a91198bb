"""What was measured, as a table to read and a record to keep."""

import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.comparison import Comparison, Row

PARTS = ("jejaring", "highspy", "linopy", "numpy", "pandas", "polars", "scipy", "xarray")
LABEL_WIDTH, NUMBER_WIDTH = 30, 14


def table(comparison: Comparison) -> str:
    """The comparison on one market, for a terminal."""
    heading = "".join(name.rjust(NUMBER_WIDTH) for name in ("Jejaring", "linopy", "ratio", "of CPU time"))
    apart = comparison.apart
    return "\n".join(
        [
            ", ".join(f"{value:,} {name}" for name, value in comparison.sizes.items()),
            " " * LABEL_WIDTH + heading,
            *(_line(row) for row in comparison.rows),
            *comparison.unfinished,
            "objectives: not compared"
            if apart is None
            else f"objectives differ by {apart:.1e} of their size",
            "",
        ]
    )


def record(comparison: Comparison) -> dict[str, object]:
    """The comparison on one market, with every run."""
    return {
        "sizes": comparison.sizes,
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
    ratios = ["-" if ratio is None else f"{ratio:.2f}" for ratio in (row.ratio, row.cpu_ratio)]
    return row.label.ljust(LABEL_WIDTH) + "".join(text.rjust(NUMBER_WIDTH) for text in numbers + ratios)


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if unit == "MB" else f"{value:,.2f} {unit}"
