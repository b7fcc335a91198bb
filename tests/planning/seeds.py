"""Which random markets a test goes through: some always, all of them in the long proofs."""

import os
from functools import lru_cache

import pytest
from random_markets import random_frames
from tests import shares

from jejaring.market import build_market
from jejaring.planning import plan

ALL = int(os.environ.get("JEJARING_SEEDS", "300"))


def seeds(quick: int) -> list:
    """Every seed; those from `quick` on only in the long proofs."""
    wanted = range(ALL if shares.whole else quick)
    return [pytest.param(seed, marks=[pytest.mark.prove] if seed >= quick else []) for seed in wanted]


@lru_cache(maxsize=ALL)
def market_and_plan(seed: int):
    """The market of a seed and its plan, made once."""
    market = build_market(random_frames(seed))
    return market, plan(market)
