"""A PostgreSQL database kept by pg_dump and made again by pg_restore, both Debian's or one's own."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import psycopg
from django.db import connection
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from jejaring.web.operations.backup.faults import BackupFault
from jejaring.web.operations.backup.manifest import Table

DEBIAN = Path("/usr/lib/postgresql")
WHERE = ("host", "hostaddr", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey")
"""What pg_dump of every version understands of an address."""
SAME_TEXT = (
    "SET timezone TO 'UTC'",
    "SET datestyle TO 'ISO, YMD'",
    "SET intervalstyle TO 'postgres'",
    "SET extra_float_digits TO 1",
    "SET bytea_output TO 'hex'",
)
"""So that the same row is the same text on every server."""
TABLES = """
SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() ORDER BY c.relname
"""
KEYS = """
SELECT a.attname, a.attcollation <> 0 FROM pg_index i
JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place) ON true
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
WHERE i.indrelid = %s AND i.indisprimary ORDER BY k.place
"""


class PostgreSQL:
    """The site's database."""

    name = "postgresql"

    @contextmanager
    def snapshot(self) -> Iterator["Moment"]:
        """One transaction that sees the database as it is now."""
        with _connected() as site:
            site.isolation_level, site.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            yield Moment(site)

    def held(self) -> list[str]:
        """Tables of the site's schema."""
        with _connected() as site:
            return [name for _oid, name in site.execute(TABLES)]

    def load(self, source: IO[bytes]) -> dict[str, Table]:
        """In one transaction of pg_restore's."""
        address, secret = _address()
        command = [_program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner"]
        command += ["--no-privileges", "--no-comments", f"--dbname={address}"]
        _run(command, secret, source=source)
        with _connected() as site:
            return _hashed(site)


class Moment:
    """The database as one transaction sees it."""

    def __init__(self, site: psycopg.Connection) -> None:
        self.site = site

    def tables(self) -> dict[str, Table]:
        """Hash every table."""
        return _hashed(self.site)

    def rows(self, sql: str) -> Iterable[tuple]:
        """What a question is answered."""
        return self.site.execute(sql.encode())

    def write(self, out: BinaryIO) -> None:
        """What pg_dump writes of the same moment."""
        row = self.site.execute("SELECT pg_export_snapshot()").fetchone()
        address, secret = _address()
        command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
        _run([*command, f"--snapshot={row[0] if row else ''}", f"--dbname={address}"], secret, out=out)


def _connected() -> psycopg.Connection:
    """A connection of its own, beside Django's."""
    address, secret = _address()
    return psycopg.connect(address, password=secret or None)


def _address() -> tuple[str, str]:
    """Where the database is, without the password; and that."""
    connection.ensure_connection()
    info = connection.connection.info
    said = {name: value for name, value in info.get_parameters().items() if name in WHERE}
    return make_conninfo(**said), info.password


def _hashed(site: psycopg.Connection) -> dict[str, Table]:
    found = {}
    for setting in SAME_TEXT:
        site.execute(setting.encode())
    for oid, name in site.execute(TABLES).fetchall():
        keys = site.execute(KEYS, [oid]).fetchall()
        order = ", ".join(f'"{key}"' + ' COLLATE "C"' * text for key, text in keys)
        order = order or f'("{name}".*)::text COLLATE "C"'
        digest, count = hashlib.sha256(), 0
        with site.cursor().copy(f'COPY (SELECT * FROM "{name}" ORDER BY {order}) TO STDOUT'.encode()) as rows:
            for part in rows:
                digest.update(part)
                count += bytes(part).count(b"\n")
        found[name] = Table(count, digest.hexdigest())
    return found


def _program(name: str) -> str:
    """Where it is: the newest of Debian's, or else the first on the path."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise BackupFault(
            _("Program %(name)s tidak ada di mesin ini. Pasang paket sistem `postgresql-client`.")
            % {"name": name}
        )
    return found


def _run(
    command: list[str], secret: str, *, source: IO[bytes] | None = None, out: BinaryIO | None = None
) -> None:
    """Run to the end, fed from `source` or read into `out`.

    Raises
    ------
    BackupFault
        With the first thing that the program complained of.
    """
    environment = os.environ | ({"PGPASSWORD": secret} if secret else {})
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE if source else subprocess.DEVNULL,
            stdout=subprocess.PIPE if out else subprocess.DEVNULL,
            stderr=complaints,
        ) as program:
            try:
                if out and program.stdout:
                    shutil.copyfileobj(program.stdout, out)
                if source and program.stdin:
                    shutil.copyfileobj(source, program.stdin)
            except BrokenPipeError:
                pass  # it says why
            except BaseException:
                program.kill()
                raise
            if program.stdin:
                try:
                    program.stdin.close()
                except BrokenPipeError:
                    program.stdin = None
        if program.returncode:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip().splitlines()
            raise BackupFault(
                _("%(program)s tidak berhasil: %(why)s")
                % {"program": Path(command[0]).name, "why": said[0] if said else program.returncode}
            )
