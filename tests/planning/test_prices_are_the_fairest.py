"""Among all prices that are optimal, the plan's make relative gains as equal as they can be."""

import pytest
from fairness import possible_improvement, spread
from seeds import market_and_plan, seeds


@pytest.mark.parametrize("seed", seeds(quick=25))
def test_no_other_optimal_prices_are_fairer(seed):
    market, proposal = market_and_plan(seed)
    if proposal.surplus > 0:
        assert possible_improvement(market, proposal) <= 1e-3 * max(1.0, spread(market, proposal))
