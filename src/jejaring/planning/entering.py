"""At which price every listing that is left out would be in: for all of a nation's, from the optimal basis.

The price is the slope of the best surplus in the use of the listing, where hardly any of it is used: what
the first millionth would be worth to all others (a need: what it would take to serve it). Asked a trifle
less the listing is used; asked more it is not, but perhaps for less than a millionth of it. `reasons` finds
one such price with all that would change for it. Here only prices are found. Most stand in the optimal
basis; for the others a little is put in and pivoted (`simplex.first_unit`).
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS, ONCE_PER_WINDOW
from jejaring.planning.mix import price_of_mix
from jejaring.planning.planner import Solved
from jejaring.planning.program import Program
from jejaring.planning.simplex.basis import Basis, copy_of
from jejaring.planning.simplex.debts import Unpayable, to_optimum
from jejaring.planning.simplex.first_unit import Units, put_in, room_for
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.solution import NotSolved, Solution
from jejaring.planning.solvers import solve_alone

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LITTLE = 1e-6
"""Of a listing's quantity: the price named is the one at which at least so much of it would be used."""
DEAREST = 1e12
"""Rupiah per unit: what costs more is not to be had."""


def entering_prices(
    solved: Solved, listings: Iterable[str], time_limit: float = 600.0
) -> Iterator[tuple[str, float | None]]:
    """For each of these unused listings the price at which it would be used.

    Below it an offer, a capacity, a store or haulage would be, above it a need; None: at no price. Prices
    that take no pivots come first; those that rounding leaves without an answer do not come at all.

    Parameters
    ----------
    solved : Solved
        Its optimum uses none of the listings. Where HiGHS found that, it is found again.
    listings : iterable of str
        Ids of listings of the market.
    time_limit : float
        Seconds, for each solve.

    Raises
    ------
    NotSolved
        When no proven optimum is found in time.
    """
    wanted = pl.Series(list(listings), dtype=pl.String).implode()
    entering = _Entering(solved.program, solved.solution, time_limit)
    waiting = []
    for kind in KINDS:
        ids = getattr(solved.market, kind)["id"]
        rows = np.flatnonzero(ids.is_in(wanted).to_numpy())
        asked = entering.asked(kind, rows)
        yield from ((name, None) for name in ids.gather(np.setdiff1d(rows, asked.listing)))
        best, worth, at_once = entering.worth_at_once(asked)
        named = ids.gather(asked.listing[best])
        yield from zip(named.filter(pl.Series(at_once)), worth[at_once].tolist(), strict=True)
        waiting += [(named[place], asked, int(best[place])) for place in np.flatnonzero(~at_once).tolist()]
    for name, asked, unit in waiting:
        try:
            yield name, entering.worth_by_pivots(asked, unit)
        except NotSolved:
            continue


@dataclass(frozen=True)
class _Asked:
    """Listings of one kind, with the unit that each of their activities would put in."""

    kind: str
    listing: Ints
    """Shape (units,): the row of its table, rising."""
    activity: Ints
    """Shape (units,): of the program; of offers and needs, which have one unit each, the row again."""
    quantity: Floats
    """Shape (units,): of the listing."""
    units: Units

    @property
    def sign(self) -> float:
        """What a unit put in adds to the price: serving a need takes something away."""
        return -1.0 if self.kind == "needs" else 1.0


