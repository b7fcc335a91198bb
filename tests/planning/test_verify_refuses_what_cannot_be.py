"""Plans forged with care, sealed anew: `verify` still refuses what could never happen."""

from dataclasses import replace

import polars as pl
from random_markets import frames_of

from jejaring.market import build_market
from jejaring.planning import plan, verify
from jejaring.planning.columns import digest_of


def fish(hours):
    """Fish that keeps a day, a buyer across the sea, and a haulier who takes `hours` for nothing."""
    lot = {"commodity": "ikan", "quantity": 10.0}
    way = {"origin": "32.05", "destination": "51.03", "quantity": 100.0, "price": 0.0, "hours": hours}
    return build_market(
        frames_of(
            commodities=[{"commodity": "ikan", "shelf_life_days": 1.0}],
            offers=[{"id": "o", "cooperative": "A", "price": 100.0, "region": "32.05"} | lot],
            needs=[{"id": "n", "cooperative": "B", "price": 300.0, "region": "51.03"} | lot],
            haulage=[{"id": "h", "cooperative": "C"} | way],
            freight=[{"origin": "51.03", "destination": "32.05", "rupiah_per_kg": 1.0}],
        )
    )


def sealed(market, proposal, **changes):
    changed = replace(proposal, market_hash=market.hash, **changes)
    return replace(changed, digest=digest_of(changed.tables))


def test_fish_on_a_haulier_too_slow_for_it():
    quick, slow = fish(hours=20.0), fish(hours=1000.0)
    honest = plan(quick)
    assert verify(quick, honest)
    assert honest.surplus == 2000.0
    assert plan(slow).surplus == 0.0
    assert [check.name for check in verify(slow, sealed(slow, honest)).faults].count("carriage") == 1


def test_a_cooperative_whose_gains_are_told_twice():
    market = fish(hours=20.0)
    honest = plan(market)
    twice = pl.concat([honest.gains, honest.gains.head(1)])
    assert not verify(market, sealed(market, honest, gains=twice))


def test_a_chain_of_a_need_that_is_not_there():
    market = fish(hours=20.0)
    honest = plan(market)
    invented = honest.chains.with_columns(need=pl.lit("khayalan"))
    assert not verify(market, sealed(market, honest, chains=invented))


def test_a_haulier_named_for_a_trade_it_cannot_serve():
    market = fish(hours=20.0)
    honest = plan(market)
    nobody = honest.carriage.with_columns(haulage=pl.lit("tiada"))
    assert not verify(market, sealed(market, honest, carriage=nobody))
