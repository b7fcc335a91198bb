"""The months in which a synthetic market's goods are offered and needed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market.sample.draws import Draws
from jejaring.market.sample.goods import Good, keeps

FIRST_YEAR = 2026
KEPT_MONTHS = 5
"""What keeps is offered for up to this many months less one after its harvest."""


@dataclass(frozen=True)
class Seasons:
    """The spans of months in which each good is sold, one good after another; months count from 0."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    """The last month of each span."""
    first: NDArray[np.int64]
    """Shape (goods,): where each good's spans begin."""
    count: NDArray[np.int64]
    """Shape (goods,): how many spans each good has, at least one."""

    def draw(self, which: NDArray[np.int64], chance: Draws) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First and last month of one of each good's spans."""
        span = self.first[which] + chance.below(self.count[which], len(which))
        return self.start[span], self.end[span]


def harvest_windows(
    goods: Sequence[Good], which: NDArray[np.int64], months: int, chance: Draws
) -> dict[str, pl.Series]:
    """Columns `from` and `until` of offers: from a month of a harvest to its end, longer for what keeps.

    What is sold all year holds over the whole horizon. The first offer names the first and the last month,
    so that the horizon is as long as asked for.
    """
    size = len(which)
    start, end = seasons(goods, months).draw(which, chance)
    longer = np.where(_of(which, [keeps(good) for good in goods]), chance.below(KEPT_MONTHS, size), 0)
    first = start + chance.below(end - start + 1, size)
    last = np.minimum(end + longer, months - 1)
    seasonal = _of(which, [bool(good.harvest) for good in goods])
    if size:
        first[0], last[0], seasonal[0] = 0, months - 1, True
    return _columns(first, last, seasonal, months)


def need_windows(
    goods: Sequence[Good], which: NDArray[np.int64], months: int, chance: Draws
) -> dict[str, pl.Series]:
    """Columns `from` and `until` of needs: half over the whole horizon, half within one to three months.

    What neither keeps nor grows all year is needed while it lasts.
    """
    size = len(which)
    start, end = seasons(goods, months).draw(which, chance)
    fleeting = _of(which, [bool(good.harvest) and not keeps(good) for good in goods])
    low, high = np.where(fleeting, start, 0), np.where(fleeting, end, months - 1)
    brief = chance.below(2, size) == 1
    first = np.where(brief, low + chance.below(high - low + 1, size), low)
    last = np.where(brief, np.minimum(first + chance.below(3, size), high), high)
    return _columns(first, last, brief | fleeting, months)


def seasons(goods: Sequence[Good], months: int) -> Seasons:
    """Each good's unbroken spans of harvest in the horizon; the whole horizon where there is none."""
    spans = [_spans(good, months) for good in goods]
    count = np.array([len(own) for own in spans], dtype=np.int64)
    joined = np.array([span for own in spans for span in own], dtype=np.int64)
    return Seasons(joined[:, 0], joined[:, 1], np.cumsum(count) - count, count)


def _spans(good: Good, months: int) -> list[tuple[int, int]]:
    ripe = [month for month in range(months) if month % 12 + 1 in good.harvest]
    starts = [month for month in ripe if month - 1 not in ripe]
    ends = [month for month in ripe if month + 1 not in ripe]
    return list(zip(starts, ends, strict=True)) or [(0, months - 1)]


def _of(which: NDArray[np.int64], flags: Sequence[bool]) -> NDArray[np.bool_]:
    return np.array(flags, dtype=np.bool_)[which]


def _columns(
    first: NDArray[np.int64], last: NDArray[np.int64], named: NDArray[np.bool_], months: int
) -> dict[str, pl.Series]:
    """Months by name where `named`; a horizon of one month names none."""
    names = pl.Series([f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}" for month in range(months)])
    shown = pl.Series(named & (months > 1))
    frame = pl.DataFrame({"from": names.gather(first), "until": names.gather(last), "shown": shown})
    return frame.select(
        pl.when("shown").then(pl.col(column)).otherwise(None).alias(column) for column in ("from", "until")
    ).to_dict()
