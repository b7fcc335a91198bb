"""A lane is closed to what would not survive it, and open to what just would."""

import pytest
from check import planned
from random_markets import frames_of

GARUT, SURABAYA = "32.05", "35.78"


def fish(shelf_life_days, hours, haulage_hours=None, haulage=False):
    return frames_of(
        offers=[
            {
                "id": "A",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "ikan",
                "quantity": 10,
                "price": 50,
            }
        ],
        needs=[
            {
                "id": "B",
                "cooperative": "K2",
                "region": SURABAYA,
                "commodity": "ikan",
                "quantity": 10,
                "price": 150,
            }
        ],
        haulage=[
            {
                "id": "H",
                "cooperative": "K3",
                "origin": GARUT,
                "destination": SURABAYA,
                "quantity": 4,
                "price": 5,
                "hours": haulage_hours,
            }
        ]
        if haulage
        else [],
        commodities=[{"commodity": "ikan", "shelf_life_days": shelf_life_days}],
        freight=[{"origin": GARUT, "destination": SURABAYA, "rupiah_per_kg": 30, "hours": hours}],
    )


@pytest.mark.parametrize(
    ("shelf_life_days", "hours", "surplus"),
    [(2, 48, 700.0), (2, 48.5, 0.0), (2, None, 700.0), (None, 500, 700.0)],
)
def test_the_open_network_carries_it_only_while_it_is_good(shelf_life_days, hours, surplus):
    planned(fish(shelf_life_days, hours), surplus=surplus)


@pytest.mark.parametrize(("haulage_hours", "surplus"), [(48, 4 * 95.0), (49, 0.0), (None, 4 * 95.0)])
def test_so_does_a_haulage(haulage_hours, surplus):
    planned(fish(2, 49, haulage_hours, haulage=True), surplus=surplus)
