"""Both solvers find the same surplus, each with its proof; what ours cannot prove HiGHS solves."""

import pytest
from random_markets import random_frames
from seeds import seeds

from jejaring.market import build_market
from jejaring.planning import simplex, solvers
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.solution import NotSolved, bound_of


def program_of(seed):
    market = build_market(random_frames(seed))
    return build_program(market, Ways(market.freight, goods_of(market)))


@pytest.mark.parametrize("seed", seeds(quick=30))
def test_both_solvers_find_the_same_optimum(seed):
    program = program_of(seed)
    highs = solvers.solve(program, solver="highs")
    ours = simplex.solve(program)  # raises when it does not prove its answer
    best = bound_of(program, highs)
    assert bound_of(program, ours) == pytest.approx(best, rel=1e-9, abs=1e-6)


def test_what_the_simplex_cannot_prove_highs_solves(monkeypatch):
    def lost(*_, **__):
        raise NotSolved("simplex: lost its way")

    monkeypatch.setattr(simplex, "solve", lost)
    answer = solvers.solve(program_of(3), solver="simplex")
    assert answer.solver.startswith("HiGHS")
