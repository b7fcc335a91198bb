"""Freight worked out once and kept in the user's cache, so that every command after the first starts quickly.

A file of the cache is known by what it was made of: the shipped files, the tariff and this package's code.
It is only ever a copy: where it cannot be read or written, freight is worked out as if there were none.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jejaring.cache import cache_folder
from jejaring.geography.freight import Freight, FreightNetwork

UNREADABLE = (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile)
MATRICES = ("rupiah_per_kg", "hours")
NETWORK = tuple(field.name for field in fields(FreightNetwork))


def kept(made_of: str, work_out: Callable[[], Freight]) -> Freight:
    """The freight `work_out` gives, from the cache if it was worked out of the same before.

    Parameters
    ----------
    made_of : str
        What the figures come from, such as a fingerprint of files and tariff.
    work_out : callable
    """
    file = cache_folder() / f"freight-{_digest(made_of)}.npz"
    with suppress(*UNREADABLE), np.load(file, allow_pickle=False) as arrays:
        return _freight_in(dict(arrays))
    freight = work_out()
    with suppress(OSError):
        _write(file, _arrays_of(freight))
    return freight


def _digest(made_of: str) -> str:
    """A name for what is made of this by the package's code as it is."""
    told = hashlib.sha256(made_of.encode())
    package = files("jejaring.geography")
    for module in sorted(each.name for each in package.iterdir() if each.name.endswith(".py")):
        told.update(package.joinpath(module).read_bytes())
    return told.hexdigest()[:16]


def _arrays_of(freight: Freight) -> dict[str, NDArray[Any]]:
    """Everything of a freight and its faster ways, by name."""
    arrays: dict[str, NDArray[Any]] = {
        "regions": np.array(freight.regions),
        "name": np.array(freight.name),
    }
    level: Freight | None = freight
    number = 0
    while level is not None:
        arrays |= {f"{name}-{number}": getattr(level, name) for name in MATRICES}
        level, number = level.express, number + 1
    if freight.network is not None:
        arrays |= {name: np.asarray(getattr(freight.network, name)) for name in NETWORK}
    return arrays


def _freight_in(arrays: dict[str, Any]) -> Freight:
    """The freight of `_arrays_of`.

    Raises
    ------
    KeyError
        When something is missing.
    """
    regions, express = tuple(arrays["regions"].tolist()), None
    count = sum(name.startswith(MATRICES[0] + "-") for name in arrays)
    for number in reversed(range(count)):
        matrices = [arrays[f"{name}-{number}"] for name in MATRICES]
        for matrix in matrices:
            matrix.flags.writeable = False
        express = Freight(regions, matrices[0], matrices[1], express=express)
    if express is None:
        raise KeyError(MATRICES[0])
    network = {name: arrays[name] for name in NETWORK}
    network["nodes"] = int(network["nodes"])
    return replace(express, name=str(arrays["name"]), network=FreightNetwork(**network))


def _write(file: Path, arrays: dict[str, Any]) -> None:
    """Write the file so that others find it whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".npz", delete=False) as opened:
        part = Path(opened.name)
        try:
            np.savez(opened, **arrays)
            opened.close()
            part.replace(file)
        except BaseException:
            part.unlink()
            raise
