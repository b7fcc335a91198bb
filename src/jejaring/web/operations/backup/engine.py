"""What a database has to be able to do to be kept and made again; SQLite and PostgreSQL are."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import IO, BinaryIO, Protocol

from django.db import connection

from jejaring.web.operations.backup.manifest import Table


class Snapshot(Protocol):
    """The database as it was at one moment, whatever is written meanwhile."""

    def tables(self) -> dict[str, Table]:
        """Hash every table."""
        ...

    def rows(self, sql: str) -> Iterable[tuple]:
        """What a question is answered."""
        ...

    def write(self, out: BinaryIO) -> None:
        """All of it, as the database's own program writes it."""
        ...


class Engine(Protocol):
    """One kind of database."""

    name: str

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The site's database at this moment."""
        ...

    def held(self) -> list[str]:
        """The tables that the site's database has already."""
        ...

    def load(self, source: IO[bytes]) -> dict[str, Table]:
        """Fill the empty database with what `write` wrote, all or nothing; the hashes of what then stands."""
        ...


def engine_of_site() -> Engine:
    """That of the site's database."""
    from jejaring.web.operations.backup.postgresql import PostgreSQL
    from jejaring.web.operations.backup.sqlite import SQLite

    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
