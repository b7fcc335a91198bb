"""A site prepared from nothing once in a run of tests, for all workers together: each test database and each
site that a test starts is a copy of it."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SERVER = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = SERVER.startswith("postgres")
FILE = "jejaring.sqlite3"


@dataclass(frozen=True)
class Prepared:
    """Its data folder, and on PostgreSQL the name of its database."""

    folder: Path
    database: str

    def copied_to(self, folder: Path) -> None:
        """A data folder like it."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)

    @contextmanager
    def copied_into_memory(self, address: str) -> Iterator[None]:
        """Its SQLite file, as a database in memory that is there as long as this lasts."""
        with (
            closing(sqlite3.connect(address, uri=True)) as copy,
            closing(sqlite3.connect(self.folder / FILE)) as original,
        ):
            original.backup(copy)
            yield

    @contextmanager
    def copied_on_the_server(self, name: str) -> Iterator[str]:
        """The address of a database like it, that is there as long as this lasts."""
        with _database(name, self.database):
            yield _address(name)

    @contextmanager
    def nothing_on_the_server(self, name: str) -> Iterator[str]:
        """The name of a database with nothing in it, that is there as long as this lasts."""
        with _database(name, "template0"):
            yield name


@contextmanager
def prepared(shared: Path, run: str) -> Iterator[Prepared]:
    """The first worker of a run makes it in the folder they share, the last one takes its database away."""
    made = Prepared(shared / "prepared", f"prepared_{run}" if ON_POSTGRES else "")
    with _counted(shared, +1) as users:
        if users == 1:
            _prepare(made)
    try:
        yield made
    finally:
        with _counted(shared, -1) as users:
            if users == 0 and ON_POSTGRES:
                _on_server(f'DROP DATABASE "{made.database}" WITH (FORCE)')


@contextmanager
def _counted(shared: Path, step: int) -> Iterator[int]:
    """How many workers use it now; whoever asks meanwhile waits."""
    with (shared / "prepared.users").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        users = int(file.read() or 0) + step
        yield users
        file.truncate(0)
        file.write(str(users))


def _prepare(made: Prepared) -> None:
    environment = os.environ | {"JEJARING_DATA": str(made.folder)}
    if ON_POSTGRES:
        _on_server(f'CREATE DATABASE "{made.database}" TEMPLATE template0 ENCODING UTF8')
        environment["DATABASE_URL"] = _address(made.database)
    made.folder.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "jejaring.web", "prepare"], env=environment, check=True)
    if not ON_POSTGRES:
        with closing(sqlite3.connect(made.folder / FILE)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # in one file, as a copy in memory has to be


@contextmanager
def _database(name: str, template: str) -> Iterator[None]:
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(command: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(command)


def _address(database: str) -> str:
    return urlsplit(SERVER)._replace(path=f"/{database}").geturl()
