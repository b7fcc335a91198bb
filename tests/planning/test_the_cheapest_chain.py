"""The cheapest way to have a commodity, held against trying out every chain and against the exact plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejaring.planning.cheapest import BOUGHT, Making, cheapest_ways, steps_of

INF = np.inf


def by_rounds(price, fee, makings, freight):
    """The same, slowly: buy, make and ship again and again until nothing gets cheaper."""
    here = np.full(price.shape, INF)
    for _ in range(price.size + 1):
        spot = price.copy()
        for number, making in enumerate(makings):
            made = fee[number] + sum(amount * here[used] for used, amount in making.inputs.items())
            spot[making.product] = np.minimum(spot[making.product], made)
        new = np.stack([(spot[good][:, None] + freight(good)).min(axis=0) for good in range(len(price))])
        if np.array_equal(new, here):
            break
        here = new
    return here


@st.composite
def networks(draw):
    seed = draw(st.integers(0, 10**6))
    loops = draw(st.booleans())
    random = np.random.default_rng(seed)
    goods, regions = random.integers(1, 6), random.integers(1, 5)
    price = np.where(random.random((goods, regions)) < 0.4, random.integers(1, 50, (goods, regions)), INF)
    rates = random.integers(0, 9, (goods, regions, regions)).astype(float)
    rates[random.random(rates.shape) < 0.2] = INF
    rates[:, np.arange(regions), np.arange(regions)] = 0.0
    makings = []
    for number in range(random.integers(0, 6)):
        product = int(random.integers(goods))
        others = [good for good in range(goods) if good != product and (loops or good < product)]
        used = random.permutation(others)[: random.integers(1, 3)] if others else []
        if len(used):
            makings.append(
                Making(f"m{number}", product, {int(u): float(random.integers(1, 4)) for u in used})
            )
    fee = np.where(
        random.random((len(makings), regions)) < 0.6, random.integers(0, 9, (len(makings), regions)), INF
    )
    return price.astype(float), fee.astype(float), makings, lambda good: rates[good]


@settings(max_examples=150, deadline=None)
@given(networks())
def test_nothing_is_cheaper(network):
    price, fee, makings, freight = network
    ways = cheapest_ways(price, fee, makings, freight)
    np.testing.assert_allclose(ways.cost, by_rounds(price, fee, makings, freight))


@settings(max_examples=150, deadline=None)
@given(networks())
def test_the_steps_cost_what_the_whole_costs(network):
    price, fee, makings, freight = network
    ways = cheapest_ways(price, fee, makings, freight)
    for good, region in np.argwhere(np.isfinite(ways.cost)):
        steps = steps_of(ways, int(good), int(region), makings, freight, price, fee)
        assert sum(step.cost for step in steps) == pytest.approx(ways.cost[good, region])
        assert steps[-1].destination == region
        assert all(step.kind != "make" or step.recipe != BOUGHT for step in steps)


def test_what_nobody_sells_is_made_where_it_is_cheapest_in_all():
    hide, leather, shoes = 0, 1, 2
    price = np.array([[10.0, INF, INF], [INF, INF, INF], [INF, INF, INF]])
    makings = [Making("tan", leather, {hide: 5.0}), Making("sew", shoes, {leather: 0.5})]
    fee = np.array([[100.0, 20.0, INF], [INF, 5.0, 1.0]])
    rate = np.array([[0.0, 1.0, 4.0], [1.0, 0.0, 3.0], [4.0, 3.0, 0.0]])
    ways = cheapest_ways(price, fee, makings, lambda good: rate)
    # five hides to region 1 (50 + 5), tanned there (20), half a sheet sewn there (5), shipped on (3)
    assert ways.cost[shoes, 2] == pytest.approx(min(0.5 * 75 + 5 + 3, 0.5 * (75 + 3) + 1))
    steps = steps_of(ways, shoes, 2, makings, lambda good: rate, price, fee)
    assert [step.kind for step in steps] == ["buy", "ship", "make", "ship", "make"]


def test_there_may_be_no_way():
    ways = cheapest_ways(np.full((1, 2), INF), np.zeros((0, 2)), [], lambda good: np.zeros((2, 2)))
    with pytest.raises(ValueError, match="no way"):
        steps_of(ways, 0, 0, [], lambda good: np.zeros((2, 2)), np.full((1, 2), INF), np.zeros((0, 2)))


def test_a_circle_that_makes_more_than_it_takes_ends_all_the_same():
    makings = [Making("a", 0, {1: 0.5}), Making("b", 1, {0: 0.5})]
    ways = cheapest_ways(np.array([[8.0], [INF]]), np.zeros((2, 1)), makings, lambda good: np.zeros((1, 1)))
    assert ways.cost.tolist() == [[8.0], [4.0]]
