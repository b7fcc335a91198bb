"""The simplex's own proof: an optimum holds; one whose prices rounding has eaten up does not."""

import math
from dataclasses import replace

from random_markets import frames_of

from jejaring.market import build_market
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex.answer import state_of
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.simplex.proof import prove
from jejaring.planning.simplex.settling import settle
from jejaring.planning.simplex.solve import optimal_basis


def proven():
    """A good that is traded and one that nobody has; what `prove` is asked about their optimum."""
    market = build_market(
        frames_of(
            commodities=[{"commodity": "padi"}, {"commodity": "jagung"}],
            offers=[_listed("sawah", "padi", 10.0)],
            needs=[_listed("toko", "padi", 100.0), _listed("ternak", "jagung", 70.0)],
        )
    )
    program = build_program(market, Ways(market.freight, goods_of(market)))
    layout, basis = optimal_basis(lay_out(program), math.inf)
    settle(layout.problem, basis)
    return layout.problem, basis, state_of(layout.problem, basis), 20.0 * 100.0 + 20.0 * 70.0


def _listed(name, commodity, price):
    return {
        "id": name,
        "cooperative": name,
        "commodity": commodity,
        "quantity": 20.0,
        "price": price,
        "region": "32.05",
    }


def test_an_optimum_holds():
    proof = prove(*proven())
    assert proof.holds
    assert proof.cost == proof.bound == 20.0 * 10.0 + 20.0 * 70.0


def test_a_price_beyond_all_reckoning_proves_nothing():
    problem, basis, state, worth = proven()
    wanted, price = problem.taken > 0.0, state.price.copy()
    price[wanted & (price == 70.0)] = 1e290
    assert not prove(problem, basis, replace(state, price=price), worth).holds
