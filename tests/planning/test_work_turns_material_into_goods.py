"""Raw material of one cooperative becomes another's product in a third's workshop."""

import pytest
from check import level, planned
from random_markets import frames_of

GARUT, SEMARANG, SURABAYA = "32.05", "33.74", "35.78"


def leather_to_shoes(recipes, capacities):
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
                "cooperative": "K3",
                "region": SURABAYA,
                "commodity": "sepatu",
                "quantity": 30,
                "price": 900,
            }
        ],
        capacities=capacities,
        recipes=recipes,
        commodities=[{"commodity": "kulit"}, {"commodity": "sepatu", "unit": "pair"}, {"commodity": "sisa"}],
        freight=[
            {"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 10},
            {"origin": SEMARANG, "destination": SURABAYA, "rupiah_per_kg": 20},
        ],
    )


def workshop(name="C", quantity=20, price=300, recipe="sepatu-kulit"):
    place = {"cooperative": "K2", "region": SEMARANG}
    return {"id": name, "recipe": recipe, "quantity": quantity, "price": price, **place}


def recipe(name="sepatu-kulit", **amounts):
    return [{"recipe": name, "commodity": c, "quantity": a} for c, a in amounts.items()]


def test_material_work_and_sale_in_three_regencies():
    _, proposal = planned(
        leather_to_shoes(recipe(sepatu=1, kulit=-2), [workshop()]),
        surplus=20 * (900 - 20 - 300 - 2 * (100 + 10)),
    )
    assert level(proposal, "A") == pytest.approx(40)
    assert level(proposal, "C") == pytest.approx(20)
    assert proposal.chains["need"].unique().to_list() == ["B"]
    assert proposal.chains.height == proposal.trades.height == 2


def test_a_by_product_nobody_needs_is_left_lying():
    _, proposal = planned(
        leather_to_shoes(recipe(sepatu=1, sisa=0.5, kulit=-2), [workshop()]), surplus=20 * 360
    )
    assert "sisa" not in proposal.trades["commodity"]


def test_the_cheaper_way_of_making_it_goes_first():
    recipes = recipe(sepatu=1, kulit=-2) + recipe("sepatu-boros", sepatu=1, kulit=-3)
    workshops = [workshop(), workshop("C2", recipe="sepatu-boros")]
    _, proposal = planned(leather_to_shoes(recipes, workshops), surplus=20 * 360 + 10 * 250)
    assert level(proposal, "C2") == pytest.approx(10)


def test_work_that_loses_money_is_not_done():
    planned(leather_to_shoes(recipe(sepatu=1, kulit=-2), [workshop(price=700)]), surplus=0.0)
