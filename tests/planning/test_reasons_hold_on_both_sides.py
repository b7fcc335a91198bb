"""The prices `reasons_for` names are exact: used on the one side of them, not used on the other."""

import numpy as np
import polars as pl
import pytest
from random_markets import frames_of
from seeds import market_and_plan

from jejaring.market import ChangeListing, RemoveListing, build_market, changed
from jejaring.planning import plan
from jejaring.planning.answers import UnknownListing
from jejaring.planning.reasons import reasons_for

PER_MARKET = 3
WHOLE = 1 - 1e-7
SEEDS = [pytest.param(seed, marks=[pytest.mark.prove] if seed >= 2 else []) for seed in range(120)]
DEAR = 1e9


def use_of(market, listing: str, price: float) -> float:
    """How much of a listing is used when everything is planned anew at this price of it."""
    other = changed(market, [ChangeListing(listing, {"price": price})])
    return float(plan(other).levels.filter(listing=listing)["level"].sum())


def some_listings(market, seed: int) -> list:
    every = [
        (kind, row["id"], row["quantity"], row["quantity"] * months)
        for kind, table in market.listings.items()
        for row in table.filter(pl.col("quantity") > 0).to_dicts()
        for months in [_months(market, kind, row)]
    ]
    chosen = np.random.default_rng(seed).permutation(len(every))[:PER_MARKET]
    return [every[number] for number in chosen]


def _months(market, kind: str, row: dict) -> int:
    if kind in ("offers", "needs"):
        return 1
    position = {month: number for number, month in enumerate(market.periods)}
    last = len(position) - 1
    until = position.get(row["until"], last)
    return min(until, last - (kind == "stores")) - position.get(row["from"], 0) + 1


def both_sides(threshold, need: bool) -> tuple[float, float]:
    """A price a rupiah (or a millionth) better for being used than the threshold, and one worse."""
    step = max(1.0, 1e-6 * abs(threshold.price))
    return threshold.price - (-step if need else step), threshold.price + (-step if need else step)


