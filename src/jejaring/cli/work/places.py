"""Where results are written: looked at before long work begins, and named as the user named it.

It knows folders. It refuses to know what is written there.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NUMBERED = re.compile(r"\(os error (\d+)\)")  # how Polars quotes the operating system


def check_writable(path: Path) -> None:
    """Make sure that a new file or folder can be made at `path`.

    Raises
    ------
    OSError
        Why it cannot, with `path` as its file name.
    """
    nearest = path.absolute().parent
    with named_as(path):
        while not nearest.exists():
            nearest = nearest.parent
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def check_file(path: Path) -> None:
    """Make sure that a file can be written at `path`, in a folder that may have to be made.

    Raises
    ------
    OSError
        Why it cannot, with `path` as its file name.
    """
    check_writable(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


@contextmanager
def named_as(path: Path) -> Iterator[None]:
    """Let errors of the operating system speak of `path`, whatever was being written on the way to it."""
    try:
        yield
    except OSError as error:
        found = NUMBERED.search(str(error))
        number = error.errno or (int(found[1]) if found else 0)
        raise OSError(number, os.strerror(number) if number else str(error), str(path)) from error
