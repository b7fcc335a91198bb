"""A store keeps goods from one month to the next, for its fee, within its room."""

import pytest
from check import level, planned, price
from random_markets import frames_of

GARUT = "32.05"
NOVEMBER, DECEMBER, JANUARY = "2026-11", "2026-12", "2027-01"


def harvest_and_feast(need_month, shelf_life_days=None, store_until=None, room=30):
    place = {"region": GARUT, "commodity": "beras"}
    return frames_of(
        offers=[
            {
                "id": "A",
                "cooperative": "K1",
                "quantity": 100,
                "price": 100,
                "from": NOVEMBER,
                "until": NOVEMBER,
            }
            | place
        ],
        needs=[
            {
                "id": "B",
                "cooperative": "K2",
                "quantity": 50,
                "price": 200,
                "from": need_month,
                "until": need_month,
            }
            | place
        ],
        stores=[
            {"id": "G", "cooperative": "K3", "quantity": room, "price": 10, "until": store_until} | place
        ],
        commodities=[{"commodity": "beras", "shelf_life_days": shelf_life_days}],
        freight=[{"origin": GARUT, "destination": "33.74", "rupiah_per_kg": 1}],
    )


def test_over_one_month():
    _, proposal = planned(harvest_and_feast(DECEMBER), surplus=30 * (200 - 100 - 10))
    assert level(proposal, "G") == pytest.approx(30)
    assert price(proposal, "beras", GARUT, NOVEMBER) == pytest.approx(100)
    assert price(proposal, "beras", GARUT, DECEMBER) == pytest.approx(200)


def test_over_two_months_for_two_fees():
    planned(harvest_and_feast(JANUARY), surplus=30 * (200 - 100 - 20))


@pytest.mark.parametrize(("shelf_life_days", "surplus"), [(59, 0.0), (60, 30 * 90.0)])
def test_not_what_spoils_within_sixty_days(shelf_life_days, surplus):
    planned(harvest_and_feast(DECEMBER, shelf_life_days), surplus=surplus)


@pytest.mark.parametrize(("until", "surplus"), [(NOVEMBER, 0.0), (DECEMBER, 30 * 80.0)])
def test_only_in_the_months_it_is_open(until, surplus):
    planned(harvest_and_feast(JANUARY, store_until=until), surplus=surplus)


def test_within_its_room():
    planned(harvest_and_feast(DECEMBER, room=500), surplus=50 * 90.0)
