"""The best plan without what failed, found from the basis of the plan as it was.

A result is exact: the surplus is that of the changed market's best plan, proven, and the gains are those of
its fairest prices, as a plan from the beginning would have them.
"""

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jejaring.insight.resilience.scenarios import Scenario
from jejaring.market import Market
from jejaring.planning.activities import number_of
from jejaring.planning.outcome import Outcome
from jejaring.planning.progress import ProgressTold
from jejaring.planning.simplex.standing import Standing
from jejaring.planning.warm import Planner

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
RUPIAH = 1.0
"""Rupiah from which a difference of gains is told."""


@dataclass(frozen=True)
class Result:
    """What a failure means."""

    kind: str
    subject: str
    lost: float
    """Rupiah of surplus that are lost."""
    needs_lost: int
    """How many needs get nothing any more, less those that get something now."""
    value_lost: float
    """Rupiah: how much less what the needs get is worth to them."""
    gains: dict[str, float] = field(hash=False)
    """Cooperative -> rupiah it gains more (> 0) or less (< 0), where that is a rupiah or more."""
    seconds: float = field(compare=False)
    """What the replan took."""

    @property
    def key(self) -> str:
        """That of its scenario."""
        return f"{self.kind}:{self.subject}"


class Replanner:
    """A market solved, to be asked what a failure would mean.

    Parameters
    ----------
    market : Market
    standing : Standing, optional
        Where the market's solve stood: then it is not solved again.
    progress : callable, optional
        Told when machine code is made first.

    Raises
    ------
    NotSolved
        When no optimum is found.
    """

    def __init__(
        self, market: Market, standing: Standing | None = None, progress: ProgressTold | None = None
    ) -> None:
        self.planner = Planner(market, standing=standing, progress=progress)
        self._known: tuple[Market | None, dict[str, Ints]] = (None, {})
        self.cooperatives = market.cooperatives["id"].to_list()
        self.surplus = self.planner.surplus
        outcome = self.planner.outcome()
        self.served = outcome.needs_served
        self.value = outcome.served_value
        self.gains = self._gains(self.planner, outcome)

    def result(self, scenario: Scenario) -> Result:
        """What a failure means.

        Raises
        ------
        MarketFaults
            When the scenario does not fit the market.
        NotSolved
            When no optimum is found.
        """
        started = time.perf_counter()
        without = self.planner.changed(scenario.changes)
        outcome = without.outcome()
        difference = self._gains(without, outcome) - self.gains
        told = np.flatnonzero(np.abs(difference) >= RUPIAH)
        return Result(
            kind=scenario.kind,
            subject=scenario.subject,
            lost=self.surplus - without.surplus,
            needs_lost=self.served - outcome.needs_served,
            value_lost=self.value - outcome.served_value,
            gains={self.cooperatives[number]: float(difference[number]) for number in told},
            seconds=time.perf_counter() - started,
        )

    def _gains(self, planner: Planner, outcome: Outcome) -> Floats:
        """Shape (cooperatives,): what each gains, rupiah."""
        base = planner.base
        if base is not self._known[0]:
            self._known = base, owners_of(base, self.cooperatives)
        return outcome.gained_by(self._known[1], len(self.cooperatives))


def owners_of(market: Market, cooperatives: list[str]) -> dict[str, Ints]:
    """Per kind the number of the cooperative each listing belongs to."""
    number = {name: at for at, name in enumerate(cooperatives)}
    return {kind: number_of(table["cooperative"], number) for kind, table in market.listings.items()}
