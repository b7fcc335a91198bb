"""The practical plan, in the order of the method: whole steps that fit, then whole rupiah."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.pinned import Pins
from jejaring.planning.practical.deals import Book, deals_of, held_steps, in_steps, worth_of
from jejaring.planning.practical.listed import listed
from jejaring.planning.practical.lots import Lots
from jejaring.planning.practical.rounding import below_minimum, fit
from jejaring.planning.practical.settlement import as_agreed, begin, hopeless, losing, paid, settle
from jejaring.planning.practical.tables import Practical, tables_of
from jejaring.planning.practical.whole_steps import Whole, deals_in_steps, whole_deals
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution
from jejaring.planning.tables import Worth, carriage_table, trades_table

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ENOUGH = 1e-3  # of the exact surplus: what loses no more is left as it is
ATTEMPTS = 10
CRUMB = 100  # rupiah: a trade of no more does not unsettle what was agreed


def practical_plan(
    market: Market,
    program: Program,
    solution: Solution,
    worth: Worth,
    trades: pl.DataFrame,
    carriage: pl.DataFrame,
    levels: pl.DataFrame,
    pins: Pins,
) -> Practical:
    """What can be signed of an exact plan.

    Parameters
    ----------
    market : Market
    program, solution, worth
        What the exact plan was made of.
    trades, carriage, levels : DataFrame
        Its tables.
    pins : Pins
        The first of the trades: accepted before. They keep their quantities and amounts if that is possible.

    Returns
    -------
    Practical
        Every `minimum` is kept, what does not split trades in whole units, every amount is in whole rupiah,
        sums are exact and nobody loses.
    """
    activities = listed(market)
    deals, quantity = deals_of(activities, trades, carriage, levels)
    book = Book(activities, deals, len(pins))
    begun = in_steps(book, quantity, up=True)
    begun[: book.held] = held_steps(book, pins)
    steps = fit(book, begun)
    exact = float(levels["gain"].to_numpy().sum())
    if program.held is None and book.surplus(steps) < (1 - ENOUGH) * exact:
        book, steps = _chosen_anew(market, program, solution, worth, levels, book, steps, exact)
    return sign(book, steps, worth_of(activities, levels), pins)


def _chosen_anew(
    market: Market,
    program: Program,
    solution: Solution,
    worth: Worth,
    levels: pl.DataFrame,
    best: Book,
    best_steps: Ints,
    exact: float,
) -> tuple[Book, Ints]:
    """The best of the deals so far and those of levels chosen so that minimums are kept."""
    # Most markets never come here, and what these load takes a fifth of a small plan's time.
    from jejaring.planning.practical.minimums import best_minimums, is_medium
    from jejaring.planning.practical.small import best_whole, is_small

    activities = best.listed
    lots = Lots(activities, program, solution, (1 - ENOUGH) * exact)
    whole = best_whole(activities, program) if is_small(activities, program) else None
    if whole is not None:
        choice = lots.given(whole)
    else:
        kept = best_minimums(activities, program) if is_medium(activities, program) else None
        choice = lots.choose(solution.columns, exact) if kept is None else lots.taking(kept)
    for _ in range(ATTEMPTS):
        found = (
            whole_deals(activities, lots.program, choice.levels)
            if whole is None
            else Whole(deals_in_steps(activities, program, whole))
        )
        whole = None
        if found is None:
            break
        trades = trades_table(market, program, found.deals, worth)
        carriage = carriage_table(market, program, trades, found.deals)
        deals, quantity = deals_of(activities, trades, carriage, levels)
        book = Book(activities, deals)
        begun = in_steps(book, quantity, up=True)
        steps = fit(book, begun, thrifty=False)
        if book.surplus(steps) > best.surplus(best_steps):
            best, best_steps = book, steps
        if best.surplus(best_steps) >= (1 - ENOUGH) * exact or lots.is_spent:
            break
        if found.short is not None and found.short.any():
            choice = lots.with_reserve(choice, found.short)
            continue
        short = below_minimum(book, fit(book, begun, minimums=False, thrifty=False))
        if not short.any():
            break
        limits = np.bincount(activities.limit[short], minlength=len(activities.minimum)) > 0
        choice = lots.without(choice, limits)
    return best, best_steps


def sign(book: Book, steps: Ints, worth: Floats, pins: Pins) -> Practical:
    """The practical plan of quantities that fit, less what could not pay for itself.

    Parameters
    ----------
    worth : array, shape (activities,)
        What a unit of each activity's level is worth in the exact plan.
    pins : Pins
        What was agreed on the first of the deals. It is changed only where otherwise somebody would lose.
    """
    while True:
        amounts = begin(book, steps, worth)
        fixed = as_agreed(book, steps, amounts, pins)
        lost = hopeless(book, steps, amounts)
        if not lost.any():
            settled = settle(book, steps, amounts, fixed)
            if settled is not None:
                return tables_of(book, steps, settled)
            lost = losing(book, steps, amounts)
            crumbs = lost & (np.arange(len(lost)) >= book.held) & (paid(book, amounts) <= CRUMB)
            if fixed.any() and crumbs.any():
                lost = crumbs
            elif fixed.any():
                settled = settle(book, steps, amounts, np.zeros_like(fixed))
                if settled is not None:
                    return tables_of(book, steps, settled)
        steps = fit(book, np.where(lost, 0, steps), thrifty=False)
