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
from typing import Any
from urllib.request import urlopen

import django
import psutil

from benchmarks.alone import on_postgres
from benchmarks.crowd.__main__ import free_port, wait_for
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
TOLD_EVERY = 30.0
"""Seconds between two lines, unless a stage ends."""


def main() -> int:
    """Fill, serve, ask, tell."""
    given = _options()
    with tempfile.TemporaryDirectory(prefix="jejaring-round-") as folder:
        os.environ |= {"JEJARING_DATA": folder, "DJANGO_SETTINGS_MODULE": "jejaring.web.settings"}
        tell(f"{given.cooperatives:,} cooperatives and {given.listings:,} listings are made up")
        called("jejaring.web", "prepare")
        called("benchmarks.round.prepare", str(given.cooperatives), str(given.listings))
        address = f"127.0.0.1:{free_port()}"
        serve = [sys.executable, "-m", "jejaring.web", "serve", f"--address={address}"]
        log = (Path(folder) / "serve.log").open("w")
        django.setup()
        with subprocess.Popen(serve, stdout=log, stderr=log) as server:
            try:
                wait_for(address, server)
                told = watched(server, address, given.patience)
            finally:
                server.terminate()
        told |= left_out()
        told["data_megabytes"] = (
            sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / MEGABYTE
        )
    sizes = {"cooperatives": given.cooperatives, "listings": given.listings}
    told |= {"database": "PostgreSQL" if on_postgres() else "SQLite"} | sizes | circumstances()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({name: told[name] for name in told if name != "stages"}, indent=2))
    print(
        "seconds of each stage: " + ", ".join(f"{name} {took:.1f}" for name, took in told["stages"].items())
    )
    return int(told["state"] != "terbukti")


def watched(server: subprocess.Popen, address: str, patience: float) -> dict[str, object]:
    """Ask pages in turn until the plan is proven and written, noting stages and memory."""
    began, pages, peak, told = time.perf_counter(), [], 0.0, -TOLD_EVERY
    stages: dict[str, float] = {}
    faults, asked, now, looked, stage = 0, 0, {"state": "", "stage": ""}, -BETWEEN, ""
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
        if moment - looked > 1:
            now = standing()
            stages[now["stage"] or now["state"]] = stages.get(now["stage"] or now["state"], 0.0) + (
                moment - max(looked, began)
            )
            looked = moment
            if now["stage"] != stage or moment - told > TOLD_EVERY:
                stage, told = now["stage"], moment
                tell(
                    f"{moment - began:7.0f} s  {stage or now['state']:8} {now['share']:4.0%}  worker "
                    f"{worker_megabytes(server.pid):6,.0f} MB  {len(pages)} pages, {faults} failed"
                )
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


def tell(words: str) -> None:
    """A line of how far it has come."""
    print(words, file=sys.stderr, flush=True)


def standing() -> dict[str, Any]:
    """How far the only attempt has come."""
    from jejaring.web.rounds.models import Attempt

    made = Attempt.objects.get()
    fields = {name: getattr(made, name) for name in ("state", "stage", "share", "counts", "solver")}
    waited = (made.made - made.queued).total_seconds() if made.made else None
    return fields | {"planning": made.seconds, "waited": waited}


def left_out() -> dict[str, int]:
    """How many listings are left out, and how many of them are told the very price to be in."""
    from jejaring.web.rounds.models import Outcome

    left = Outcome.objects.filter(level__lte=0)
    return {"left_out": left.count(), "left_out_exact": left.filter(exact=True).count()}


def called(*command: str) -> None:
    """Run one of Python's modules in the site's settings."""
    subprocess.run([sys.executable, "-m", *command], check=True, stdout=subprocess.DEVNULL)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.round", description=__doc__)
    options.add_argument("--cooperatives", type=int, default=147_000)
    options.add_argument("--listings", type=int, default=600_000)
    options.add_argument("--patience", type=float, default=3600.0, help="seconds to wait at most")
    options.add_argument("--out", type=Path, default=Path("build/round-benchmark.json"))
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
