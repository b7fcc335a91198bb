"""Both solvers find the same surplus, each with its proof; what ours cannot prove HiGHS solves."""

from importlib import import_module

import pytest
from random_markets import random_frames
from seeds import seeds

from jejaring.market import build_market
from jejaring.planning import simplex, solvers
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.solution import Astray, bound_of


def program_of(seed):
    market = build_market(random_frames(seed))
    return build_program(market, Ways(market.freight, goods_of(market)))


@pytest.mark.parametrize("seed", seeds(quick=30))
def test_both_solvers_find_the_same_optimum(seed):
    program = program_of(seed)
    highs = solvers.solve(program, solver="highs")
    ours = simplex.solve(program, again=False)  # raises when it does not prove its answer
    best = bound_of(program, highs)
    assert bound_of(program, ours) == pytest.approx(best, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("times", "by"), [(1, "processing-network simplex"), (2, "HiGHS")], ids=["astray once", "astray twice"]
)
def test_led_astray_the_simplex_begins_from_another_start_and_then_highs_solves(monkeypatch, times, by):
    module, starts = import_module("jejaring.planning.simplex.solve"), []
    honest = module.coordinated

    def astray_at_first(layout, deadline, another):
        starts.append(another)
        if len(starts) <= times:
            raise Astray("simplex: lost its way")
        return honest(layout, deadline, another=another)

    program = program_of(3)
    best = bound_of(program, solvers.solve(program, solver="highs"))
    monkeypatch.setattr(module, "coordinated", astray_at_first)
    answer = solvers.solve(program, solver="simplex")
    assert answer.solver.startswith(by)
    assert starts == [False, True]
    assert bound_of(program, answer) == pytest.approx(best, rel=1e-9, abs=1e-6)
