"""Prices found in the optimal basis are those of one-sided slopes, each found by two programs of its own."""

import polars as pl
import pytest
from random_markets import frames_of
from seeds import market_and_plan, seeds

from jejaring.market import ChangeListing, build_market, changed
from jejaring.planning.activities import KINDS
from jejaring.planning.entering import LITTLE, entering_prices
from jejaring.planning.margins import Margins
from jejaring.planning.pinned import signed_pins
from jejaring.planning.planner import solve_market
from jejaring.planning.solvers import Solver
from jejaring.planning.trades import levels_as_solved

HERE = "32.05"


def left_out(solved, plan) -> pl.DataFrame:
    """kind, listing, row: what is offered and not used."""
    used = plan.levels.filter(pl.col("level") > 0)["listing"]
    return pl.concat(
        table.with_row_index("row")
        .filter(pl.col("quantity") > 0, ~pl.col("id").is_in(used.implode()))
        .select(pl.lit(kind).alias("kind"), pl.col("id").alias("listing"), pl.col("row").cast(pl.Int64))
        for kind, table in ((kind, getattr(solved.market, kind)) for kind in KINDS)
    )


def by_programs(solved, kind: str, row: int) -> float | None:
    slope = Margins(solved.program, kind, row).enters()
    return None if slope is None else slope.rupiah


def use_at(market, kind: str, listing: str, price: float, pins) -> float:
    """Which part of a listing is used when everything is planned anew at this price of it."""
    solved = solve_market(changed(market, [ChangeListing(listing, {"price": price})]), pinned=pins)
    at, level = (
        solved.program.activities[kind],
        levels_as_solved(solved.program, solved.solution)[kind],
    )
    own = getattr(market, kind)["id"].index_of(listing)
    return float(level[at.listing == own].sum() / at.quantity[at.listing == own].max())


def assert_same(market, solved, plan, pins=None) -> None:
    asked = left_out(solved, plan)
    found = dict(entering_prices(solved, asked["listing"]))
    assert set(found) == set(asked["listing"])
    for kind, listing, row in asked.iter_rows():
        price, other = found[listing], by_programs(solved, kind, row)
        if kind != "needs":  # for less than nothing nobody works
            price, other = max(price or 0.0, 0.0), max(other or 0.0, 0.0)
        if price == other or (
            None not in (price, other) and price == pytest.approx(other, rel=1e-6, abs=1e-6)
        ):
            continue
        # then less than a millionth could be used at the other price, and a millionth at this one
        better = 1 if kind == "needs" else -1
        if other:
            assert use_at(market, kind, listing, other + better * slack(other), pins) < LITTLE, listing
        if price:
            assert use_at(market, kind, listing, price + better * slack(price), pins) >= 0.99 * LITTLE, (
                listing
            )
            assert use_at(market, kind, listing, price - better * slack(price), pins) < LITTLE, listing


def slack(price: float) -> float:
    return max(1e-6 * price, 1e-6)


@pytest.mark.parametrize("seed", seeds(quick=8))
@pytest.mark.parametrize("solver", ["auto", "simplex"])
def test_whoever_solved(seed, solver: Solver):
    market, _ = market_and_plan(seed)
    solved = solve_market(market, solver=solver)
    assert_same(market, solved, solved.plan())


@pytest.mark.parametrize("seed", seeds(quick=4))
def test_around_accepted_trades(seed):
    market, best = market_and_plan(seed)
    pins = signed_pins(market, best, best.practical_trades["trade"].to_list()[::2])
    solved = solve_market(market, pinned=pins)
    assert_same(market, solved, solved.plan(), pins)


def test_where_plans_tie_the_price_is_that_of_the_first_unit():
    """Two sellers of 10 at 100 and 300, needs of just 10: between 100 and 300 all prices are optimal."""
    offer = {"commodity": "beras", "region": HERE, "quantity": 10.0}
    market = build_market(
        frames_of(
            commodities=[{"commodity": "beras"}],
            offers=[
                offer | {"id": "cheap", "cooperative": "a", "price": 100.0},
                offer | {"id": "dear", "cooperative": "b", "price": 300.0},
            ],
            needs=[
                offer | {"id": "served", "cooperative": "c", "price": 900.0},
                offer | {"id": "poor", "cooperative": "d", "price": 90.0},
            ],
        )
    )
    solved = solve_market(market)
    found = dict(entering_prices(solved, ["dear", "poor"]))
    assert found == {"dear": pytest.approx(100.0), "poor": pytest.approx(300.0)}


def test_what_nobody_has_is_not_to_be_had_at_any_price():
    market = build_market(
        frames_of(
            commodities=[{"commodity": "beras"}, {"commodity": "jagung"}],
            offers=[
                {
                    "id": "rice",
                    "cooperative": "a",
                    "commodity": "beras",
                    "region": HERE,
                    "quantity": 5.0,
                    "price": 10.0,
                }
            ],
            needs=[
                {
                    "id": "maize",
                    "cooperative": "b",
                    "commodity": "jagung",
                    "region": HERE,
                    "quantity": 5.0,
                    "price": 10.0,
                }
            ],
        )
    )
    found = dict(entering_prices(solve_market(market), ["rice", "maize"]))
    assert found == {"rice": pytest.approx(0.0), "maize": None}
