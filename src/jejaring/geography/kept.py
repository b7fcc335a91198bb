"""Matrices worked out once and kept in the user's cache, so that every later command starts quickly.

A file of the cache is known by what it was made of: the shipped files, the tariff and this package's code.
It is only ever a copy: where it cannot be read or written, all is worked out as if there were none.
"""

import functools
import hashlib
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from jejaring.cache import cache_folder

Thing = TypeVar("Thing")
Arrays = dict[str, NDArray[Any]]
UNREADABLE = (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile)


def kept(
    made_of: str,
    work_out: Callable[[], Thing],
    pack: Callable[[Thing], Arrays],
    unpack: Callable[[Arrays], Thing],
) -> Thing:
    """What `work_out` gives, from the cache if it was worked out of the same before.

    Parameters
    ----------
    made_of : str
        What it is and what it comes from, such as a fingerprint of files and tariff.
    work_out : callable
    pack, unpack : callable
        To arrays by name and back; `unpack` raises KeyError where one is missing. What is unpacked cannot be
        written to.
    """
    file = cache_folder() / f"freight-{_digest(made_of)}.npz"
    with suppress(*UNREADABLE), np.load(file, allow_pickle=False) as arrays:
        return unpack({name: _read_only(array) for name, array in arrays.items()})
    thing = work_out()
    with suppress(OSError):
        _write(file, pack(thing))
    return thing


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array


def _digest(made_of: str) -> str:
    """A name for what is made of this by the package's code as it is."""
    return hashlib.sha256(made_of.encode() + _code()).hexdigest()[:16]


@functools.cache
def _code() -> bytes:
    """A digest of the package's modules."""
    told = hashlib.sha256()
    package = files("jejaring.geography")
    for module in sorted(each.name for each in package.iterdir() if each.name.endswith(".py")):
        told.update(package.joinpath(module).read_bytes())
    return told.digest()


def _write(file: Path, arrays: Arrays) -> None:
    """Write the file so that others find it whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".npz", delete=False) as opened:
        part = Path(opened.name)
        try:
            np.savez(opened, **arrays)  # type: ignore[arg-type]  # keywords are names of arrays
            opened.close()
            part.replace(file)
        except BaseException:
            part.unlink()
            raise
