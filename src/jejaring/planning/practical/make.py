"""The practical plan, in the order of the method: whole steps that fit, then whole rupiah."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.practical.deals import Book, deals_of, in_steps, worth_of
from jejaring.planning.practical.listed import listed
from jejaring.planning.practical.rounding import fit
from jejaring.planning.practical.settlement import begin, hopeless, losing, settle
from jejaring.planning.practical.tables import Practical, tables_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def practical_plan(
    market: Market, trades: pl.DataFrame, carriage: pl.DataFrame, levels: pl.DataFrame
) -> Practical:
    """What can be signed of an exact plan.

    Parameters
    ----------
    market : Market
    trades, carriage, levels : DataFrame
        The exact plan's tables.

    Returns
    -------
    Practical
        Every `minimum` is kept, what does not split trades in whole units, every amount is in whole rupiah,
        sums are exact and nobody loses.
    """
    activities = listed(market)
    deals, quantity = deals_of(activities, trades, carriage, levels)
    book = Book(activities, deals)
    steps = fit(book, in_steps(book, quantity, up=True))
    return sign(book, steps, worth_of(activities, levels))


def sign(book: Book, steps: Ints, worth: Floats) -> Practical:
    """The practical plan of quantities that fit, less what could not pay for itself.

    Parameters
    ----------
    worth : array, shape (activities,)
        What a unit of each activity's level is worth in the exact plan.
    """
    while True:
        amounts = begin(book, steps, worth)
        lost = hopeless(book, steps, amounts)
        if not lost.any():
            settled = settle(book, steps, amounts)
            if settled is not None:
                return tables_of(book, steps, settled)
            lost = losing(book, steps, amounts)
        steps = fit(book, np.where(lost, 0, steps))
