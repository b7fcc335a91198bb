"""Every listing is told between which prices its own could lie: what another solver finds for both ends.

The optimal prices are written down once more, from the oracle's program and SciPy's own optimum of it: no
deal pays, what is used pays exactly, what is not used up earns no rent. Then SciPy looks for the least and
the most of what a unit is worth.
"""

from collections import defaultdict

import numpy as np
import pytest
from oracle import write_program
from reading import read_plainly
from scipy.optimize import linprog
from scipy.sparse import csr_array
from seeds import market_and_plan, seeds

USED = 1e-7  # of what limits a thing: SciPy uses it to more than this, or not at all
NEAR = 1e-6  # of a price
ENOUGH = 12  # listings of a market that are held against SciPy


class OptimalPrices:
    """All optimal prices of a market."""

    def __init__(self, market) -> None:
        self.facts = read_plainly(market)
        variables, limits = write_program(self.facts)
        nodes = dict.fromkeys(node for variable in variables.values() for node in variable.flows)
        self.column = {key: number for number, key in enumerate([*nodes, *limits])}
        entries = [
            (row, self.column[key], amount)
            for row, variable in enumerate(variables.values())
            for key, amount in [*variable.flows.items(), *((k, -use) for k, use in variable.limits.items())]
        ]
        rows, columns, amounts = zip(*entries, strict=True)
        self.matrix = csr_array((amounts, (rows, columns)), shape=(len(variables), len(self.column)))
        self.worth = np.array([variable.worth for variable in variables.values()])
        most = np.array([*np.zeros(len(nodes)), *limits.values()])
        best = linprog(-self.worth, -self.matrix.T, most, bounds=(0, None), method="highs")
        assert best.status == 0, best.message
        size = float(np.median(most[most > 0])) if (most > 0).any() else 1.0
        self.used = best.x > USED * size
        spare = most + self.matrix.T @ best.x
        self.bounds = [(0, 0) if left > USED * size else (0, None) for left in spare]

    def least(self, wish: dict) -> float | None:
        """The least of the sum of factor x price; None where there is none."""
        cost = np.zeros(len(self.column))
        for key, factor in wish.items():
            cost[self.column[key]] += factor
        solved = linprog(
            cost,
            A_ub=self.matrix[~self.used],
            b_ub=-self.worth[~self.used],
            A_eq=self.matrix[self.used],
            b_eq=-self.worth[self.used],
            bounds=self.bounds,
            method="highs",
        )
        if solved.status == 3:
            return None
        assert solved.status == 0, solved.message
        return float(solved.fun)

    def of(self, listing, month: int) -> dict | None:
        """What a unit of a listing is worth, as a sum of prices; None where it cannot be used."""
        wish: dict = defaultdict(float)
        if listing.kind == "haulage":
            wish[listing.id, month] = 1.0
        elif listing.kind == "capacities":
            for commodity, amount in self.facts.recipes[listing.what].items():
                wish[commodity, listing.region, month] = amount
        elif listing.kind == "stores":
            wish[listing.what, listing.region, month + 1] = 1.0
            wish[listing.what, listing.region, month] = -1.0
        else:
            wish[listing.what, listing.region, month] = 1.0
        return wish if wish.keys() <= self.column.keys() else None


@pytest.mark.parametrize("seed", seeds(quick=25))
def test_the_ends_are_those_of_scipy(seed):
    market, proposal = market_and_plan(seed)
    if not market.listing_count:
        return
    prices = OptimalPrices(market)
    listings = {listing.id: listing for listing in prices.facts.every_listing()}
    rows = proposal.levels.to_dicts()
    for number in np.random.default_rng(seed).permutation(len(rows))[:ENOUGH].tolist():
        row = rows[number]
        listing, month = listings[row["listing"]], prices.facts.months.index(row["period"])
        wish = prices.of(listing, month)
        if wish is None or not listing.quantity or (listing.kind == "haulage" and not row["level"]):
            continue
        fee = listing.price if listing.kind == "haulage" else 0.0
        low, falling = prices.least(wish), prices.least({key: -factor for key, factor in wish.items()})
        ends = [None if low is None else low + fee, None if falling is None else fee - falling]
        near = NEAR * max(1.0, *(abs(end) for end in [row["price"], *ends] if end is not None))
        for told, end in zip((row["price_low"], row["price_high"]), ends, strict=True):
            assert (told is None) == (end is None), (row, ends)
            assert end is None or told == pytest.approx(end, abs=near), (row, ends)
