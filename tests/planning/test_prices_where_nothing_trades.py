"""Where nothing trades a price is what the cheapest supply would come to, or the best use if none reaches."""

import pytest
from check import planned, price
from random_markets import frames_of
from reading import read_plainly
from seeds import market_and_plan, seeds

GARUT, SEMARANG, MAKASSAR, GIANYAR = "32.05", "33.74", "73.71", "51.04"
LANES = {
    (GARUT, SEMARANG): 2_000.0,
    (GARUT, MAKASSAR): 5_000.0,
    (MAKASSAR, SEMARANG): 500.0,
    (GIANYAR, SEMARANG): 3_000.0,  # nothing can reach Gianyar
}


def market_of(**tables):
    lot = {"commodity": "kulit"}
    return frames_of(
        offers=[lot | {"id": "A", "cooperative": "K1", "region": GARUT, "quantity": 10.0, "price": 10_000.0}],
        needs=[
            lot | {"id": "B", "cooperative": "K2", "region": SEMARANG, "quantity": 1.0, "price": 20_000.0},
            *(lot | row for row in tables.get("needs", ())),
        ],
        commodities=[lot],
        freight=[{"origin": o, "destination": d, "rupiah_per_kg": rate} for (o, d), rate in LANES.items()],
    )


def test_where_nobody_lists_it_costs_what_the_cheapest_supply_would():
    _, proposal = planned(market_of())
    assert price(proposal, "kulit", MAKASSAR) == pytest.approx(15_000.0)


def test_where_no_supply_reaches_it_is_worth_its_best_use_elsewhere():
    _, proposal = planned(market_of())
    assert price(proposal, "kulit", SEMARANG) == pytest.approx(12_000.0)
    assert price(proposal, "kulit", GIANYAR) == pytest.approx(9_000.0)


@pytest.mark.parametrize(("bid", "best_use"), [(11_000.0, 11_500.0), (14_000.0, 14_000.0)])
def test_a_need_left_out_is_told_the_whole_interval(bid, best_use):
    """A unit in Makassar could go on to Semarang for 12.000 less 500, or serve the need itself."""
    left_out = {"id": "C", "cooperative": "K3", "region": MAKASSAR, "quantity": 1.0, "price": bid}
    _, proposal = planned(market_of(needs=[left_out]))
    row = proposal.levels.filter(listing="C").row(0, named=True)
    assert row["level"] == 0
    assert row["price"] == pytest.approx(15_000.0)
    assert [row["price_low"], row["price_high"]] == pytest.approx([best_use, 15_000.0])


def test_a_need_that_no_supply_reaches_has_no_most():
    left_out = {"id": "C", "cooperative": "K3", "region": GIANYAR, "quantity": 1.0, "price": 30_000.0}
    _, proposal = planned(market_of(needs=[left_out]))
    row = proposal.levels.filter(listing="C").row(0, named=True)
    assert row["level"] == 0
    assert row["price_low"] == pytest.approx(30_000.0)
    assert row["price_high"] is None


@pytest.mark.parametrize("seed", seeds(quick=30))
def test_in_any_market(seed):
    market, proposal = market_and_plan(seed)
    facts = read_plainly(market)
    prices = {
        (row["commodity"], row["region"], facts.months.index(row["period"])): row["price"]
        for row in proposal.prices.to_dicts()
    }
    dealt = {
        (listing.what, listing.region)
        for kind in ("offers", "needs", "stores")
        for listing in facts.listings[kind]
    }
    for listing in facts.listings["capacities"]:
        dealt |= {(commodity, listing.region) for commodity in facts.recipes[listing.what]}
    if facts.listings["haulage"]:  # hauliers bring goods where nobody lists them
        return
    for (commodity, region, month), told in prices.items():
        lanes = facts.open_lanes(commodity)
        best_use = max(
            (prices[commodity, d, month] - cost for (o, d), cost in lanes.items() if o == region), default=0.0
        )
        supply = [
            prices[commodity, o, month] + cost
            for (o, d), cost in lanes.items()
            if d == region and (commodity, o) in dealt
        ]
        near = 1e-6 * max(1.0, told)
        assert told >= max(best_use, 0.0) - near, (commodity, region, month)
        assert all(told <= delivered + near for delivered in supply), (commodity, region, month)
