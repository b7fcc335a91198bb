"""Copies of large arrays of records, as plain bytes; NumPy would go through them field by field."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def copied(array: Array) -> Array:
    """A copy."""
    copy = np.empty_like(array)
    _bytes(copy)[:] = _bytes(array)
    return copy


def inserted(array: Array, at: int, rows: Array) -> Array:
    """A copy with `rows` put in before the row `at`."""
    longer = np.empty(len(array) + len(rows), dtype=array.dtype)
    end = at + len(rows)
    for part, rest in ((longer[:at], array[:at]), (longer[at:end], rows), (longer[end:], array[at:])):
        _bytes(part)[:] = _bytes(rest)
    return longer


def _bytes(array: Array) -> NDArray[np.uint8]:
    """The memory of a contiguous array."""
    return array.reshape(-1).view(np.uint8)
