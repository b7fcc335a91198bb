"""Ctrl-C that nobody swallows.

Python raises it wherever the main thread happens to be. In the middle of loading a library that may be a
place whose exceptions are only printed, or caught by whoever catches everything. So it is also written down,
and raised again before work begins and while it is waited for.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_heard = threading.Event()


@contextmanager
def listening() -> Iterator[None]:
    """Write down Ctrl-C while this lasts; where it is ignored, as in a shell's background, it stays so."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    _heard.clear()
    signal.signal(signal.SIGINT, _hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _heard.clear()


def raise_if_heard() -> None:
    """Raise `KeyboardInterrupt` when Ctrl-C was pressed and nobody has ended the command for it."""
    if _heard.is_set():
        raise KeyboardInterrupt


def _hear(_number: int, _frame: FrameType | None) -> None:
    _heard.set()
    raise KeyboardInterrupt
