"""The command `jejaring`: plan, verify, explain and sample markets kept in files.

Results go to standard output; progress and errors to standard error. Exit status 2 for input that
cannot be used, 1 for a plan that does not verify, 130 for a command that was interrupted.

What a command needs is imported when the command runs, so that help is there at once and Ctrl-C is
answered from the start.
"""

import decimal  # noqa: F401  (broken off by Ctrl-C and loaded again, its library in C complains)
import gc
import os
import sys
from collections.abc import Sequence

from jejaring.cli.interrupt import listening

__all__ = ["main"]

INTERRUPTED = 130  # as shells count: 128 and the number of the signal
OBJECTS = 100_000  # new ones between two looks for garbage: loading libraries alone makes so many that stay


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with `arguments` (left out, those of the process) and exit with its status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our large matrices are sparse
    gc.set_threshold(OBJECTS)
    with listening():
        try:
            from jejaring.cli.app import run

            sys.exit(run(given))
        except KeyboardInterrupt:
            _interrupted(given)


def _interrupted(arguments: list[str]) -> None:
    """Say so and end at once: a solver may still be at work in a thread that cannot be stopped."""
    from jejaring.cli.arguments import language_of
    from jejaring.language import read_phrases

    print(read_phrases("jejaring.cli").say("interrupted", language_of(arguments)), file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)
