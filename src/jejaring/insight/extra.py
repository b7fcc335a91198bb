"""One thing more in a market: what its dual price promises, and what replanning says it brings.

A dual price is the worth of the first unit more. The best surplus is concave in what there is to use, so a
promise is never too low; how much of it is kept only the changed market's own optimum can say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from jejaring.market import Change
from jejaring.planning.warm import Planner

NEW = "baru"
"""Id of a listing that is only thought of."""
EXTRA_COLUMNS = {
    "kind": pl.String,  # capacity, store, haulage or lane
    "subject": pl.String,  # a listing; of what is new the recipe or commodity; of a lane `origin:destination`
    "region": pl.String,  # regency; null of a lane
    "extra": pl.Float64,  # units more a month; of haulage and lanes kilograms
    "fee": pl.Float64,  # rupiah per unit
    "promised": pl.Float64,  # rupiah: extra x its dual price, over all months
    "gained": pl.Float64,  # rupiah of surplus more, by replanning
}


@dataclass(frozen=True)
class Extra:
    """One thing more, and what its dual price promises."""

    kind: str
    subject: str
    region: str | None
    extra: float
    fee: float
    promised: float
    change: Change
    """What puts it into the market."""


def checked(planner: Planner, extras: Iterable[Extra], count: int) -> pl.DataFrame:
    """The `count` extras that promise most, replanned; those that bring most first.

    Parameters
    ----------
    planner : Planner
    extras : iterable of Extra
    count : int

    Returns
    -------
    DataFrame
        `EXTRA_COLUMNS`.

    Raises
    ------
    NotSolved
        When an optimum is not found.
    """
    best = sorted(extras, key=lambda each: (-each.promised, each.kind, each.subject))[:count]
    rows = [
        (
            each.kind,
            each.subject,
            each.region,
            each.extra,
            each.fee,
            each.promised,
            planner.changed([each.change]).surplus - planner.surplus,
        )
        for each in best
    ]
    frame = pl.DataFrame(rows, schema=EXTRA_COLUMNS, orient="row")
    return frame.sort("gained", "promised", "subject", descending=[True, True, False])
