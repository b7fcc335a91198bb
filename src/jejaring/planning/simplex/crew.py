"""Several commodities at once, each on a thread of its own.

As long as commodities do not see each other's prices, one may be solved beside another: a thread has scratch
space of its own and pivots only on the nodes of its commodities. Nothing that a commodity comes to depends on
who solves it, beside whom, or after whom; so the same market gives the same plan on any machine, however many
processors it has.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import PIVOTS, SCRATCH, STAMP, Basis
from jejaring.planning.simplex.pivots import run

Ints = NDArray[np.int64]
OWN = ("counts", "pending", *SCRATCH)
MOST = 8  # threads: each needs scratch space for the whole market


class Crew:
    """A basis as several threads see it."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.twins = [_twin(basis) for _ in range(min(_processors(), MOST))]

    def solve(
        self, pivots: Callable[[Basis, Ints, int], int], tasks: Sequence[Ints], deadline: float
    ) -> None:
        """Do `tasks`, as many at once as there are threads; no commodity may be in two of them.

        Parameters
        ----------
        pivots : callable
            Of a thread's basis, a task's commodities, and the number of pivots at which to pause.

        Raises
        ------
        NotSolved
            When rounding leads astray, or time runs out.
        """
        counts, idle = self.basis.counts, SimpleQueue[Basis]()
        for twin in self.twins:
            twin.counts[STAMP], twin.counts[PIVOTS] = counts[STAMP], counts[PIVOTS]
            idle.put(twin)

        def do(task: Ints) -> None:
            twin = idle.get()
            try:
                run(partial(pivots, twin, task), twin, deadline)
            finally:
                idle.put(twin)

        with ThreadPoolExecutor(len(self.twins)) as threads:
            list(threads.map(do, tasks))
        counts[PIVOTS] += sum(twin.counts[PIVOTS] - counts[PIVOTS] for twin in self.twins)
        counts[STAMP] = max(twin.counts[STAMP] for twin in self.twins)

    def shared_out(self, commodities: Ints, size: Ints) -> list[Ints]:
        """Commodities in as many tasks as there are threads, each of about the same size."""
        tasks: list[list[int]] = [[] for _ in self.twins]
        total = [0] * len(tasks)
        for commodity in commodities[np.argsort(-size[commodities], kind="stable")].tolist():
            least = total.index(min(total))
            tasks[least].append(commodity)
            total[least] += int(size[commodity])
        return [np.array(task, dtype=np.int64) for task in tasks if task]


def _twin(basis: Basis) -> Basis:
    return basis._replace(**{name: getattr(basis, name).copy() for name in OWN})


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
