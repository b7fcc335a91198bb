"""Long work that can be interrupted at any moment, even inside a solver that listens to nobody.

It knows threads. It refuses to let work in the background write anything: what is abandoned half done
must leave nothing behind.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from jejaring.cli.interrupt import raise_if_heard

Result = TypeVar("Result")
LISTEN_EVERY = 0.2  # seconds between two moments in which Ctrl-C is heard for certain


def in_background(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises, done in a thread that dies with the process.

    Python hands Ctrl-C to the main thread between two of its own steps. A solver takes one step of
    minutes; here the main thread only waits, and hears it at once.
    """
    return begun(work)()


def begun(work: Callable[[], Result]) -> Callable[[], Result]:
    """The same begun, to go on beside other work: what waits for its end."""
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # handed to the one who waits
            errors.append(error)

    def end() -> Result:
        while thread.is_alive():
            thread.join(LISTEN_EVERY)
            raise_if_heard()
        if errors:
            raise errors[0]
        return results[0]

    raise_if_heard()
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return end
