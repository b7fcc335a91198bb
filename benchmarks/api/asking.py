"""Ask for all open listings, by pages and at once, of the API and of plain views: asking LISTINGS PAGES TOLD.

Each side is asked in a fresh process, so that what it takes of memory at its highest is its own. What they
tell is compared row by row.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import django

LIMIT = 200
"""Rows a page: the most that the API gives."""
ROWS_A_COOPERATIVE = 10
UNHURRIED = {"JEJARING_API_RATE_ANYBODY": str(10**9)}


def main() -> None:
    """Fill the database, ask, and write what it took."""
    os.environ.update(UNHURRIED)
    django.setup()
    if sys.argv[1] in SIDES:
        print(json.dumps(_side(sys.argv[1], int(sys.argv[2]))))
        return
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from benchmarks.partners import network

    listings = int(sys.argv[1])
    call_command("prepare")
    network.fill(listings // ROWS_A_COOPERATIVE, listings, timezone.localdate())
    connections.close_all()
    told = {name: _apart(name, sys.argv[2]) for name in SIDES}
    for many in ("pages", "stream"):
        ours, plain = told[f"{many}-ours"], told[f"{many}-plain"]
        if ours["rows"] != plain["rows"] or ours["digest"] != plain["digest"]:
            raise SystemExit(f"{many}: the two sides do not tell the same")
    Path(sys.argv[3]).write_text(json.dumps(told))


def _apart(name: str, pages: str) -> dict[str, Any]:
    """What a side tells, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.api.asking", name, pages]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return told


def _side(name: str, pages: int) -> dict[str, Any]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.get("/api/v1/listings?limit=1")  # all code is read
    return SIDES[name](client, pages)


def _pages_ours(client: Any, pages: int) -> dict[str, Any]:
    def walk() -> Iterator[Any]:
        after = ""
        for _page in range(pages):
            began = time.perf_counter()
            told = json.loads(client.get(f"/api/v1/listings?limit={LIMIT}&after={after}").content)
            yield time.perf_counter() - began, told["items"]
            after = told["next"]
            if after is None:
                return

    return _measured_pages(walk())


def _pages_plain(_client: Any, pages: int) -> dict[str, Any]:
    from django.test import RequestFactory

    from benchmarks.api import plain

    def walk() -> Iterator[Any]:
        for number in range(1, pages + 1):
            began = time.perf_counter()
            asked = RequestFactory().get("/", {"page": number, "limit": LIMIT})
            told = json.loads(plain.page(asked).content)
            yield time.perf_counter() - began, told["items"]
            if number * LIMIT >= told["total"]:
                return

    return _measured_pages(walk())


def _measured_pages(walked: Iterable[tuple[float, list[dict[str, Any]]]]) -> dict[str, Any]:
    began, took, digest, rows = time.process_time(), [], 0, 0
    for seconds, items in walked:
        took.append(seconds)
        rows += len(items)
        digest ^= _digest(items)
    end = max(len(took) // 20, 1)
    return {
        "rows": rows,
        "digest": digest,
        "seconds": sum(took),
        "cpu": time.process_time() - began,
        "first": sum(took[:end]) / end,
        "last": sum(took[-end:]) / end,
    }


def _stream_ours(client: Any, _pages: int) -> dict[str, Any]:
    return _measured_stream(lambda: iter(client.get("/api/v1/bulk/listings")), json.loads)


def _stream_plain(_client: Any, _pages: int) -> dict[str, Any]:
    from django.test import RequestFactory

    from benchmarks.api import plain

    return _measured_stream(lambda: iter([plain.everything(RequestFactory().get("/")).content]), _all_at_once)


def _measured_stream(ask: Callable[[], Iterator[bytes]], read: Callable[[bytes], Any]) -> dict[str, Any]:
    """What the site's side takes; what is read for the comparison is read afterwards."""
    sizes, lines = 0, Path(f"/proc/{os.getpid()}/clear_refs")
    lines.write_text("5")  # what the process took at its highest is counted from here
    before, began, cpu = _highest(), time.perf_counter(), time.process_time()
    first = 0.0
    for chunk in ask():
        first = first or time.perf_counter() - began
        sizes += len(chunk)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    highest = _highest() - before
    digest, rows = 0, 0
    for chunk in ask():
        told = read(chunk)
        items = told if isinstance(told, list) else [told]
        rows += len(items)
        digest ^= _digest(items)
    took = {"seconds": seconds, "cpu": cpu, "first": first, "megabytes": highest / 1024}
    return took | {"rows": rows, "digest": digest, "bytes": sizes}


def _all_at_once(content: bytes) -> Any:
    return json.loads(content)["items"]


def _highest() -> int:
    """Kilobytes that this process has taken at its highest."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def _digest(items: Iterable[dict[str, Any]]) -> int:
    """Of rows in any order, whatever the order of their fields."""
    found = 0
    for each in items:
        text = json.dumps(each, sort_keys=True).encode()
        found ^= int.from_bytes(hashlib.blake2b(text, digest_size=7).digest())
    return found


SIDES: dict[str, Callable[[Any, int], dict[str, Any]]] = {
    "pages-ours": _pages_ours,
    "pages-plain": _pages_plain,
    "stream-ours": _stream_ours,
    "stream-plain": _stream_plain,
}

if __name__ == "__main__":
    main()