class _Entering:
    """The optimum of a program, asked what first units are worth."""

    def __init__(self, program: Program, solution: Solution, time_limit: float) -> None:
        if solution.basis is None:
            solution = solve_alone(program, time_limit=time_limit)
        assert isinstance(solution.basis, tuple)
        self.program, self.time_limit = program, time_limit
        self.optimum: tuple[Layout, Basis] = solution.basis
        self.answered: dict[bytes, float | None] = {}
        self._begin_again()

    def _begin_again(self) -> None:
        """Stand at the optimum."""
        layout, basis = self.optimum[0], copy_of(self.optimum[1])
        processes = layout.problem.processes.copy()  # debts write their fees into it
        layout = replace(layout, problem=layout.problem._replace(processes=processes))
        self.layout, self.basis = to_optimum(layout, basis, time.perf_counter() + self.time_limit)

    def asked(self, kind: str, rows: Ints) -> _Asked:
        """The units of these listings; what can never be used has none."""
        layout, problem, at = self.layout, self.layout.problem, self.program.activities[kind]
        if kind in ONCE_PER_WINDOW:
            step, size = (
                (layout.offer_step, layout.offered) if kind == "offers" else (layout.need_step, layout.needed)
            )
            rows = rows[step[rows] >= 0]
            node = np.searchsorted(problem.first_step, step[rows], side="right") - 1
            each = np.full(len(rows), -1.0 if kind == "needs" else 1.0)
            return _Asked(kind, rows, rows, size[rows], Units(np.arange(len(rows) + 1), node, each))
        activity = np.flatnonzero(np.isin(at.listing, rows) & (at.quantity > 0))
        if kind == "haulage":
            node = self._kilograms()[activity]
            units = Units(np.arange(len(activity) + 1), node, np.ones(len(activity)))
        else:
            process = layout.capacity_process if kind == "capacities" else layout.store_process
            activity = activity[process[activity] >= 0]
            first = np.append(problem.processes["first_entry"], len(problem.entry_node)).astype(np.int64)
            every = Units(first, problem.entry_node, problem.entry_quantity)
            units = every.chosen(process[activity])
        return _Asked(kind, at.listing[activity], activity, at.quantity[activity], units)

    def _kilograms(self) -> Ints:
        """Shape (haulage activities,): the node of each one's kilograms."""
        by_month = np.argsort(self.program.activities["haulage"].period, kind="stable")
        node = np.empty(len(by_month), dtype=np.int64)
        node[by_month] = self.layout.problem.hauliers["node"]
        return node

    def worth_at_once(self, asked: _Asked) -> tuple[Ints, Floats, Bools]:
        """Of every listing the best unit, what it is worth at optimal prices, and whether it is just that.

        At optimal prices no mix of a listing's months is worth more than the best of them.
        """
        worth = asked.units.worth(self.basis.price)
        order = np.lexsort((-worth, asked.listing))
        best: Ints = order[np.flatnonzero(np.diff(asked.listing[order], prepend=-1))]
        room = room_for(self.layout.problem, self.basis, asked.units.chosen(best))
        return best, asked.sign * worth[best], room >= LITTLE * asked.quantity[best]

    def worth_by_pivots(self, asked: _Asked, unit: int) -> float | None:
        """What the first unit of the listing of `unit` is worth; None where it cannot be had.

        Raises
        ------
        NotSolved
        """
        little = LITTLE * float(asked.quantity[unit])
        months = slice(*np.searchsorted(asked.listing, asked.listing[unit] + np.arange(2)).tolist())
        if months.stop - months.start > 1:
            units = asked.units.chosen(np.arange(months.start, months.stop))
            return price_of_mix(
                self.layout, self.basis, asked.kind, asked.activity[months], units, little, self.time_limit
            )
        node, amount = asked.units.of(unit)
        key = node.tobytes() + (amount * little).tobytes()
        if key not in self.answered:
            self.answered[key] = self._worth_of_a_little(node, amount, little)
        worth = self.answered[key]
        return None if worth is None else asked.sign * worth

    def _worth_of_a_little(self, node: Ints, amount: Floats, little: float) -> float | None:
        deadline = time.perf_counter() + self.time_limit
        try:
            layout, basis = put_in(self.layout, self.basis, node, amount * little, DEAREST, deadline)
            worth = float(amount @ basis.price[node])
            self.layout, self.basis = put_in(layout, basis, node, amount * -little, DEAREST, deadline)
        except NotSolved as fault:
            self._begin_again()
            if isinstance(fault, Unpayable):
                return None
            raise
        return worth
