"""Starts one side in a fresh process and takes what it tells.

This module knows how a side ends: well, at its time limit, stopped from outside, or with a fault of its own.
"""

import signal
import subprocess
import sys
from pathlib import Path

from benchmarks.steps import Steps

GRACE_SECONDS = 600.0
"""Beyond the solver's time limit, for all else a side does; then it is stopped."""


def make_market(folder: Path, listings: int, goods: str, months: int, seed: int) -> None:
    """Write the market of a size to `folder`."""
    numbers = ["--listings", str(listings), "--months", str(months), "--seed", str(seed), "--goods", goods]
    subprocess.run([sys.executable, "-m", "benchmarks.markets", str(folder), *numbers], check=True)


def measure(side: str, market: Path, beside: Path, time_limit: float) -> Steps:
    """What the steps of one side took on a market.

    Parameters
    ----------
    side : str
        `jejaring` or `linopy`.
    market : Path
        Folder of CSV files.
    beside : Path
        An empty folder the side may write to.
    time_limit : float
        Seconds the solver may take.

    Raises
    ------
    CalledProcessError
        When the side fails for any reason but time or memory.
    """
    told = beside / "steps.json"
    command = [sys.executable, "-m", f"benchmarks.with_{side}", str(market), str(told)]
    try:
        ended = subprocess.run(
            [*command, "--time-limit", str(time_limit)],
            timeout=time_limit + GRACE_SECONDS,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as over:
        return Steps(unfinished=f"stopped after {over.timeout:.0f} seconds")
    if ended.returncode == -signal.SIGKILL:
        return Steps(unfinished="killed by the operating system, most likely for want of memory")
    ended.check_returncode()
    return Steps.read(told)
