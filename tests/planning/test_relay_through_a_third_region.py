"""Goods go by way of a third region where that is cheaper or the only way, each leg within its hours."""

import pytest
from check import planned
from random_markets import frames_of

GARUT, SEMARANG, SURABAYA = "32.05", "33.74", "35.78"


def market_with(direct):
    return frames_of(
        offers=[
            {
                "id": "A",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "kopi",
                "quantity": 10,
                "price": 100,
            }
        ],
        needs=[
            {
                "id": "B",
                "cooperative": "K2",
                "region": SURABAYA,
                "commodity": "kopi",
                "quantity": 10,
                "price": 200,
            }
        ],
        commodities=[{"commodity": "kopi", "shelf_life_days": 1}],
        freight=[
            {"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 10, "hours": 20},
            {"origin": SEMARANG, "destination": SURABAYA, "rupiah_per_kg": 20, "hours": 20},
            *direct,
        ],
    )


@pytest.mark.parametrize(("rate", "surplus"), [(None, 700.0), (40, 700.0), (25, 750.0)])
def test_the_cheapest_way_is_taken(rate, surplus):
    direct = [{"origin": GARUT, "destination": SURABAYA, "rupiah_per_kg": rate, "hours": 20}] if rate else []
    _, proposal = planned(market_with(direct), surplus=surplus)
    (trade,) = proposal.trades.to_dicts()
    assert (trade["origin"], trade["destination"]) == (GARUT, SURABAYA)
    assert trade["freight"] == pytest.approx(100 - surplus / 10)
