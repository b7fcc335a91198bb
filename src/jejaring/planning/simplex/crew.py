"""Several commodities at once, each on a thread of its own.

As long as commodities do not see each other's prices, one may be solved beside another: a thread has scratch
space of its own and pivots only on the nodes of its commodity. A commodity that others are tied to waits
for those before it; so nothing it comes to depends on who solves it, or beside whom. The same market gives
the same plan on any machine, however many processors it has.
"""

import heapq
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Condition

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.processors import processors
from jejaring.planning.simplex.basis import PIVOTS, STAMP, Basis, scratch_like
from jejaring.planning.simplex.pivots import run

Ints = NDArray[np.int64]
OWN = ("counts", "pending")
MOST = 8  # threads: each needs scratch space for the whole market


class Crew:
    """A basis as several threads see it."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.twins = [_twin(basis) for _ in range(min(processors(), MOST))]

    def solve(
        self,
        pivots: Callable[[Basis, int, int], int],
        order: Ints,
        tied: NDArray[np.bool_],
        deadline: float,
    ) -> None:
        """Solve commodities in `order`, or at once those that are not `tied`.

        Parameters
        ----------
        pivots : callable
            Of a thread's basis, a commodity, and the number of pivots at which to pause.
        tied : array, shape (commodities, commodities)
            Which may not be solved at once: the later in the order sees what the earlier comes to.

        Raises
        ------
        NotSolved
            When rounding leads astray, or time runs out.
        """
        counts, before = self.basis.counts, int(self.basis.counts[PIVOTS])
        for twin in self.twins:
            twin.counts[PIVOTS] = before
        queue = _Queue(order, tied)

        def work(twin: Basis) -> None:
            while (commodity := queue.next()) is not None:
                twin.counts[STAMP] = max(twin.counts[STAMP], counts[STAMP])  # marks of others mean nothing
                try:
                    run(partial(pivots, twin, commodity), twin, deadline)
                except BaseException:
                    queue.give_up()
                    raise
                counts[STAMP] = max(twin.counts[STAMP], counts[STAMP])
                queue.done(commodity)

        with ThreadPoolExecutor(len(self.twins)) as threads:
            list(threads.map(work, self.twins))
        counts[PIVOTS] = before + sum(int(twin.counts[PIVOTS]) - before for twin in self.twins)


class _Queue:
    """Commodities waiting for their turn, and for those that they are tied to."""

    def __init__(self, order: Ints, tied: NDArray[np.bool_]) -> None:
        self.place = {commodity: place for place, commodity in enumerate(order.tolist())}
        within = tied[np.ix_(order, order)]
        self.followers = {
            commodity: order[place + 1 :][within[place, place + 1 :]].tolist()
            for commodity, place in self.place.items()
        }
        self.waits_for = dict(zip(order.tolist(), np.tril(within, -1).sum(axis=1).tolist(), strict=True))
        self.ready = [place for commodity, place in self.place.items() if not self.waits_for[commodity]]
        self.order, self.left = order.tolist(), len(order)
        self.changed = Condition()

    def next(self) -> int | None:
        """The first commodity that waits for nobody; None: there is nothing left to do."""
        with self.changed:
            while self.left > 0 and not self.ready:
                self.changed.wait()
            if self.left <= 0:
                return None
            return int(self.order[heapq.heappop(self.ready)])

    def done(self, commodity: int) -> None:
        """A commodity is solved: others need not wait for it any more."""
        with self.changed:
            self.left -= 1
            if self.left < 0:  # all was given up meanwhile
                return
            for follower in self.followers[commodity]:
                self.waits_for[follower] -= 1
                if not self.waits_for[follower]:
                    heapq.heappush(self.ready, self.place[follower])
            self.changed.notify_all()

    def give_up(self) -> None:
        """Nobody is to go on."""
        with self.changed:
            self.left, self.ready = 0, []
            self.changed.notify_all()


def _twin(basis: Basis) -> Basis:
    own = {name: getattr(basis, name).copy() for name in OWN}
    return basis._replace(**own, **scratch_like(basis))
