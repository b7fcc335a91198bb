"""Freeze, plan, prove and write down a national round in the background, while pages of the site are asked.

With `tools/with-postgres python -m benchmarks.round` the same on PostgreSQL.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmarks.crowd.__main__ import _free_port, _wait_for
from benchmarks.telling import circumstances

PAGES = (
    "/",
    "/koperasi/?cari=kopi",
    "/pasar/",
    "/pasar/?apa=beras",
    "/putaran/",
    "/putaran/1/",
    "/komitmen/",
)
BETWEEN = 0.5
"""Seconds between two pages."""
MEGABYTE = 1e6
STAGES = """
import json
import django
django.setup()
from jejaring.web.common.models import AuditEntry
from jejaring.web.rounds.models import Attempt, Part
a = Attempt.objects.get()
print(json.dumps({"state": a.state, "stage": a.stage, "share": a.share, "counts": a.counts,
                  "solver": a.solver, "planning": a.seconds,
                  "waited": (a.made - a.queued).total_seconds() if a.made else None}))
"""


def main() -> int:
    """Fill, serve, ask, tell."""
    given = _options()
    with tempfile.TemporaryDirectory(prefix="jejaring-round-") as folder:
        environment = os.environ | {
            "JEJARING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
        }
        called(environment, "jejaring.web", "prepare")
        called(environment, "benchmarks.round.prepare", str(given.cooperatives), str(given.listings))
        address = f"127.0.0.1:{_free_port()}"
        serve = [sys.executable, "-m", "jejaring.web", "serve", f"--address={address}"]
        log = (Path(folder) / "serve.log").open("w")
        with subprocess.Popen(serve, env=environment, stdout=log, stderr=log) as server:
            try:
                _wait_for(address, server)
                told = watched(server, address, environment, given.patience)
            finally:
                server.terminate()
        told["data_megabytes"] = (
            sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / MEGABYTE
        )
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    sizes = {"cooperatives": given.cooperatives, "listings": given.listings}
    told |= {"database": "PostgreSQL" if postgres else "SQLite"} | sizes | circumstances()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({name: told[name] for name in told if name != "stages"}, indent=2))
    print(
        "seconds of each stage: " + ", ".join(f"{name} {took:.1f}" for name, took in told["stages"].items())
    )
    return int(told["state"] != "terbukti")


def watched(
    server: subprocess.Popen, address: str, environment: dict[str, str], patience: float
) -> dict[str, object]:
    """Ask pages in turn until the plan is proven and written, noting stages and memory."""
    began, pages, peak = time.perf_counter(), [], 0.0
    stages: dict[str, float] = {}
    faults, asked, now, looked = 0, 0, {"state": "", "stage": ""}, -BETWEEN
    while time.perf_counter() - began < patience and now["state"] not in ("terbukti", "gagal"):
        moment = time.perf_counter()
        try:
            with urlopen(f"http://{address}{PAGES[asked % len(PAGES)]}", timeout=60) as answer:
                answer.read()
            pages.append(1000 * (time.perf_counter() - moment))
        except OSError:
            faults += 1
        asked += 1
        peak = max(peak, worker_megabytes(server.pid))
        if moment - looked > 2:
            now = json.loads(said(environment, STAGES))
            stages[now["stage"] or now["state"]] = stages.get(now["stage"] or now["state"], 0.0) + (
                moment - max(looked, began)
            )
            looked = moment
        time.sleep(BETWEEN)
    pages.sort()
    return now | {
        "seconds": now.get("waited"),
        "stages": stages,
        "worker_megabytes": peak,
        "pages": len(pages),
        "page_faults": faults,
        "page_p50_ms": statistics.median(pages) if pages else None,
        "page_p95_ms": pages[int(0.95 * (len(pages) - 1))] if pages else None,
        "page_max_ms": pages[-1] if pages else None,
    }


def worker_megabytes(serve: int) -> float:
    """Resident memory of the process that does the jobs."""
    found = 0.0
    for child in psutil.Process(serve).children(recursive=True):
        try:
            if any(word.startswith("--under=") for word in child.cmdline()):
                found = max(found, child.memory_info().rss / MEGABYTE)
        except psutil.Error:
            continue
    return found


def called(environment: dict[str, str], *command: str) -> None:
    """Run one of Python's modules beside the site's settings."""
    subprocess.run([sys.executable, "-m", *command], env=environment, check=True, stdout=subprocess.DEVNULL)


def said(environment: dict[str, str], code: str) -> str:
    """What a few lines print in the site's settings."""
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.round", description=__doc__)
    options.add_argument("--cooperatives", type=int, default=147_000)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--patience", type=float, default=3600.0, help="seconds to wait at most")
    options.add_argument("--out", type=Path, default=Path("build/round-benchmark.json"))
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
