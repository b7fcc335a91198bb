"""The practical plan keeps every minimum and unit, and is about as good as any plan that does."""

import numpy as np
import polars as pl
import pytest
from markets_with_lots import frames_with_lots, sample_with_lots
from minimums_bound import bound_with_minimums
from whole_problem import best_practical_surplus

from jejaring.market import Market, build_market
from jejaring.planning import plan, verify
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.practical import minimums, repeated
from jejaring.planning.practical.listed import listed
from jejaring.planning.program import build_program

QUICK, ALL = 3, 300
OVERBUYING = 266  # where a worker must buy more than it can ever use, since the supplier sells all or nothing
SEEDS = [
    pytest.param(seed, marks=[pytest.mark.prove] if seed >= QUICK and seed != OVERBUYING else [])
    for seed in range(ALL)
]
GENERATED = [pytest.param(s, marks=[pytest.mark.prove] if s >= 1 else []) for s in range(20)]
THIN = [pytest.param(s, marks=[pytest.mark.prove] if s != 5 else []) for s in range(6)]
LITTLE = 0.01  # of the surplus


def practical_faults(market, proposal) -> list[str]:
    """What `verify` has against the practical plan, and what plain loops find."""
    verdict = verify(market, proposal)
    found = [check.name for check in verdict.faults if check.name.startswith("practical")]
    whole = dict(market.catalogue.commodities.select("commodity", "divisible").iter_rows())
    for row in proposal.practical_trades.to_dicts():
        if whole[row["commodity"]] is False and row["quantity"] != int(row["quantity"]):
            found.append(f"{row['trade']}: {row['quantity']} of what does not split")
    for kind in ("offers", "needs", "capacities"):
        by = "period" if kind == "capacities" else "listing"
        asked = getattr(market, kind).filter(pl.col("minimum") > 0)
        used = proposal.practical_levels.join(asked, left_on="listing", right_on="id")
        for row in (
            used.group_by("listing", by if by != "listing" else "minimum")
            .agg(pl.col("level").sum(), least=pl.col("minimum").first())
            .to_dicts()
        ):
            if row["level"] < row["least"] * (1 - 1e-9):
                found.append(f"{row['listing']}: {row['level']} where {row['least']} is the least")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_no_other_practical_plan_is_much_better(seed):
    """Beside the whole problem as one mixed-integer program, as far as another solver gets with it."""
    market = build_market(frames_with_lots(seed))
    proposal = plan(market)
    assert practical_faults(market, proposal) == []
    best = best_practical_surplus(market)
    assert proposal.practical_surplus <= proposal.bound * (1 + 1e-9) + 1
    rupiah = proposal.practical_trades.height + proposal.practical_levels.height  # what rounding may cost
    assert np.isnan(best) or best - proposal.practical_surplus <= LITTLE * max(proposal.bound, 1.0) + rupiah


@pytest.mark.parametrize("seed", GENERATED)
def test_lorries_sacks_and_whole_lots_cost_at_most_a_hundredth(seed):
    market = build_market(sample_with_lots(2_000, seed))
    proposal = plan(market)
    assert practical_faults(market, proposal) == []
    assert proposal.practical_loss <= LITTLE


@pytest.mark.parametrize("seed", THIN)
def test_where_more_is_lost_nothing_better_exists(seed):
    """In thin markets minimums cost more than a hundredth; then hardly any less could be lost."""
    market = build_market(sample_with_lots(400, seed))
    proposal = plan(market)
    assert practical_faults(market, proposal) == []
    beyond = bound_with_minimums(market) - proposal.practical_surplus
    assert beyond <= LITTLE * proposal.bound


def test_the_example_loses_next_to_nothing():
    market = Market.read("examples/sepatu")
    proposal = plan(market)
    assert practical_faults(market, proposal) == []
    assert proposal.practical_loss <= LITTLE


@pytest.mark.parametrize("steps", [500_000])
def test_when_its_work_is_spent_the_plan_is_worse_but_sound(steps, monkeypatch):
    """Nothing between nothing and a minimum is signed, however little was thought about it."""
    market = build_market(sample_with_lots(300, 4))
    monkeypatch.setattr(minimums, "MOST_COLUMNS", 0)
    at_leisure = plan(market)
    monkeypatch.setattr(repeated, "STEPS", steps)
    in_haste = plan(market)
    assert practical_faults(market, in_haste) == []
    assert in_haste.practical_surplus <= at_leisure.practical_surplus


def test_the_same_market_gives_the_same_practical_plan():
    market = build_market(sample_with_lots(100, 7))
    one, other = plan(market), plan(market)
    assert one.practical_trades.equals(other.practical_trades)


def test_where_nothing_has_a_minimum_there_is_none_to_choose():
    frames = frames_with_lots(0)
    for name in ("offers", "needs", "capacities"):
        frames[name] = frames[name].with_columns(minimum=pl.lit(None, pl.Float64))
    market = build_market(frames)
    program = build_program(market, Ways(market.freight, goods_of(market)))
    assert minimums.best_minimums(listed(market), program) is None
