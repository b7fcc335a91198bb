"""Whole numbers that still add up: what is shown as parts of a sum must sum to what is shown as the sum."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def round_to_sum(amounts: ArrayLike) -> NDArray[np.int64]:
    """Round `amounts` to whole numbers whose sum is the rounded sum of `amounts`.

    Every amount goes down to the whole number below it; the units still missing go one each to the
    amounts with the largest remainders, the earlier first among equals (Hamilton's method of largest
    remainders). No amount moves by one or more.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        Finite numbers, in rupiah for instance; negative ones are welcome.

    Returns
    -------
    ndarray of int64, shape (n,)
        `sum(result) == round(math.fsum(amounts))`.

    Raises
    ------
    ValueError
        If an amount is not finite.
    """
    exact = np.asarray(amounts, dtype=np.float64)
    if not np.isfinite(exact).all():
        raise ValueError("only finite amounts can be rounded to a sum")
    below = np.floor(exact)
    missing = round(math.fsum(exact)) - int(below.sum())
    whole = below.astype(np.int64)
    whole[np.argsort(below - exact, kind="stable")[:missing]] += 1
    return whole
