"""However many processors a machine has, the same market has the same plan to the last digit."""

import numpy as np
import pytest

from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.planning import simplex
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex import crew


@pytest.fixture(scope="module")
def program():
    market = build_market(sample_market(300, 2000, 20, 2, 5, stores=0.02, haulage=0.01))
    return build_program(market, Ways(market.freight, goods_of(market)))


@pytest.fixture(scope="module")
def by_one_thread(program):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "processors", lambda: 1)
        return simplex.solve(program)


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_the_same_levels_flows_and_prices(program, by_one_thread, monkeypatch, threads):
    monkeypatch.setattr(crew, "processors", lambda: threads)
    answer = simplex.solve(program)
    for name in ("columns", "prices"):
        np.testing.assert_array_equal(getattr(answer, name), getattr(by_one_thread, name))
    assert answer.bound == by_one_thread.bound
