"""What needs care costs more on the open network, a haulage asks its fee, a service stays where it is."""

import pytest
from check import planned
from random_markets import frames_of

from jejaring.catalogue import shipped_catalogue

GARUT, SEMARANG = "32.05", "33.74"
FACTORS = dict(shipped_catalogue().handling.select("handling", "factor").iter_rows())


def market_with(handling, haulage_quantity):
    return frames_of(
        offers=[
            {
                "id": "A",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "barang",
                "quantity": 10,
                "price": 100,
            }
        ],
        needs=[
            {
                "id": "B",
                "cooperative": "K2",
                "region": SEMARANG,
                "commodity": "barang",
                "quantity": 10,
                "price": 200,
            }
        ],
        haulage=[
            {
                "id": "H",
                "cooperative": "K3",
                "origin": GARUT,
                "destination": SEMARANG,
                "quantity": haulage_quantity,
                "price": 5,
            }
        ],
        commodities=[{"commodity": "barang", "handling": handling, "kg_per_unit": 2}],
        freight=[{"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 10}],
    )


@pytest.mark.parametrize("handling", [name for name, factor in FACTORS.items() if factor is not None])
def test_the_open_network_charges_by_class_and_a_haulage_its_fee(handling):
    by_open, by_haulage = 2 * 10 * FACTORS[handling], 2 * 5
    planned(market_with(handling, 8), surplus=10 * 100 - 6 * by_open - 4 * by_haulage)


@pytest.mark.parametrize("handling", [name for name, factor in FACTORS.items() if factor is None])
def test_a_service_is_used_where_it_is(handling):
    planned(market_with(handling, 8), surplus=0.0)
