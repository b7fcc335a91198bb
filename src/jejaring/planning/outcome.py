"""What a solution gives everybody: levels and gains, without all that a plan adds to be read and signed.

A plan goes on from a solution to trades, prices everywhere, ranges, chains and whole units. For the question
what a change would mean for whom, this is all there is to know, and a small part of the work. The gains are
those the plan would state: at the fairest prices.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS
from jejaring.planning.everywhere import prices_everywhere
from jejaring.planning.fairness import settled_prices
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution
from jejaring.planning.tables import gain_at, worth_at
from jejaring.planning.trades import levels_as_solved

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


CRUMB = 1e-9  # of what a need asks for: less is rounding


@dataclass(frozen=True)
class Outcome:
    """What everybody does and gains."""

    program: Program
    solution: Solution
    levels: dict[str, Floats]
    """Per kind the level of every activity."""

    @cached_property
    def prices(self) -> Floats:
        """Shape (nodes,): the fairest prices wherever something trades, optimal ones elsewhere."""
        return settled_prices(self.program, self.solution, self.levels)

    @cached_property
    def gains(self) -> dict[str, Floats]:
        """Per kind what every activity gains, rupiah."""
        everywhere = prices_everywhere(self.program, self.program.ways, self.prices)
        worth = worth_at(self.program, everywhere)
        return {
            kind: gain_at(kind, self.program.activities[kind], self.levels[kind], worth) for kind in KINDS
        }

    def gained_by(self, owner: dict[str, Ints], owners: int) -> Floats:
        """Shape (owners,): what each gains; `owner` says per kind whose every row of a table is."""
        total = np.zeros(owners)
        for kind in KINDS:
            of = owner[kind][self.program.activities[kind].listing]
            total += np.bincount(of, weights=self.gains[kind], minlength=owners)
        return total

    @property
    def served(self) -> Floats:
        """Shape (needs,): how much every need gets over its window."""
        needs = self.program.activities["needs"]
        return np.bincount(needs.listing, weights=self.levels["needs"]).astype(np.float64)

    @property
    def needs_served(self) -> int:
        """How many needs get anything to speak of."""
        needs = self.program.activities["needs"]
        wanted = np.zeros(len(self.served))
        np.maximum.at(wanted, needs.listing, needs.quantity)
        return int((self.served > CRUMB * wanted).sum())

    @property
    def served_value(self) -> float:
        """Rupiah that what the needs get is worth to them."""
        return float(self.levels["needs"] @ self.program.activities["needs"].price)


def outcome_of(program: Program, solution: Solution) -> Outcome:
    """What a solution of a program gives everybody."""
    return Outcome(program, solution, levels_as_solved(program, solution))
