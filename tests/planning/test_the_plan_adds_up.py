"""Levels, trades, prices, gains and chains of a plan tell one and the same story."""

import pytest
from hypothesis import HealthCheck, given, settings
from judge import faults
from random_markets import random_frames, random_markets
from seeds import market_and_plan, seeds

from jejaring.market import build_market
from jejaring.planning import plan


@pytest.mark.parametrize("seed", seeds(quick=25))
def test_the_judge_finds_no_fault(seed):
    assert faults(*market_and_plan(seed)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_markets())
def test_nor_in_any_other_market(frames):
    market = build_market(frames)
    assert faults(market, plan(market)) == []


def test_a_haulier_is_worth_what_goods_with_settled_prices_would_pay():
    """Of two goods it may carry the one has a settled price; the other's must leave it no better load."""
    market = build_market(random_frames(2840, regions=2, commodities=2))
    assert faults(market, plan(market)) == []
