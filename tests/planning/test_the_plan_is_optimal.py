"""A plan's surplus is the optimum of the program written down plainly, and its bound proves it."""

import pytest
from oracle import optimum
from seeds import market_and_plan, seeds


@pytest.mark.parametrize("seed", seeds(quick=25))
def test_surplus_and_bound_equal_the_oracle(seed):
    market, proposal = market_and_plan(seed)
    best = optimum(market).surplus
    assert proposal.surplus == pytest.approx(best, rel=1e-6, abs=1e-6)
    assert proposal.bound == pytest.approx(best, rel=1e-6, abs=1e-6)
