"""A SQLite file kept and made again: copied page by page at one moment, while others go on writing."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.db import connection
from django.utils.translation import gettext as _

from jejaring.web.operations.backup.faults import BackupFault
from jejaring.web.operations.backup.manifest import Table

PATIENCE = 60.0
"""Seconds to wait for who writes."""


class SQLite:
    """The site's file."""

    name = "sqlite"

    @contextmanager
    def snapshot(self) -> Iterator["Copy"]:
        """A copy beside the file, gone afterwards."""
        file = _file()
        with (
            tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder,
            closing(sqlite3.connect(Path(folder) / "copy")) as copy,
        ):
            with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as site:
                site.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file
            yield Copy(copy, Path(folder) / "copy")

    def held(self) -> list[str]:
        """Tables of the file, if it is there at all."""
        file = _file()
        if not file.exists():
            return []
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as site:
            return [name for name, _order in _tables(site)]

    def load(self, source: IO[bytes]) -> dict[str, Table]:
        """The file appears whole or not at all."""
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(file.name + ".part")
        try:
            with part.open("wb") as out:
                shutil.copyfileobj(source, out)
                out.flush()
                os.fsync(out.fileno())
            with closing(sqlite3.connect(part)) as made:
                (sound,) = made.execute("PRAGMA integrity_check(1)").fetchone()
                if sound != "ok":
                    raise BackupFault(_("Basis data di dalam cadangan rusak: %(why)s") % {"why": sound})
                found = _hashed(made)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        return found


class Copy:
    """A copy of the site's file, of one moment."""

    def __init__(self, copy: sqlite3.Connection, file: Path) -> None:
        self.copy, self.file = copy, file

    def tables(self) -> dict[str, Table]:
        """Hash every table."""
        return _hashed(self.copy)

    def rows(self, sql: str) -> Iterable[tuple]:
        """What a question is answered."""
        return self.copy.execute(sql)

    def write(self, out: BinaryIO) -> None:
        """The file itself."""
        with self.file.open("rb") as file:
            shutil.copyfileobj(file, out)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()


def _tables(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Each table's name, and the order of its rows."""
    named = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' "
        "ORDER BY name"
    )
    found = []
    for (name,) in named.fetchall():
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        keys = sorted((place, column) for _n, column, _type, _null, _default, place in columns if place)
        found.append((name, ", ".join(f'"{column}"' for _place, column in keys) or "rowid"))
    return found


def _hashed(database: sqlite3.Connection) -> dict[str, Table]:
    found = {}
    for name, order in _tables(database):
        digest, count = hashlib.sha256(), 0
        for row in database.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):
            digest.update(repr(row).encode())
            count += 1
        found[name] = Table(count, digest.hexdigest())
    return found
