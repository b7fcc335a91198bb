"""Whether this machine's clock agrees with that of the database, by which all machines can be compared."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

MOST_OFF = timedelta(minutes=2)
"""With a clock that is further off nothing is done that the passing of days brings."""


def seconds_off() -> float:
    """This machine's clock less the database's; 0 where both are the same machine's file."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (theirs,) = cursor.fetchone()
    return (timezone.now() - datetime.fromtimestamp(float(theirs), UTC)).total_seconds()


def is_off() -> bool:
    """Whether it is off by more than may be."""
    return abs(seconds_off()) > MOST_OFF.total_seconds()
