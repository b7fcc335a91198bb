"""Recipes that feed each other in a circle: the plan ends and proves itself, and its chains add up."""

import pytest
from check import planned
from random_markets import frames_of

REGION = "32.05"
PLENTY = 1e9


def circle(recipes, capacities, offers=(), needs=()):
    """Frames of a market in one region.

    Recipes as name -> {commodity: amount}; capacities as recipe -> (quantity, price); offers and needs as
    (commodity, quantity, price).
    """
    goods = sorted({commodity for amounts in recipes.values() for commodity in amounts})

    def listed(prefix, rows):
        return [
            {"id": f"{prefix}{n}", "cooperative": "K", "commodity": c, "quantity": quantity, "price": price}
            for n, (c, quantity, price) in enumerate(rows)
        ]

    return frames_of(
        cooperatives=[{"id": "K", "region": REGION}],
        commodities=[{"commodity": good, "kg_per_unit": 1.0} for good in goods],
        recipes=[
            {"recipe": name, "commodity": commodity, "quantity": amount}
            for name, amounts in recipes.items()
            for commodity, amount in amounts.items()
        ],
        capacities=[
            {"id": f"C{name}", "cooperative": "K", "recipe": name, "quantity": quantity, "price": price}
            for name, (quantity, price) in capacities.items()
        ],
        offers=listed("O", offers),
        needs=listed("N", needs),
        freight=[{"origin": REGION, "destination": "51.03", "rupiah_per_kg": 1.0}],
    )


@pytest.mark.parametrize("lost", [0.5, 1e-2, 1e-5, 1e-7])
def test_a_circle_that_loses_next_to_nothing(lost):
    frames = circle(
        {"A": {"y": 1.0, "x": lost - 1.0}, "B": {"x": 1.0, "y": -1.0}},
        {"A": (PLENTY, 1e-6), "B": (PLENTY, 0.0)},
        needs=[("y", 1.0, 300.0)],
    )
    _, proposal = planned(frames, surplus=300.0 - 1e-6 / lost)
    assert proposal.trades["quantity"].max() == pytest.approx((1.0 - lost) / lost if lost < 0.5 else 1.0)


def test_what_is_recycled_free_of_charge():
    frames = circle(
        {"A": {"z": 1.0, "y": 0.6, "x": -1.0}, "B": {"x": 1.0, "y": -1.0}},
        {"A": (100.0, 0.0), "B": (100.0, 0.0)},
        offers=[("x", 1000.0, 100.0)],
        needs=[("z", 10.0, 300.0)],
    )
    _, proposal = planned(frames, surplus=2600.0)
    assert dict(proposal.chains.select("trade", "quantity").iter_rows()) == pytest.approx(
        dict(proposal.trades.select("trade", "quantity").iter_rows())
    )


def test_two_needs_share_what_is_recycled():
    frames = circle(
        {"A": {"z": 1.0, "y": 0.6, "x": -1.0}, "B": {"x": 1.0, "y": -1.0}},
        {"A": (100.0, 0.0), "B": (100.0, 0.0)},
        offers=[("x", 1000.0, 100.0)],
        needs=[("z", 10.0, 300.0), ("z", 30.0, 250.0)],
    )
    planned(frames, surplus=10 * 300.0 + 30 * 250.0 - 16 * 100.0)


def test_what_leaves_the_circle_is_worth_nothing():
    """Everything of worth goes round; the need outside pays nothing for what falls off."""
    frames = circle(
        {"A": {"y": 1.0, "z": 0.5, "x": -1.0}, "B": {"x": 1.0, "y": -1.0}},
        {"A": (100.0, 0.0), "B": (100.0, 0.0)},
        offers=[("x", 10.0, 0.0)],
        needs=[("z", 1.0, 0.0), ("y", 100.0, 50.0)],
    )
    planned(frames, surplus=500.0)


def test_a_circle_that_serves_nobody_stands_still():
    frames = circle(
        {"A": {"y": 1.0, "x": -1.0}, "B": {"x": 1.0, "y": -1.0}},
        {"A": (100.0, 0.0), "B": (100.0, 0.0)},
        offers=[("x", 10.0, 5.0)],
        needs=[("y", 4.0, 7.0)],
    )
    planned(frames, surplus=8.0)
