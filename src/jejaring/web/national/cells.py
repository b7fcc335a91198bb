"""Which regions are published together, so that no figure is of one to four cooperatives.

A cell is one region or several neighbours. Everything published is a sum of whole cells, so whatever can be
computed from it is one too, and a cell has, of whatever is counted in it, nobody or at least `FEWEST`.
It refuses to know what is counted (docs/decisions/0029-figures-are-released-in-cells-of-five.md).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography import regencies
from jejaring.web.common.groups import FEWEST

PROVINCE, REGENCY = 2, 5
"""Characters of a province's and a regency's code."""
KM_PER_DEGREE = 111.2
"""Of latitude; and of longitude near the equator, where all of Indonesia lies."""


class TooFew(ValueError):
    """The whole country has one to four of something: no merging can hide them."""


def is_small(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which counts are of a group that must not be seen."""
    small: NDArray[np.bool_] = (counts > 0) & (counts < FEWEST)
    return small


def cells_of(regions: Sequence[str], counts: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """The regions in groups none of which is small in any column.

    First provinces that are too small as a whole are put together, so that few are; then, in each province or
    group of them, regencies, those of one province before others.

    Parameters
    ----------
    regions : sequence of str
        Codes of regencies, or of provinces for what is known no closer; in ascending order.
    counts : array of shape (regions, columns)
        Cooperatives in each region that have something to do with each thing that is counted.

    Raises
    ------
    TooFew
        When a column's sum is small itself.
    """
    homes = np.array([code[:PROVINCE] for code in regions])
    provinces = sorted(set(homes.tolist()))
    sums = np.stack([counts[homes == home].sum(axis=0) for home in provinces]) if provinces else counts
    found: list[tuple[str, ...]] = []
    for group in merged(provinces, sums):
        inside = np.flatnonzero(np.isin(homes, group)).tolist()
        found += merged([regions[at] for at in inside], counts[inside])
    return sorted(found)


def merged(regions: Sequence[str], counts: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """The smallest group joins the nearest one that has some of what it has too few of, until none is small.

    One with a part in the same province comes before any other.
    """
    if is_small(counts.sum(axis=0)).any():
        raise TooFew
    members = [[code] for code in regions]
    sums, apart = counts.copy(), distances(regions)
    homes = sorted({code[:PROVINCE] for code in regions})
    within = np.array([[code[:PROVINCE] == home for home in homes] for code in regions])
    while (small := is_small(sums)).any():
        one = int(np.where(small, sums, FEWEST).min(axis=1).argmin())
        useful = np.asarray((sums[:, small[one]] > 0).any(axis=1))
        useful[one] = False
        near = useful & (within & within[one]).any(axis=1)
        other = int(np.where(near if near.any() else useful, apart[one], np.inf).argmin())
        members[one] += members[other]
        members[other] = []
        sums[one] += sums[other]
        sums[other] = 0
        within[one] |= within[other]
        apart[one] = apart[:, one] = np.minimum(apart[one], apart[other])
    return [tuple(sorted(group)) for group in members if group]


def distances(regions: Sequence[str]) -> NDArray[np.float64]:
    """Kilometres between the places of every two regions, as the crow flies, roughly."""
    if not regions:
        return np.zeros((0, 0))
    points = np.array([place_of(code) for code in regions])
    apart: NDArray[np.float64] = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    return apart * KM_PER_DEGREE


@cache
def place_of(code: str) -> tuple[float, float]:
    """Longitude and latitude of a regency's seat; of a province, or of a code unknown, the middle of all."""
    table = regencies()
    for known in (code, code[:PROVINCE]):
        found = table.filter(pl.col("code").str.starts_with(known))
        if found.height:
            break
    else:
        found = table
    longitude, latitude = found.select(pl.col("lon", "lat").mean()).row(0)
    return float(longitude), float(latitude)
