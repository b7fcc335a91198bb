"""Several people at the same moment, each on a connection of their own, on PostgreSQL and on SQLite alike."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, connections

from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed


@contextmanager
def on_disk(folder: Path) -> Iterator[None]:
    """SQLite's test database lies in memory, where only one connection reaches it: others get it as a file.

    What they write is seen by `elsewhere`, not by the test itself.
    """
    settings = connections.settings["default"]
    before = settings["NAME"]
    if connection.vendor == "sqlite":
        file = folder / "site.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{file}'")
        settings["NAME"] = str(file)
    try:
        elsewhere(connection.ensure_connection)  # the first to open the file makes it one that many may write
        yield
    finally:
        settings["NAME"] = before


def elsewhere(do: Callable[[], Any]) -> Any:
    """What `do` gives on another connection."""
    return together(do)[0]


def together(*doings: Callable[[], Any]) -> list[Any]:
    """What each gives when all begin at the same moment; a refusal stands for what was refused."""
    barrier = Barrier(len(doings))

    def run(do: Callable[[], Any]) -> Any:
        barrier.wait(timeout=20)
        try:
            return do()
        except (ChangedMeanwhile, NotAllowed, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(run, doings))
