"""Chance that falls the same way on every machine.

Knows how to draw whole numbers and simple factors from a seed. NumPy promises the bits of PCG64 for good,
not what its distributions make of them; so everything here comes from those bits by integer arithmetic and
single additions and multiplications, which give the same result on any processor.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEPS = 1 << 32
"""A draw is a whole number below this."""


@dataclass(frozen=True)
class Draws:
    """A stream of draws: asking again gives the next ones."""

    bits: np.random.PCG64

    def below(self, bounds: ArrayLike, size: int) -> NDArray[np.int64]:
        """`size` whole numbers from 0 up to but not including `bounds` (one number, or one for each)."""
        raw = self.bits.random_raw(size) >> np.uint64(32)
        return ((raw * np.asarray(bounds, dtype=np.uint64)) >> np.uint64(32)).astype(np.int64)

    def share(self, size: int) -> NDArray[np.float64]:
        """`size` numbers in [0, 1), evenly spread."""
        return (self.bits.random_raw(size) >> np.uint64(32)).astype(np.float64) / STEPS

    def near_one(self, deviation: float, size: int) -> NDArray[np.float64]:
        """`size` factors around 1 with this standard deviation, never further than three of them."""
        return 1.0 + 2.0 * deviation * (self.share(size) + self.share(size) + self.share(size) - 1.5)

    def lot_sizes(self, size: int) -> NDArray[np.float64]:
        """`size` factors with mean 1: many small and few large, from 0.2 to 3.4."""
        share = self.share(size)
        return 0.2 + 3.2 * share * share * share

    def weighted(self, weights: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """`size` places in `weights` (whole numbers >= 0), each as often as its weight says."""
        ends = np.cumsum(weights)
        return np.searchsorted(ends, self.below(int(ends[-1]), size), side="right").astype(np.int64)

    def chosen(self, count: int, total: int) -> NDArray[np.int64]:
        """`count` different whole numbers below `total`, in rising order."""
        order = np.argsort(self.bits.random_raw(total), kind="stable")
        return np.sort(order[:count]).astype(np.int64)


def draws(seed: int, subject: str) -> Draws:
    """The stream of `subject` under `seed`: drawing more for one subject leaves the others as they are."""
    return Draws(np.random.PCG64(np.random.SeedSequence([seed, crc32(subject.encode())])))
