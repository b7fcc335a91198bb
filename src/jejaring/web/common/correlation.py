"""What everything that is done and said now belongs to: one request, or one job of a worker.

A page's answer carries it in X-Request-ID, every log line and every row of the audit trail that comes of the
request names it, so that what one person saw is found in all three.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOW: ContextVar[str] = ContextVar("correlation", default="")


def current() -> str:
    """Of what is being done; empty when it is neither a request nor a job."""
    return _NOW.get()


@contextmanager
def belonging_to(what: str) -> Iterator[None]:
    """All that is done meanwhile belongs to it."""
    before = _NOW.set(what)
    try:
        yield
    finally:
        _NOW.reset(before)


def begin(what: str) -> None:
    """All that this thread does from now on belongs to it; for work whose end is told elsewhere."""
    _NOW.set(what)
