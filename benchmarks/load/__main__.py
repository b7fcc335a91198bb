"""24,000 requests in four minutes from 100 clients on this machine, and the same mix on a bare Django view.

Run on PostgreSQL: `tools/with-postgres python -m benchmarks.load`. The site is the demo network without its
plan, served by `jejaring-site serve`, its worker running; the clients are signed-in officers who open the
pages of `benchmarks.crowd`. With --prepare the network is only made, with --folder it is found where it is.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.crowd.__main__ import QUANTILES, SETTLED_SECONDS, free_port, site, wait_for
from benchmarks.crowd.visits import PAGES, Found
from benchmarks.load.pace import ask_all
from benchmarks.telling import circumstances

SHORTER = 4
"""The bare view is asked as often a second, for a part of the time."""


def main() -> int:
    """Make, serve, ask, tell; fail when anything but the right answer came back."""
    given = _options()
    with tempfile.TemporaryDirectory(prefix="jejaring-load-") as made:
        folder = given.folder or Path(made)
        environment = os.environ | {
            "JEJARING_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
        }
        sessions = folder / "sessions.json"
        if not sessions.exists():
            site(environment, "demo", "--unplanned", f"--cooperatives={given.cooperatives}")
            people = [sys.executable, "-m", "benchmarks.crowd.people", str(given.clients), str(sessions)]
            subprocess.run(people, env=environment, check=True)
        if given.prepare:
            return 0
        people = json.loads(sessions.read_text())[: given.clients]
        told: dict[str, Any] = vars(given) | {"folder": "", "out": str(given.out)} | circumstances()
        told["site"] = _measured(given, environment, people, _the_site)
        given.requests, given.seconds = given.requests // SHORTER, given.seconds / SHORTER
        told["bare"] = _measured(given, environment, people, _bare)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"-> {given.out}")
    return int(bool(told["site"]["faults"] or told["bare"]["faults"]))


def _measured(given: argparse.Namespace, environment: dict, people: list, serve: Any) -> dict[str, Any]:
    address = f"127.0.0.1:{free_port()}"
    with serve(given, environment, address) as name:
        each = given.requests // len(people)
        began = time.perf_counter()
        found, asking = ask_all(address, people, each=each, seconds=given.seconds, seed=given.seed)
        seconds = time.perf_counter() - began
    print(f"{name}: {found.count} answers in {seconds:.0f} s, {len(found.faults)} faults")
    for since, part in (("due", found), ("asking", asking)):
        _print(since, part)
    print("".join(f"  fault: {fault}\n" for fault in found.faults[:10]), end="", flush=True)
    return {
        "requests": found.count + len(found.faults),
        "seconds": seconds,
        "faults": found.faults,
        "milliseconds from due": found.quantiles,
        "milliseconds from asking": asking.quantiles,
    }


def _print(since: str, found: Found) -> None:
    for kind in ("all", *PAGES):
        if kind in found.quantiles:
            row = found.quantiles[kind]
            told = ", ".join(f"{each} {row[each]:.0f}" for each in QUANTILES)
            print(f"  {kind:<10} from {since:<7} {told} ms")


@contextmanager
def _the_site(given: argparse.Namespace, environment: dict, address: str) -> Iterator[str]:
    sizes = [f"--processes={given.processes}", f"--threads={given.threads}"]
    serve = [sys.executable, "-m", "jejaring.web", "serve", f"--address={address}", *sizes]
    with _served(serve, environment, address):
        time.sleep(SETTLED_SECONDS)
        yield "Jejaring"


@contextmanager
def _bare(given: argparse.Namespace, environment: dict, address: str) -> Iterator[str]:
    sizes = [f"--workers={given.processes}", f"--threads={given.threads}", "--log-level=warning"]
    serve = [sys.executable, "-m", "gunicorn", "benchmarks.load.bare", f"--bind={address}", *sizes]
    environment = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    with _served(serve, environment, address):
        yield "A bare Django view"


@contextmanager
def _served(command: list[str], environment: dict[str, str], address: str) -> Iterator[None]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(address, server)
            yield
        finally:
            server.terminate()


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    options.add_argument("--clients", type=int, default=100)
    options.add_argument("--requests", type=int, default=24_000)
    options.add_argument("--seconds", type=float, default=240.0)
    options.add_argument("--cooperatives", type=int, default=3000)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--prepare", action="store_true", help="make the network in --folder, and no more")
    options.add_argument("--folder", type=Path, help="data folder of a network made before")
    options.add_argument("--out", type=Path, default=Path("build/load-benchmark.json"))
    given = options.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        options.error("it is a measure of PostgreSQL: tools/with-postgres python -m benchmarks.load")
    return given


if __name__ == "__main__":
    sys.exit(main())
