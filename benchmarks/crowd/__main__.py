"""People on the site at once, on this machine: how long each kind of page takes them.

The site is the demo network, served by `jejaring-site serve` in processes of its own; each person signs in as
another officer, opens pages in an order of their own and reads each for a while before the next. They come
when the site has been up for a quarter of a minute: before that its processes are still starting. With
`tools/with-postgres python -m benchmarks.crowd` the same on PostgreSQL.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from benchmarks.crowd.visits import PAGES, visit_all
from benchmarks.telling import circumstances

READY_SECONDS = 60
SETTLED_SECONDS = 15
QUANTILES = ("p50", "p95", "p99")


def main() -> int:
    """Fill, serve, visit, tell; fail when anything but a page came back."""
    given = _options()
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    with tempfile.TemporaryDirectory(prefix="jejaring-crowd-") as folder:
        environment = os.environ | {
            "JEJARING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
        }
        site(environment, "demo", f"--cooperatives={given.cooperatives}")
        sessions = Path(folder) / "sessions.json"
        people = [sys.executable, "-m", "benchmarks.crowd.people", str(given.people), str(sessions)]
        subprocess.run(people, env=environment, check=True)
        address = f"127.0.0.1:{free_port()}"
        sizes = [f"--processes={given.processes}", f"--threads={given.threads}"]
        serve = [*_command("serve"), f"--address={address}", *sizes]
        with subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                wait_for(address, server)
                time.sleep(SETTLED_SECONDS)
                began = time.perf_counter()
                found = visit_all(
                    address,
                    json.loads(sessions.read_text()),
                    visits=given.visits,
                    reading=given.reading,
                    seed=given.seed,
                )
                seconds = time.perf_counter() - began
            finally:
                server.terminate()  # a shell in the background makes its programs deaf to Ctrl-C
    told = {
        "database": "PostgreSQL" if postgres else "SQLite",
        "people": given.people,
        "reading_seconds": given.reading,
        "processes": given.processes,
        "threads": given.threads,
        "cooperatives": given.cooperatives,
        "a_second": found.count / seconds,
        "faults": found.faults,
        "pages": found.quantiles,
    } | circumstances()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"{told['database']}, {given.people} people: {found.count} pages, {told['a_second']:.1f} a second")
    for name in ("all", *PAGES):
        if name in found.quantiles:
            row = found.quantiles[name]
            print(f"  {name:<10} " + ", ".join(f"{each} {row[each]:.0f}" for each in QUANTILES) + " ms")
    print("".join(f"  fault: {fault}\n" for fault in found.faults[:10]) + f"-> {given.out}")
    return int(bool(found.faults))


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    options.add_argument("--people", type=int, default=50)
    options.add_argument("--visits", type=int, default=20, help="pages that each person opens")
    options.add_argument("--reading", type=float, default=5.0, help="mean seconds between pages")
    options.add_argument("--cooperatives", type=int, default=3000)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--threads", type=int, default=8)
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--out", type=Path, default=Path("build/crowd-benchmark.json"))
    return options.parse_args()


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "jejaring.web", name]


def site(environment: dict[str, str], *command: str) -> None:
    """Run one of the site's commands."""
    name, *rest = command
    subprocess.run([*_command(name), *rest], env=environment, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Wait until it answers."""
    for _ in range(READY_SECONDS * 5):
        try:
            with urlopen(f"http://{address}/", timeout=READY_SECONDS):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit("the site did not start")


if __name__ == "__main__":
    sys.exit(main())
