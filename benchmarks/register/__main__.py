"""A register of 209,000 cooperatives: how long it takes to load bare, to import, and to search.

Each side is a fresh process on an empty database: SQLite, or with `tools/with-postgres python -m
benchmarks.register` a database of that server.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.telling import circumstances

NATION = 209_000
MOST_TIMES = 3.0
"""How many times what the bare load takes an import may take."""
MOST_MILLISECONDS = 100.0
"""That a page of the directory may take, 95 times of 100."""
SIDES = ("bare", "site")


def main() -> int:
    """Measure, tell, and fail where a claim does not hold."""
    given = _options()
    runs = []
    with tempfile.TemporaryDirectory(prefix="jejaring-register-") as folder:
        rows = Path(folder) / "register.csv"
        _run("making", str(rows), str(given.cooperatives), environment=dict(os.environ))
        for number in range(given.repeat):
            runs.append({side: _side(side, rows, Path(folder), number) for side in SIDES})
            _tell(runs[-1])
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    of = "" if postgres else "_cpu"  # PostgreSQL works in processes of its own; SQLite in ours
    ratios = [run["site"][f"run{of}"] / run["bare"][f"load{of}"] for run in runs]
    clock = median(run["site"]["run"] / run["bare"]["load"] for run in runs)
    told = {"cooperatives": given.cooperatives, "runs": runs, "ratio": median(ratios), "ratio_clock": clock}
    told |= circumstances() | {"database": "PostgreSQL" if postgres else "SQLite"}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    slowest = median(run["site"]["page"][f"p95{of}"] for run in runs)
    measured = "by the clock" if postgres else "of CPU time"
    print(
        f"import / bare load, {measured}: {median(ratios):.2f} (at most {MOST_TIMES:.0f}); clock {clock:.2f}"
    )
    print(
        f"page of the directory, p95: {slowest:.0f} ms {measured} (at most {MOST_MILLISECONDS:.0f})\n"
        f"-> {given.out}"
    )
    return int(median(ratios) > MOST_TIMES or slowest > MOST_MILLISECONDS)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.register", description=__doc__)
    options.add_argument("--cooperatives", type=int, default=NATION)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--out", type=Path, default=Path("build/register-benchmark.json"))
    return options.parse_args()


def _side(side: str, rows: Path, folder: Path, number: int) -> dict:
    beside = folder / f"{side}-{number}"
    beside.mkdir()
    environment = os.environ | {
        "JEJARING_DATA": str(beside),
        "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
    }
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        environment["DATABASE_URL"] = _new_database(os.environ["DATABASE_URL"], f"{side}_{number}")
    told = beside / "told.json"
    _run(side, str(rows), str(told), environment=environment)
    found: dict = json.loads(told.read_text())
    return found


def _run(side: str, *arguments: str, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", f"benchmarks.register.{side}", *arguments], env=environment, check=True
    )


def _new_database(address: str, name: str) -> str:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.rpartition("/")[0] + "/" + name


def _tell(run: dict) -> None:
    bare, site = run["bare"], run["site"]
    print(f"bare load {_both(bare, 'load')}")
    print(", ".join(f"{step} {_both(site, step)}" for step in ("upload", "preview", "run", "again")))
    for name in ("page", "search", "like"):
        quantiles = ("p50", "p95", "p99")
        shown = ", ".join(
            f"{each} {site[name][each]:.0f} ({site[name][each + '_cpu']:.0f})" for each in quantiles
        )
        print(f"  {name}: {shown} ms by the clock (of CPU), found {site[name]['found']:.0%}", flush=True)


def _both(told: dict, step: str) -> str:
    return f"{told[step]:.1f} s ({told[step + '_cpu']:.1f} of CPU)"


if __name__ == "__main__":
    sys.exit(main())
