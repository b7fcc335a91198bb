"""An offer's or need's quantity is for its whole window; a capacity's is for each month."""

import pytest
from check import level, planned
from random_markets import frames_of

GARUT = "32.05"
NOVEMBER, DECEMBER = "2026-11", "2026-12"
COMMON = {
    "commodities": [{"commodity": "gabah"}, {"commodity": "beras"}],
    "freight": [{"origin": GARUT, "destination": "33.74", "rupiah_per_kg": 1}],
}


def listing(name, commodity, quantity, price, first=None, last=None):
    return {
        "id": name,
        "cooperative": f"K{name}",
        "region": GARUT,
        "commodity": commodity,
        "quantity": quantity,
        "price": price,
        "from": first,
        "until": last,
    }


def test_one_offer_serves_a_need_in_each_of_two_months():
    _, proposal = planned(
        frames_of(
            offers=[listing("A", "beras", 100, 100)],
            needs=[
                listing("B1", "beras", 30, 150, NOVEMBER, NOVEMBER),
                listing("B2", "beras", 90, 140, DECEMBER, DECEMBER),
            ],
            **COMMON,
        ),
        surplus=30 * 50 + 70 * 40,
    )
    assert level(proposal, "A") == pytest.approx(100)
    assert sorted(proposal.trades["quantity"]) == pytest.approx([30, 70])


def test_a_month_outside_the_window_is_not_served():
    planned(
        frames_of(
            offers=[listing("A", "beras", 100, 100, NOVEMBER, NOVEMBER)],
            needs=[listing("B", "beras", 30, 150, DECEMBER)],
            **COMMON,
        ),
        surplus=0.0,
    )


def test_a_mill_works_its_capacity_every_month():
    mill = {"id": "C", "cooperative": "KC", "region": GARUT, "recipe": "giling", "quantity": 20, "price": 10}
    planned(
        frames_of(
            offers=[listing("A", "gabah", 1000, 50)],
            needs=[listing("B", "beras", 1000, 150, NOVEMBER, "2027-01")],
            capacities=[mill],
            recipes=[
                {"recipe": "giling", "commodity": "beras", "quantity": 1},
                {"recipe": "giling", "commodity": "gabah", "quantity": -1.6},
            ],
            **COMMON,
        ),
        surplus=3 * 20 * (150 - 10 - 80),
    )
