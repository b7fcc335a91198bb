"""Quantities from a gram to a million tonnes and prices from a rupiah to a billion, in one market."""

import numpy as np
import polars as pl
import pytest
from check import level
from random_markets import frames_of, random_frames
from seeds import seeds

from jejaring.market import build_market
from jejaring.planning import plan, simplex, verify
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.solution import bound_of

LISTED = ("offers", "needs", "capacities", "stores", "haulage")
SMALLEST, LARGEST = 1e-3, 1e9  # base units
CHEAPEST, DEAREST = 1.0, 1e9  # rupiah


def stretched(seed):
    """The random market of a seed with its quantities drawn anew and its prices spread, over all sizes."""
    frames, rng = random_frames(seed), np.random.default_rng(seed)
    for kind in LISTED:
        table = frames[kind]
        if table.height:
            drawn = 10.0 ** rng.uniform(np.log10(SMALLEST), np.log10(LARGEST), table.height)
            spread = (pl.col("price") / 100.0) ** rng.uniform(0.5, 3.0) + CHEAPEST
            frames[kind] = table.with_columns(
                quantity=np.where(table["quantity"] > 0, drawn, 0.0), price=spread.clip(CHEAPEST, DEAREST)
            )
    return frames


@pytest.mark.parametrize("seed", seeds(quick=6))
def test_the_plan_proves_itself(seed):
    market = build_market(stretched(seed))
    verdict = verify(market, plan(market))
    assert verdict, verdict.faults


def counted_in(frames, unit):
    """The same market, its first good counted in a unit so many times as large."""
    good = frames["commodities"]["commodity"][0]
    main = frames["recipes"].group_by("recipe", maintain_order=True).first()
    made = pl.col("recipe").is_in(main.filter(commodity=good)["recipe"].to_list())  # a recipe is for one unit

    def times(column, factor, of):
        return pl.when(of).then(pl.col(column) * factor).otherwise(pl.col(column))

    def fewer(frame, of):
        return frame.with_columns(times("quantity", 1 / unit, of), times("price", unit, of))

    mine = pl.col("commodity") == good
    changed = {name: fewer(frames[name], mine) for name in ("offers", "needs", "stores")}
    for_one = times("quantity", unit, made)
    return (
        frames
        | changed
        | {
            "recipes": frames["recipes"]
            .with_columns(for_one)
            .with_columns(times("quantity", 1 / unit, mine)),
            "capacities": fewer(frames["capacities"], made),
            "commodities": frames["commodities"].with_columns(times("kg_per_unit", unit, mine)),
        }
    )


@pytest.mark.parametrize("unit", [1e-8, 1e7])
@pytest.mark.parametrize("seed", seeds(quick=15))
def test_what_a_good_is_counted_in_changes_nothing(seed, unit):
    best, counted_anew = (
        bound_of(program, simplex.solve(program, again=False))  # raises when it does not prove its answer
        for program in (
            build_program(market, Ways(market.freight, goods_of(market)))
            for market in (build_market(frames) for frames in both_ways(seed, unit))
        )
    )
    assert counted_anew == pytest.approx(best, rel=1e-9, abs=1e-6)


def both_ways(seed, unit):
    """The random market of a seed, and the same counted in another unit."""
    frames = random_frames(seed)
    return frames, counted_in(frames, unit)


def one_region(offers, needs):
    """A market in one region: offers and needs of one good as (quantity, price)."""
    here = {"cooperative": "K", "region": "32.05", "commodity": "beras"}
    return build_market(
        frames_of(
            commodities=[{"commodity": "beras", "kg_per_unit": 1.0}],
            offers=[{"id": f"o{n}", "quantity": q, "price": p} | here for n, (q, p) in enumerate(offers)],
            needs=[{"id": f"n{n}", "quantity": q, "price": p} | here for n, (q, p) in enumerate(needs)],
            freight=[{"origin": "32.05", "destination": "51.03", "rupiah_per_kg": 1.0}],
        )
    )


@pytest.mark.parametrize("small", [1.0, 1e-3])
def test_a_small_offer_beside_a_vast_need(small):
    market = one_region(offers=[(small, 100.0)], needs=[(1e9, 300.0)])
    proposal = plan(market)
    assert verify(market, proposal)
    assert level(proposal, "o0") == level(proposal, "n0") == small


@pytest.mark.parametrize("small", [1.0, 1e-3, 1e-9])
def test_small_ones_among_vast_ones_are_served_to_the_last_digit(small):
    market = one_region(
        offers=[(small, 1.0), (1e12, 1.0)], needs=[(1e12, 2.0), (small, 3.0), (small / 3, 3.0)]
    )
    proposal = plan(market)
    verdict = verify(market, proposal)
    assert verdict, verdict.faults
    assert level(proposal, "n1") == pytest.approx(small, rel=1e-9)
    assert level(proposal, "n2") == pytest.approx(small / 3, rel=1e-9)
