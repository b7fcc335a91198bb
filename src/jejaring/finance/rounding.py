"""Whole rupiah out of exact fractions. Nothing here is ever a float."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor

HALF = Fraction(1, 2)


def nearest(amount: Fraction) -> int:
    """The nearest whole rupiah; half a rupiah goes up."""
    return floor(amount + HALF)


def up_to_step(amount: Fraction, step: int) -> int:
    """The smallest multiple of `step` rupiah that is not below `amount`."""
    return ceil(amount / step) * step


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` rupiah in parts as the weights stand to each other; the parts sum to it exactly.

    Each part is what the rounded running sum grows by, so no part is a rupiah or more off its exact share.
    """
    whole = sum(weights)
    ends = [nearest(Fraction(total * so_far, whole)) for so_far in accumulate(weights, initial=0)]
    return tuple(end - begin for begin, end in pairwise(ends))
