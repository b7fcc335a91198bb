"""Two halves of the commodities at once, each on a thread of its own, while commodities are alone.

A half has scratch space of its own and pivots only on its own commodities' nodes, so the two never meet.
There are always two, however many processors there are: the same market gives the same plan on any machine.
(Sweeps stay on one thread: with halves that see each other's old prices they take twice as many pivots.)
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from jejaring.planning.simplex.basis import PIVOTS, SCRATCH, STAMP, Basis
from jejaring.planning.simplex.pivots import run
from jejaring.planning.simplex.shares import Shares, commodity_of_nodes

OWN = ("counts", "pending", *SCRATCH)


@dataclass(frozen=True)
class Half:
    """Some of the commodities, first <= number < last, and the basis as their thread sees it."""

    first: int
    last: int
    basis: Basis


def halves_of(shares: Shares, basis: Basis) -> tuple[Half, Half]:
    """The commodities cut in two, with about as many nodes and shares in each."""
    of_node = commodity_of_nodes(shares.problem)
    size = np.bincount(of_node[of_node >= 0], minlength=shares.commodities)
    so_far = np.cumsum(size + np.diff(shares.problem.first_process))
    middle = int(np.searchsorted(so_far, so_far[-1] / 2)) + 1 if len(so_far) else 0
    middle = min(middle, shares.commodities)
    return Half(0, middle, _twin(basis)), Half(middle, shares.commodities, _twin(basis))


def at_once(
    pivots: Callable[[Half, int], int], halves: tuple[Half, Half], basis: Basis, deadline: float
) -> None:
    """Pivot in both halves of `basis` until neither can be improved.

    Raises
    ------
    NotSolved
        When either is lost, or time runs out.
    """
    with ThreadPoolExecutor(len(halves)) as threads:
        list(threads.map(lambda half: run(partial(pivots, half), half.basis, deadline), halves))
    basis.counts[PIVOTS] += sum(half.basis.counts[PIVOTS] - basis.counts[PIVOTS] for half in halves)
    basis.counts[STAMP] = max(half.basis.counts[STAMP] for half in halves)


def _twin(basis: Basis) -> Basis:
    return basis._replace(**{name: getattr(basis, name).copy() for name in OWN})
