"""What a failure means is what plans from the beginning say; what nobody uses may fail."""

from contextlib import suppress

import numpy as np
import polars as pl
import pytest
from random_markets import random_frames
from seeds import seeds

from jejaring.insight.faults import InsightFault
from jejaring.insight.resilience import (
    Replanner,
    Scenario,
    cooperative_fails,
    cooperatives_of,
    harvest_falls,
    hurt,
    lane_fails,
    lanes_of,
    ranking,
    region_fails,
    results_of,
)
from jejaring.market import MarketFaults, RemoveListing, build_market, changed
from jejaring.planning import plan
from jejaring.planning.activities import KINDS

EQUAL = 1e-6  # of the surplus, and at least a rupiah
FAIREST = 1e-3  # of a spread: so close are prices to the fairest


def close(value, market_plan):
    return pytest.approx(value, abs=max(1.0, EQUAL * abs(market_plan.surplus)))


def by_cooperative(proposal):
    return dict(proposal.gains.select("cooperative", "gain").iter_rows())


def some_failures(market, proposal):
    """One of every kind that the market has."""
    if proposal.trades.height:
        yield cooperatives_of(market, proposal)[0]
        yield from lanes_of(market, proposal)[:1]
    if market.offers.height:
        yield harvest_falls(market, market.offers["commodity"][0])
    if market.cooperatives.height:
        with suppress(MarketFaults):  # a haulier's way may end there
            yield region_fails(market, market.cooperatives["region"][0])


@pytest.mark.parametrize("seed", seeds(quick=2))
def test_a_failure_means_what_two_plans_say(seed):
    market = build_market(random_frames(seed))
    before = plan(market)
    replanner = Replanner(market)
    for failure in some_failures(market, before):
        after = plan(changed(market, failure.changes))
        result = replanner.result(failure)
        assert result.lost == close(before.surplus - after.surplus, before)
        then, now = by_cooperative(before), by_cooperative(after)
        for name in then | now:
            told = result.gains.get(name, 0.0)
            assert told == close(now.get(name, 0.0) - then.get(name, 0.0), before), (failure.key, name)


def spread(outcome):
    """Sum of gain^2 / put-in: of an offer or need over its window, of other listings month by month."""
    total = 0.0
    for kind in KINDS:
        at = outcome.program.activities[kind]
        one = at.listing if kind in ("offers", "needs") else np.arange(len(at))
        gain = np.bincount(one, weights=outcome.gains[kind])
        put_in = np.bincount(one, weights=outcome.levels[kind] * np.where(at.price, at.price, 1.0))
        total += (gain[put_in > 0] ** 2 / put_in[put_in > 0]).sum()
    return total


def without_what_is_idle(market, used):
    """A failure for every listing that is not among `used`, and for every cooperative that has none there."""
    owner = {
        one: name
        for table in market.listings.values()
        for one, name in table.select("id", "cooperative").iter_rows()
    }
    busy = {owner[one] for one in used}
    idle = [cooperative_fails(market, name) for name in market.cooperatives["id"] if name not in busy]
    return idle + [
        Scenario("cooperative", f"of {one}", (RemoveListing(one),)) for one in sorted(owner.keys() - used)
    ]


def used_in(outcome, market):
    """The listings that an outcome uses at all."""
    return {
        getattr(market, kind)["id"][row]
        for kind in KINDS
        for row in outcome.program.activities[kind].listing[outcome.levels[kind] > 0].tolist()
    }


@pytest.mark.parametrize("seed", seeds(quick=2))
def test_what_nobody_uses_may_go(seed):
    """Nothing else is done without it. Gains change only to fairer ones: it may have been a choice."""
    market = build_market(random_frames(seed))
    replanner = Replanner(market)
    outcome = replanner.planner.outcome()
    before, slack = spread(outcome), max(1.0, EQUAL * abs(replanner.planner.surplus))
    for failure in without_what_is_idle(market, used_in(outcome, market)):
        result = replanner.result(failure)
        assert result.lost == pytest.approx(0.0, abs=slack)
        assert result.needs_lost == 0
        assert result.value_lost == pytest.approx(0.0, abs=slack)
        assert sum(result.gains.values()) == pytest.approx(0.0, abs=slack)
        if any(abs(rupiah) > slack for rupiah in result.gains.values()):
            assert spread(replanner.planner.changed(failure.changes).outcome()) <= before * (1 + FAIREST)


@pytest.mark.parametrize("seed", seeds(quick=2))
def test_what_any_best_plan_does_without_takes_no_surplus_away(seed):
    """Where plans tie, one may use what the other does not; the surplus of both is the same."""
    market = build_market(random_frames(seed))
    proposal = plan(market)
    replanner = Replanner(market)
    used = set(proposal.levels.filter(pl.col("level") > 0)["listing"])
    for failure in without_what_is_idle(market, used):
        assert replanner.result(failure).lost == close(0.0, proposal)


@pytest.mark.parametrize("seed", seeds(quick=3))
def test_nobody_loses_less_than_the_failed_cooperative_gained(seed):
    market = build_market(random_frames(seed))
    proposal = plan(market)
    replanner = Replanner(market)
    results = [replanner.result(each) for each in cooperatives_of(market, proposal)]
    table = ranking(proposal, results)
    assert (table["others"] >= -max(1.0, EQUAL * proposal.surplus)).all()  # the plan is in the core
    assert table["lost"].is_sorted(descending=True)
    borne = hurt(results).group_by("kind", "subject").agg(pl.col("difference").sum())
    both = table.join(borne, on=["kind", "subject"], how="left")
    for row in both.to_dicts():
        assert -(row["difference"] or 0.0) == pytest.approx(
            row["lost"], rel=EQUAL, abs=market.cooperatives.height + 1
        )


def test_the_order_asked_is_the_order_answered_and_twice_is_once():
    market = build_market(random_frames(5))
    proposal = plan(market)
    failures = cooperatives_of(market, proposal)
    standing = Replanner(market).planner.standing
    results = results_of(market, standing, [*failures, failures[0]])
    assert [result.key for result in results] == [each.key for each in [*failures, failures[0]]]


def test_what_is_not_there_cannot_fail():
    market = build_market(random_frames(5))
    known = market.cooperatives["id"][0]
    with pytest.raises(InsightFault) as told:
        cooperative_fails(market, f"{known}x")
    assert f'"{known}x"' in told.value.say("id")
    assert known in told.value.say("en")
    with pytest.raises(InsightFault, match="Nobody offers"):
        harvest_falls(market, "emas")
    with pytest.raises(InsightFault, match="between 0 and 1"):
        harvest_falls(market, market.offers["commodity"][0], share=1.5)
    with pytest.raises(InsightFault, match="cannot fall"):
        harvest_falls(market, market.offers["commodity"][0], place="99")
    with pytest.raises(MarketFaults, match="Atlantis"):
        region_fails(market, "Atlantis")
    with pytest.raises(MarketFaults):
        lane_fails(market, "32.05", "91.71")
