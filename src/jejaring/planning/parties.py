"""Who gives and who takes each commodity, at each place and period, at the levels of a solution.

Offers give and needs take; a capacity takes its inputs and gives its outputs; a store takes in one
period and gives in the next.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDING = 1e-9  # a part below this share of everything it is a part of is the solver's rounding


class Node(NamedTuple):
    """A commodity at a place in a period, each by its number."""

    commodity: int
    period: int
    place: int


class Party(NamedTuple):
    """An activity that gives or takes something at a node."""

    kind: str
    activity: int


@dataclass(frozen=True)
class Side:
    """All who give, or all who take: per node the parties and their quantities, largest first."""

    at: dict[Node, list[tuple[Party, float]]]

    def total(self, node: Node) -> float:
        """How much is given or taken at a node."""
        return sum(quantity for _, quantity in self.at.get(node, ()))


def givers_and_takers(program: Program, levels: dict[str, Floats]) -> tuple[Side, Side]:
    """The two sides of the market at `levels` (per kind, shape (activities,))."""
    gives: dict[Node, list[tuple[Party, float]]] = defaultdict(list)
    takes: dict[Node, list[tuple[Party, float]]] = defaultdict(list)

    def enter(
        side: dict[Node, list[tuple[Party, float]]],
        kind: str,
        activity: Ints,
        commodity: Ints,
        period: Ints,
        place: Ints,
        quantity: Floats,
    ) -> None:
        used = quantity > 0
        rows = zip(
            *(array[used].tolist() for array in (commodity, period, place, activity, quantity)), strict=True
        )
        for c, t, p, a, q in rows:
            side[Node(c, t, p)].append((Party(kind, a), q))

    for kind, side, delay in (
        ("offers", gives, 0),
        ("stores", gives, 1),
        ("needs", takes, 0),
        ("stores", takes, 0),
    ):
        at = program.activities[kind]
        enter(side, kind, np.arange(len(at)), at.commodity, at.period + delay, at.place, levels[kind])
    work, mill = program.work, program.activities["capacities"]
    amount = work.quantity * levels["capacities"][work.activity]
    where = (work.commodity, mill.period[work.activity], mill.place[work.activity])
    enter(gives, "capacities", work.activity, *where, amount)
    enter(takes, "capacities", work.activity, *where, -amount)
    for side in (gives, takes):
        for parties in side.values():
            parties.sort(key=lambda entry: (-entry[1], entry[0]))
    return Side(dict(gives)), Side(dict(takes))
