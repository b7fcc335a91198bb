"""A cooperative's truck carries so many kilograms a month, of whatever is worth it most, at its own fee."""

import pytest
from check import level, planned
from random_markets import frames_of

GARUT, SEMARANG = "32.05", "33.74"


def two_goods(freight):
    def listing(name, commodity, price, region):
        place = {"cooperative": f"K{name}", "region": region}
        return {"id": name, "commodity": commodity, "quantity": 10, "price": price, **place}

    return frames_of(
        offers=[listing("A1", "kopi", 100, GARUT), listing("A2", "tahu", 100, GARUT)],
        needs=[listing("B1", "kopi", 300, SEMARANG), listing("B2", "tahu", 400, SEMARANG)],
        haulage=[
            {
                "id": "H",
                "cooperative": "KH",
                "origin": GARUT,
                "destination": SEMARANG,
                "quantity": 25,
                "price": 30,
            }
        ],
        commodities=[{"commodity": "kopi"}, {"commodity": "tahu", "kg_per_unit": 2}],
        freight=freight,
    )


def test_the_good_that_gains_most_per_kilogram_goes_first():
    elsewhere = [{"origin": SEMARANG, "destination": GARUT, "rupiah_per_kg": 1}]
    _, proposal = planned(two_goods(elsewhere), surplus=10 * (200 - 30) + 7.5 * (300 - 60))
    assert level(proposal, "H") == pytest.approx(25)


def test_what_does_not_fit_takes_the_open_network():
    lane = [{"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 50}]
    _, proposal = planned(two_goods(lane), surplus=10 * 200 + 10 * 300 - 25 * 30 - 5 * 50)
    (haulage,) = [row for row in proposal.levels.to_dicts() if row["listing"] == "H"]
    assert haulage["price"] == pytest.approx(50)
    assert haulage["gain"] == pytest.approx(25 * 20)
