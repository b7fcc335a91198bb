"""Plans forged with care, sealed anew: `verify` still refuses what could never happen."""

import json
from dataclasses import replace

import polars as pl
from random_markets import frames_of

from jejaring.market import build_market
from jejaring.planning import Plan, plan, verify
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


def two_bakeries_one_mill():
    """One mill, two fields and two bakers, all at one place."""
    here = {"cooperative": "A", "region": "32.05"}
    return build_market(
        frames_of(
            commodities=[{"commodity": name, "kg_per_unit": 1.0} for name in ("gabah", "beras", "dedak")],
            recipes=[
                {"recipe": "giling", "commodity": "beras", "quantity": 1.0},
                {"recipe": "giling", "commodity": "dedak", "quantity": 0.2},
                {"recipe": "giling", "commodity": "gabah", "quantity": -1.5},
            ],
            capacities=[{"id": "mill", "recipe": "giling", "quantity": 100.0, "price": 5.0} | here],
            offers=[
                {"id": f"field-{n}", "commodity": "gabah", "quantity": 30.0, "price": 50.0 + n} | here
                for n in (1, 2)
            ],
            needs=[
                {"id": f"baker-{n}", "commodity": "beras", "quantity": 20.0, "price": 300.0 + n} | here
                for n in (1, 2)
            ]
            + [{"id": "farm", "commodity": "dedak", "quantity": 8.0, "price": 30.0} | here],
            freight=[{"origin": "32.05", "destination": "51.03", "rupiah_per_kg": 1.0}],
        )
    )


def test_material_moved_from_one_chain_to_another():
    market = two_bakeries_one_mill()
    honest = plan(market)
    assert verify(market, honest)
    bought = honest.trades.filter(pl.col("buyer") == "mill")["trade"].implode()
    one, other = honest.chains["chain"].unique().sort()[:2]
    inner = pl.col("trade").is_in(bought)
    swapped = honest.chains.with_columns(
        chain=pl.when(inner & (pl.col("chain") == one)).then(pl.lit(other)).otherwise("chain"),
    ).with_columns(
        need=pl.col("chain").replace_strict(dict(honest.chains.select("chain", "need").iter_rows()))
    )
    verdict = verify(market, sealed(market, honest, chains=swapped))
    assert [check.name for check in verdict.faults] == ["provenance"]


def test_material_left_in_one_chain_for_another_of_the_same_size():
    market = two_bakeries_one_mill()
    honest = plan(market)
    bought = honest.trades.filter(pl.col("buyer") == "mill")["trade"].implode()
    shifted = pl.when(pl.col("trade").is_in(bought) & pl.col("need").is_in(["baker-1", "baker-2"]))
    tilt = pl.when(pl.col("need") == "baker-1").then(0.99).otherwise(1.01)
    chains = honest.chains.with_columns(
        shifted.then(pl.col("quantity") * tilt).otherwise("quantity").alias("quantity")
    )
    assert not verify(market, sealed(market, honest, chains=chains))


def test_a_gap_or_a_count_in_the_folder_that_is_not_so(tmp_path):
    market = fish(hours=20.0)
    plan(market).write(tmp_path / "plan")
    file = tmp_path / "plan" / "plan.json"
    honest = json.loads(file.read_text())
    assert verify(market, Plan.read(tmp_path / "plan"))
    for changed in (
        {"gap": 0.5},
        {"counts": honest["counts"] | {"trades": 2}},
        {"counts": {}},
        {"gap": None},
    ):
        file.write_text(json.dumps(honest | changed))
        verdict = verify(market, Plan.read(tmp_path / "plan"))
        assert [check.name for check in verdict.faults] == ["facts"]


def test_a_range_that_does_not_hold_the_price_and_a_wrong_percentage():
    market = fish(hours=20.0)
    honest = plan(market)
    for changed in (
        {"price_low": pl.col("price") + 1.0},
        {"price_high": pl.col("price") - 1.0},
        {"price_high": pl.lit(float("nan"))},
        {"percent": pl.col("percent") * 1.01},
    ):
        forged = sealed(market, honest, levels=honest.levels.with_columns(**changed))
        assert [check.name for check in verify(market, forged).faults] == ["stated"], changed
