"""The whole command, from files to files, as a person waits for it: `python -m benchmarks.nation.command`.

`jejaring plan` in a process of its own on the market of shoes and on synthetic nations: start, reading,
planning, the proof, the plan's files and the report. Its machine code is there before.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sizes import cooperatives_of

JEJARING = str(Path(sys.executable).with_name("jejaring"))
EXAMPLE = Path("examples/sepatu")
WARM = 20_000  # listings of the market planned first, so that machine code is there


def main() -> int:
    """Print a line for each market; fail where a command does."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation.command", description=__doc__)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--commodities", type=int, default=300)
    options.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], default=[103])
    options.add_argument("--times", type=int, default=3, help="for each seed")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        out = Path(folder) / "plan"
        _timed(_sampled(Path(folder) / "warm", WARM, 60, 1), out)
        print(f"{'market':>24}{'seconds':>10}{'of CPU':>10}{'memory':>10}")
        markets = {str(EXAMPLE): EXAMPLE}
        for seed in given.seeds:
            markets[f"{given.listings:,}, seed {seed}"] = _sampled(
                Path(folder) / str(seed), given.listings, given.commodities, seed
            )
        for name, market in markets.items():
            for _ in range(given.times):
                seconds, cpu, megabytes = _timed(market, out)
                print(f"{name:>24}{seconds:8.1f} s{cpu:8.1f} s{megabytes:7.0f} MB", flush=True)
    return 0


def _sampled(folder: Path, listings: int, commodities: int, seed: int) -> Path:
    """A synthetic market in a folder."""
    sizes = {"cooperatives": cooperatives_of(listings), "listings": listings, "commodities": commodities}
    asked = [part for name, value in {**sizes, "seed": seed}.items() for part in (f"--{name}", str(value))]
    subprocess.run([JEJARING, "sample", "--out", str(folder), *asked], check=True, stdout=subprocess.DEVNULL)
    return folder


def _timed(market: Path, out: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and megabytes at most of `jejaring plan`."""
    watch = time.perf_counter()
    with subprocess.Popen(
        [JEJARING, "plan", str(market), "--out", str(out), "--replace"],
        stdout=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return time.perf_counter() - watch, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
