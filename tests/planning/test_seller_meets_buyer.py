"""One seller and one buyer in two regencies trade when the freight leaves something to share."""

import pytest
from check import level, planned, price
from random_markets import frames_of

GARUT, SEMARANG = "32.05", "33.74"


def market_with(rate: float, kg_per_unit: float = 1.0):
    return frames_of(
        offers=[
            {
                "id": "A",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "kulit",
                "quantity": 100,
                "price": 100,
            }
        ],
        needs=[
            {
                "id": "B",
                "cooperative": "K2",
                "region": SEMARANG,
                "commodity": "kulit",
                "quantity": 60,
                "price": 200,
            }
        ],
        commodities=[{"commodity": "kulit", "kg_per_unit": kg_per_unit}],
        freight=[{"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": rate}],
    )


def test_surplus_is_value_less_ask_less_freight():
    _, proposal = planned(market_with(rate=20), surplus=60 * (200 - 100 - 20))
    (trade,) = proposal.trades.to_dicts()
    assert (trade["seller"], trade["buyer"], trade["origin"], trade["destination"]) == (
        "A",
        "B",
        GARUT,
        SEMARANG,
    )
    assert trade["quantity"] == pytest.approx(60)
    assert trade["freight"] == pytest.approx(20)


def test_freight_is_by_weight():
    planned(market_with(rate=20, kg_per_unit=2.5), surplus=60 * (200 - 100 - 50))


def test_no_trade_when_freight_costs_more_than_the_difference():
    _, proposal = planned(market_with(rate=101), surplus=0.0)
    assert proposal.trades.height == 0
    assert level(proposal, "A") == level(proposal, "B") == 0


def test_no_trade_against_the_lane():
    frames = market_with(rate=20)
    reverse = frames["freight"].rename({"origin": "destination", "destination": "origin"})
    planned(frames | {"freight": reverse.select(frames["freight"].columns)}, surplus=0.0)


def test_the_seller_with_goods_left_over_gets_its_ask():
    _, proposal = planned(market_with(rate=20))
    assert price(proposal, "kulit", GARUT) == pytest.approx(100)
    assert price(proposal, "kulit", SEMARANG) == pytest.approx(120)


def test_equal_quantities_share_the_gain_in_proportion_to_what_each_puts_in():
    frames = market_with(rate=0)
    offer = frames["offers"].with_columns(quantity=60.0)
    _, proposal = planned(frames | {"offers": offer}, surplus=6000.0)
    # (p - 100) / 100 = (200 - p) / 200
    assert price(proposal, "kulit", GARUT) == pytest.approx(400 / 3, rel=1e-5)
