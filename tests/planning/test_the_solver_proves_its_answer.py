"""The simplex's own proof: an optimum holds; one whose prices rounding has eaten up does not."""

import math
from dataclasses import replace

import numpy as np
import pytest
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
    return proven_of(market, 20.0 * 100.0 + 20.0 * 70.0)


def proven_of(market, worth_of_needs):
    """What `prove` is asked about a market's optimum."""
    program = build_program(market, Ways(market.freight, goods_of(market)))
    layout, basis = optimal_basis(lay_out(program), math.inf)
    settle(layout.problem, basis)
    return layout.problem, basis, state_of(layout.problem, basis), worth_of_needs


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


def test_a_price_gone_astray_is_multiplied_by_nothing_where_nothing_flows():
    problem, basis, state, worth = proven()
    wanted, price = problem.taken > 0.0, state.price.copy()
    price[wanted & (price == 70.0)] = 1e290
    proof = prove(problem, basis, replace(state, price=price), worth)
    assert proof.holds, "at any price of what nobody has the rest is worth what it was"
    assert proof.cost == proof.bound == 20.0 * 10.0 + 20.0 * 70.0


def test_a_price_gone_astray_where_something_flows_proves_nothing():
    problem, basis, state, worth = proven()
    price = state.price.copy()
    price[price == 100.0] = price[price == 10.0] = 1e290
    assert not prove(problem, basis, replace(state, price=price), worth).holds


def test_a_price_gone_astray_hides_no_gain_elsewhere():
    """Padi goes from Garut to Semarang; no way leads to Banda Aceh, which would pay 70."""
    market = build_market(
        frames_of(
            commodities=[{"commodity": "padi"}],
            freight=[{"origin": "32.05", "destination": "33.74", "rupiah_per_kg": 5.0}],
            offers=[_listed("sawah", "padi", 10.0)],
            needs=[
                _listed("toko", "padi", 100.0) | {"region": "33.74"},
                _listed("jauh", "padi", 70.0) | {"region": "11.71"},
            ],
        )
    )
    problem, basis, state, worth = proven_of(market, 20.0 * 100.0 + 20.0 * 70.0)
    price = state.price.copy()
    sold, bought = sorted(price[(price > 0.0) & (price != 70.0)])
    price[price == 70.0] = 1e290
    proof = prove(problem, basis, replace(state, price=price), worth)
    assert proof.holds
    assert proof.better == 0.0
    price[price == bought] = sold + 5.0 + 1e-6
    assert prove(problem, basis, replace(state, price=price), worth).better == pytest.approx(1e-6 / 100.0)


def test_what_is_free_is_free_within_rounding():
    """One price of an offer for nothing is a little above nothing, the others are not."""
    window = {"from": "2026-11", "until": "2027-01"}
    market = build_market(
        frames_of(
            commodities=[{"commodity": "padi"}],
            offers=[_listed("sawah", "padi", 0.0) | {"quantity": 60.0} | window],
            needs=[_listed("toko", "padi", 100.0) | window],
        )
    )
    problem, basis, state, worth = proven_of(market, 20.0 * 100.0)
    assert (state.price == 0.0).any()
    for free in np.flatnonzero(state.price == 0.0):
        price = state.price.copy()
        price[free] = 1e-14
        proof = prove(problem, basis, replace(state, price=price), worth)
        assert proof.holds, "a gain of less than rounding is none, however small the price it is a part of"
