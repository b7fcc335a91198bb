"""Tables are brought to a version while the site goes on: one machine at a time, nobody waiting for long."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

TURN = 7_305_001
"""Number of the advisory lock that whoever prepares the site holds."""
LONGEST = "10s"
"""A change waits no longer for others' work, since whoever comes after it waits as well."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other machine prepares the site; on SQLite there is but one.

    Raises
    ------
    CommandError
        When a change would have had to wait for too long; what was done before it stands.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
        cursor.execute(f"SET lock_timeout = '{LONGEST}'")
    try:
        yield
    except OperationalError as fault:
        if isinstance(fault.__cause__, LockNotAvailable):
            raise CommandError(
                f"Pekerjaan lain memegang tabel lebih lama dari {LONGEST}; tidak ditunggu supaya situs tidak "
                "macet. Jalankan lagi sebentar lagi."
            ) from fault
        raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])
