"""A release before it is kept: what has changed since the last one, in cells, and what is held back.

Figures are changes, so that two releases set side by side tell no more than each tells alone: a change is
published in a cell where nobody or at least five cooperatives have one. What has changed for fewer in the
whole country is held back until the next release. It refuses to know where the figures come from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.web.national.cells import TooFew, cells_of, is_small

MEASURES = ("committed", "agreements", "value", "needs")
"""What is counted of each cooperative; `value` in whole rupiah."""
STANDING = {"cooperative": pl.Int64, "region": pl.String, **dict.fromkeys(MEASURES, pl.Int64)}
"""Columns of what stands, a row a cooperative; `region` is a regency, else the province that is known."""


@dataclass(frozen=True)
class Draft:
    """What a release says, and what it counts for the first time."""

    cells: tuple[Mapping[str, Any], ...]
    """Of each its regions, its cooperatives in the register, and the change of each measure; None: held."""
    held: tuple[str, ...]
    changes: pl.DataFrame
    """As `STANDING`: what is counted now and was not before."""


def draft(register: Mapping[str, int], now: pl.DataFrame, before: pl.DataFrame) -> Draft | None:
    """What can be released.

    Parameters
    ----------
    register : mapping
        Region -> how many cooperatives it has.
    now : pl.DataFrame
        What stands, of every cooperative in the register of which there is anything to count.
    before : pl.DataFrame
        What earlier releases counted, of any cooperative. Those no longer in the register stay counted.

    Returns
    -------
    Draft or None
        None when the whole register is too small to say anything.
    """
    earlier = before.select("cooperative", *(pl.col(each).alias(f"{each}_before") for each in MEASURES))
    both = now.join(earlier, on="cooperative", how="left").with_columns(
        pl.col(f"{each}_before").fill_null(0) for each in MEASURES
    )
    changes = both.with_columns(pl.col(each) - pl.col(f"{each}_before") for each in MEASURES)
    held = [each for each in MEASURES if is_small(np.array(changes[each].ne(0).sum()))]
    regions = sorted({*register, *now["region"]})
    uncounted = _uncounted(register, regions, changes, "committed" not in held)
    if is_small(uncounted.sum(keepdims=True)).any() and "committed" not in held:
        held.append("committed")
        uncounted = _uncounted(register, regions, changes, False)
    shown = [each for each in MEASURES if each not in held]
    kept = changes.with_columns(pl.lit(0, pl.Int64).alias(each) for each in held)
    columns = [
        np.array([register.get(code, 0) for code in regions], dtype=np.int64),
        uncounted,
        uncounted + _by_region(regions, kept, pl.col("committed_before")),  # those that did not commit now
        *(_by_region(regions, kept, pl.col(each).ne(0)) for each in shown),
    ]
    try:
        groups = cells_of(regions, np.stack(columns, axis=1))
    except TooFew:
        return None
    sums = {each: dict(zip(regions, _by_region(regions, kept, pl.col(each)), strict=True)) for each in shown}
    cells = [
        {
            "regions": list(group),
            "cooperatives": sum(register.get(code, 0) for code in group),
            **{
                each: sum(int(sums[each][code]) for code in group) if each in sums else None
                for each in MEASURES
            },
        }
        for group in groups
    ]
    return Draft(
        tuple(cells),
        tuple(each for each in MEASURES if each in held),
        kept.select(*STANDING).filter(pl.any_horizontal(pl.col(each).ne(0) for each in MEASURES)),
    )


def _uncounted(
    register: Mapping[str, int], regions: list[str], changes: pl.DataFrame, counting: bool
) -> NDArray[np.int64]:
    """In each region the cooperatives that no release will have counted as committed."""
    whole = np.array([register.get(code, 0) for code in regions], dtype=np.int64)
    committed = pl.col("committed_before") + (pl.col("committed") if counting else 0)
    return whole - _by_region(regions, changes, committed)


def _by_region(regions: list[str], changes: pl.DataFrame, what: pl.Expr) -> NDArray[np.int64]:
    sums = dict(changes.group_by("region").agg(what.cast(pl.Int64).sum()).iter_rows())
    return np.array([sums.get(code, 0) for code in regions], dtype=np.int64)
