"""However many processors a machine has, the same market has the same plan to the last digit."""

import math
import threading

import numpy as np
import pytest

from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.planning import simplex
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex import crew
from jejaring.planning.simplex import pivots as pivoting
from jejaring.planning.simplex.basis import empty_basis
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.solution import Astray


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


def test_when_one_thread_is_led_astray_the_others_end(program, monkeypatch):
    """However late they are with their own, and however much would be left to do."""
    others_work, astray = threading.Event(), threading.Event()

    def give_up(queue, itself=crew._Queue.give_up):
        itself(queue)
        astray.set()

    def pivots(twin, commodity, _last_pivot):
        if commodity == 0:
            assert others_work.wait(30)
            raise Astray("simplex: lost its way")
        others_work.set()
        assert astray.wait(30)
        return pivoting.OPTIMAL

    monkeypatch.setattr(crew, "processors", lambda: 2)
    monkeypatch.setattr(crew._Queue, "give_up", give_up)
    team, told = crew.Crew(empty_basis(lay_out(program).problem)), []

    def solves():
        try:
            team.solve(pivots, np.arange(9), np.zeros((9, 9), dtype=bool), math.inf)
        except Astray as why:
            told.append(str(why))

    thread = threading.Thread(target=solves, daemon=True)
    thread.start()
    thread.join(60)
    assert told == ["simplex: lost its way"]
