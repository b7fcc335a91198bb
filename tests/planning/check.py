"""Plan a market and hold the plan against the oracle, the judge and the certificate at once."""

import pytest
from judge import faults
from oracle import optimum
from random_markets import Frames

from jejaring.market import build_market
from jejaring.planning import plan, verify

RELATIVE = 1e-6


def planned(frames: Frames, surplus: float | None = None):
    """The market and its plan, which is optimal, faultless, verified and has this surplus."""
    market = build_market(frames)
    proposal = plan(market)
    best = optimum(market).surplus
    assert proposal.surplus == pytest.approx(best, rel=RELATIVE, abs=1e-6)
    assert proposal.bound == pytest.approx(best, rel=RELATIVE, abs=1e-6)
    if surplus is not None:
        assert best == pytest.approx(surplus, rel=RELATIVE, abs=1e-6)
    assert faults(market, proposal) == []
    verdict = verify(market, proposal)
    assert verdict, verdict.faults
    return market, proposal


def level(proposal, listing: str) -> float:
    """How much of a listing is used over the horizon."""
    rows = proposal.levels.to_dicts()
    return sum(row["level"] for row in rows if row["listing"] == listing)


def price(proposal, commodity: str, region: str, period: str = "all") -> float:
    """The price of a commodity in a region and period."""
    (row,) = [
        row
        for row in proposal.prices.to_dicts()
        if (row["commodity"], row["region"], row["period"]) == (commodity, region, period)
    ]
    return row["price"]