@pytest.mark.parametrize("seed", SEEDS)
def test_thresholds_hold_on_both_sides(seed):
    market, proposal = market_and_plan(seed)
    for kind, listing, _, whole in some_listings(market, seed):
        reasons = reasons_for(market, proposal, listing)
        need = kind == "needs"
        for threshold, enough in ((reasons.enters, 1e-9 * whole), (reasons.fills, WHOLE * whole)):
            if threshold is None:
                best = use_of(market, listing, DEAR if need else 0.0)
                assert best <= enough or whole <= 0, (kind, listing)
                continue
            better, worse = both_sides(threshold, need)
            if better >= 0:
                assert use_of(market, listing, better) >= enough, (kind, listing, threshold.price)
            if worse >= 0:
                assert use_of(market, listing, worse) <= enough, (kind, listing, threshold.price)


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_of_used_listings_are_in_their_range(seed):
    market, proposal = market_and_plan(seed)
    for _, listing, _, _ in some_listings(market, seed):
        months = proposal.levels.filter(listing=listing)
        if not months["level"].sum() > 0:
            continue
        price = months["price"][int(months["level"].arg_max())]
        reasons = reasons_for(market, proposal, listing)
        slack = 1e-6 * max(1.0, abs(price))
        assert reasons.low is not None
        assert reasons.low.price <= price + slack
        assert reasons.high is None or reasons.high.price >= price - slack


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_of_a_threshold_add_up_to_it(seed):
    """What one unit changes for everybody else, and the freight, come to the price named."""
    market, proposal = market_and_plan(seed)
    for kind, listing, _, _ in some_listings(market, seed):
        threshold = reasons_for(market, proposal, listing).enters
        if threshold is None:
            continue
        sign = pl.when(pl.col("kind") == "needs").then(-1.0).otherwise(1.0)
        costs = threshold.parts.select((sign * pl.col("own") * pl.col("change")).sum()).item()
        costs += threshold.freight
        expected = costs if kind == "needs" else -costs
        assert expected == pytest.approx(threshold.price, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_chain_for_an_unserved_need_costs_its_threshold(seed):
    market, proposal = market_and_plan(seed)
    used = proposal.levels.group_by("listing").agg(pl.col("level").sum()).filter(level=0.0)
    unserved = pl.col("id").is_in(used["listing"].implode()) & (pl.col("quantity") > 0)
    for listing in market.needs.filter(unserved)["id"][:PER_MARKET]:
        reasons = reasons_for(market, proposal, listing)
        if reasons.enters is None:
            assert reasons.chain is None
            continue
        assert reasons.chain is not None
        sign = pl.when(pl.col("kind") == "needs").then(-1.0).otherwise(1.0)
        costs = reasons.chain.select((sign * pl.col("price") * pl.col("change")).sum()).item()
        assert costs == pytest.approx(reasons.enters.price, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_minimum_pays_on_the_one_side_of_its_price_only(seed):
    """A plan with all of it, begun at a price nobody refuses, is better than one without it, or is not."""
    market, _ = market_and_plan(seed)
    for kind, listing, quantity, _ in some_listings(market, seed):
        if kind not in ("offers", "needs"):
            continue
        minimum = quantity / 2
        asking = changed(market, [ChangeListing(listing, {"minimum": minimum})])
        price = reasons_for(asking, plan(asking), listing).at_minimum
        gladly = {"quantity": minimum, "price": DEAR if kind == "needs" else 0.0}
        glad = plan(changed(market, [ChangeListing(listing, gladly)]))
        if price is None:
            assert glad.levels.filter(listing=listing)["level"].sum() < WHOLE * minimum
            continue
        if glad.levels.filter(listing=listing)["level"].sum() < WHOLE * minimum:
            continue  # not even for nothing
        asked = (DEAR - price if kind == "needs" else price) * minimum
        without = plan(changed(market, [RemoveListing(listing)])).surplus
        assert glad.surplus - asked == pytest.approx(without, rel=1e-6, abs=1e-3 + 1e-9 * DEAR * minimum)


def shoes():
    """One seller of leather at 10 and one at 30, a shop that pays 50; freight 5."""
    lot = {"commodity": "kulit", "quantity": 10.0}
    return build_market(
        frames_of(
            commodities=[{"commodity": "kulit"}],
            offers=[
                {"id": "murah", "cooperative": "A", "price": 10.0, "region": "32.05"} | lot,
                {"id": "mahal", "cooperative": "B", "price": 60.0, "region": "32.05"} | lot,
                {"id": "cadangan", "cooperative": "B", "price": 30.0, "region": "33.74"} | lot,
            ],
            needs=[
                {"id": "toko", "cooperative": "C", "price": 50.0, "region": "51.03"} | lot,
                {"id": "jauh", "cooperative": "D", "price": 70.0, "region": "73.71"} | lot,
                {"id": "pelit", "cooperative": "E", "price": 12.0, "region": "51.03"} | lot,
            ],
            freight=[
                {"origin": "32.05", "destination": "51.03", "rupiah_per_kg": 5.0},
                {"origin": "33.74", "destination": "51.03", "rupiah_per_kg": 5.0},
                {"origin": "11.71", "destination": "73.71", "rupiah_per_kg": 1.0},
                {"origin": "32.05", "destination": "11.71", "rupiah_per_kg": 900.0},
            ],
        )
    )


def test_why_a_listing_is_left_over_and_where_it_would_not_be():
    market = shoes()
    reasons = reasons_for(market, plan(market), "mahal")
    assert reasons.enters is not None
    assert reasons.enters.price == pytest.approx(10.0)
    assert reasons.enters.parts.filter(listing="murah")["change"].to_list() == pytest.approx([-1.0])
    assert reasons.nearest in ("11.71", "73.71")


def test_a_need_nobody_can_reach_has_no_price():
    market = shoes()
    far = changed(market, [ChangeListing("jauh", {"region": "64.72"})])
    reasons = reasons_for(far, plan(far), "jauh")
    assert reasons.enters is None
    assert reasons.fills is None


def test_the_cheapest_way_to_serve_a_need_is_told():
    market = shoes()
    reasons = reasons_for(market, plan(market), "pelit")
    assert reasons.enters is not None
    assert reasons.enters.price == pytest.approx(35.0)
    assert reasons.enters.parts.filter(listing="cadangan")["change"].to_list() == pytest.approx([1.0])
    assert reasons.enters.freight == pytest.approx(5.0)
    assert reasons.chain is not None
    assert reasons.chain.select("kind", "listing", "origin", "destination", "change", "price").rows() == [
        ("offers", "cadangan", "33.74", "33.74", pytest.approx(1.0), 30.0),
        ("lane", None, "33.74", "51.03", pytest.approx(1.0), 5.0),
    ]


def test_an_unknown_listing_is_told_with_the_nearest():
    market = shoes()
    with pytest.raises(UnknownListing) as told:
        reasons_for(market, plan(market), "murh")
    assert "murah" in told.value.nearest
