"""Who gives and who takes each commodity, at each place and period, at the levels of a solution.

Offers give and needs take; a capacity takes its inputs and gives its outputs; a store takes in one
period and gives in the next. A party is an activity by its column in the program.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.matching import ROUNDING, sum_by
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """All who give, or all who take, ordered by node; every array has shape (entries,)."""

    node: Ints
    """The balance row of the commodity, period and place; see `Nodes`."""
    party: Ints
    quantity: Floats

    def totals(self, nodes: int) -> Floats:
        """How much is given or taken at each node, shape (nodes,)."""
        return sum_by(self.node, self.quantity, nodes)

    def beside(self, node: Ints, party: Ints, quantity: Floats) -> "Side":
        """What is left of it beside what parties have promised at nodes; arrays of shape (promises,)."""
        parties = int(max(self.party.max(initial=0), party.max(initial=0))) + 1
        promise, which = np.unique(node * parties + party, return_inverse=True)
        promised = sum_by(which, quantity, len(promise))
        entry = self.node * parties + self.party
        at = np.searchsorted(promise, entry)
        has = np.append(promise, -1)[at] == entry
        left = self.quantity - np.where(has, np.append(promised, 0.0)[at], 0.0)
        kept = left > ROUNDING * self.quantity
        return Side(self.node[kept], self.party[kept], left[kept])


def givers_and_takers(program: Program, levels: dict[str, Floats]) -> tuple[Side, Side]:
    """The two sides of the market at `levels` (per kind, shape (activities,))."""
    nodes, activities, work = program.nodes, program.activities, program.work

    def party(kind: str, activity: Ints) -> Ints:
        column: Ints = program.columns(kind).start + activity
        return column

    def listed(kind: str, delay: int = 0) -> tuple[Ints, Ints, Floats]:
        at = activities[kind]
        used = np.flatnonzero(levels[kind] > 0)
        node = nodes.row(at.commodity[used], at.period[used] + delay, at.place[used])
        return node, party(kind, used), levels[kind][used]

    mill = activities["capacities"]
    amount = work.quantity * levels["capacities"][work.activity]
    node = nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity])
    worker = party("capacities", work.activity)
    made, used = amount > 0, amount < 0
    gives = _side(listed("offers"), (node[made], worker[made], amount[made]), listed("stores", delay=1))
    takes = _side(listed("needs"), (node[used], worker[used], -amount[used]), listed("stores"))
    return gives, takes


def _side(*parts: tuple[Ints, Ints, Floats]) -> Side:
    node, party, quantity = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((party, node))
    return Side(node[order], party[order], quantity[order])
