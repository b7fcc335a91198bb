"""Accepted trades stay as they were agreed, and the rest is planned around them."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from random_markets import frames_of
from seeds import market_and_plan

from jejaring.market import AddListing, ChangeListing, CloseLane, RemoveListing, build_market, changed
from jejaring.planning import plan, verify
from jejaring.planning.columns import digest_of
from jejaring.planning.model import Plan
from jejaring.planning.pinned import PinFault, Pins, pins_of, signed_pins

QUICK, ALL = 5, 300
SEEDS = [pytest.param(s, marks=[pytest.mark.prove] if s >= QUICK else []) for s in range(ALL)]
RELATIVE = 1e-6


def shop(*changes):
    """Paddy in one place, a mill in another, a shop for the rice in a third; a haulier to the shop."""
    return changed(
        build_market(
            frames_of(
                commodities=[{"commodity": "padi"}, {"commodity": "nasi"}],
                recipes=[
                    {"recipe": "giling", "commodity": "nasi", "quantity": 1.0},
                    {"recipe": "giling", "commodity": "padi", "quantity": -2.0},
                ],
                offers=[
                    {
                        "id": "sawah",
                        "cooperative": "A",
                        "commodity": "padi",
                        "quantity": 20.0,
                        "price": 10.0,
                        "region": "32.05",
                    }
                ],
                needs=[
                    {
                        "id": "toko",
                        "cooperative": "C",
                        "commodity": "nasi",
                        "quantity": 10.0,
                        "price": 100.0,
                        "region": "51.03",
                    }
                ],
                capacities=[
                    {
                        "id": "mesin",
                        "cooperative": "B",
                        "recipe": "giling",
                        "quantity": 10.0,
                        "price": 5.0,
                        "region": "33.74",
                    }
                ],
                haulage=[
                    {
                        "id": "truk",
                        "cooperative": "D",
                        "origin": "33.74",
                        "destination": "51.03",
                        "quantity": 100.0,
                        "price": 2.0,
                    }
                ],
                freight=[
                    {"origin": "32.05", "destination": "33.74", "rupiah_per_kg": 1.0},
                    {"origin": "33.74", "destination": "51.03", "rupiah_per_kg": 9.0},
                ],
            )
        ),
        changes,
    )


def test_accepted_trades_pay_the_freight_that_was_agreed_when_ways_become_dearer():
    market = shop()
    first = plan(market)
    dearer = {
        **market.tables,
        "freight": market.tables["freight"].with_columns(pl.col("rupiah_per_kg") * 1.5),
    }
    later = build_market(dearer)
    for pins in (pins_of(first), signed_pins(market, first)):
        again = plan(later, pinned=pins)
        verdict = verify(later, again)
        assert verdict, verdict.faults
        assert again.practical_trades["freight"].to_list() == first.practical_trades["freight"].to_list()


def same_rows(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return set(one.rows()) == set(other.rows())


@pytest.mark.parametrize("seed", SEEDS)
def test_pinning_every_trade_gives_the_same_plan(seed):
    market, first = market_and_plan(seed)
    again = plan(market, pinned=pins_of(first))
    assert same_rows(again.trades, first.trades)
    assert again.levels["level"].to_numpy() == pytest.approx(first.levels["level"].to_numpy(), rel=1e-9)
    scale = max(1.0, first.surplus, float(first.gains["put_in"].sum()))
    assert again.gains["gain"].to_numpy() == pytest.approx(
        first.gains["gain"].to_numpy(), abs=RELATIVE * scale
    )
    verdict = verify(market, again)
    assert verdict, verdict.faults


@pytest.mark.parametrize("seed", SEEDS)
def test_pinning_some_trades_is_always_possible_and_costs_nothing(seed):
    market, first = market_and_plan(seed)
    rng = np.random.default_rng(seed)
    some = [trade for trade in first.trades["trade"] if rng.random() < rng.choice([0.2, 0.5, 0.8])]
    again = plan(market, pinned=pins_of(first, some))
    assert again.surplus == pytest.approx(first.surplus, rel=RELATIVE, abs=1e-6)
    pinned = first.trades.filter(pl.col("trade").is_in(some))
    assert same_rows(again.trades.join(pinned, on="trade", how="semi"), pinned)
    assert same_rows(again.pinned, pinned)
    verdict = verify(market, again)
    assert verdict, verdict.faults


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_signed_stays_signed(seed):
    """Pinning a whole practical plan gives it back: units, lots and rupiah; and some of it can be pinned."""
    market, first = market_and_plan(seed)
    again = plan(market, pinned=signed_pins(market, first))
    signed = first.practical_trades.drop("trade")
    assert set(signed.rows()) <= set(again.practical_trades.drop("trade").rows())
    assert verify(market, again), verify(market, again).faults
    some = first.practical_trades["trade"].gather_every(2)
    part = plan(market, pinned=signed_pins(market, first, some))
    assert verify(market, part), verify(market, part).faults


@pytest.mark.parametrize("seed", SEEDS)
def test_when_others_decline_the_accepted_stay_or_the_lack_is_named(seed):
    """A listing withdraws; trades it has no part in are pinned."""
    market, first = market_and_plan(seed)
    rng = np.random.default_rng(seed)
    used = first.levels.filter(pl.col("level") > 0)["listing"].unique().sort()
    if len(used) < 2:
        return
    gone = str(used[int(rng.integers(len(used)))])
    parts = first.trades.join(first.carriage.filter(haulage=gone), on="trade", how="anti")
    parts = parts.filter((pl.col("seller") != gone) & (pl.col("buyer") != gone))
    other = changed(market, [RemoveListing(gone)])
    if other.periods != market.periods:
        return
    try:
        again = plan(other, pinned=pins_of(first, parts["trade"]))
    except PinFault as fault:
        if fault.kind != "short":
            raise
        return
    assert same_rows(again.trades.join(parts, on="trade", how="semi"), parts)
    verdict = verify(other, again)
    assert verdict, verdict.faults
    gains = float(again.gains["gain"].sum())
    assert gains == pytest.approx(again.surplus, abs=RELATIVE * max(1.0, float(again.gains["put_in"].sum())))


def test_agreed_prices_stay_when_the_market_moves():
    first = plan(shop())
    dearer = shop(
        AddListing(
            "needs",
            {
                "id": "pasar",
                "cooperative": "C",
                "commodity": "nasi",
                "quantity": 10.0,
                "price": 500.0,
                "region": "51.03",
            },
        ),
        AddListing(
            "offers",
            {
                "id": "kebun",
                "cooperative": "A",
                "commodity": "padi",
                "quantity": 2.0,
                "price": 1.0,
                "region": "32.05",
            },
        ),
    )
    free, bound = plan(dearer), plan(dearer, pinned=pins_of(first))
    assert free.levels.filter(listing="toko")["level"].sum() == 0
    assert bound.levels.filter(listing="toko")["level"].sum() == pytest.approx(10.0)
    assert bound.surplus < free.surplus
    assert same_rows(bound.trades.join(first.trades, on="trade", how="semi"), first.trades)
    assert bound.gains.filter(cooperative="D")["gain"].to_list() == pytest.approx(
        first.gains.filter(cooperative="D")["gain"].to_list()
    )
    assert verify(dearer, bound)


def test_a_supplier_who_declines_is_named_by_what_is_lacking():
    first = plan(shop())
    sold = first.trades.filter(pl.col("seller") == "mesin")["trade"]
    with pytest.raises(PinFault, match="mesin lacks") as told:
        plan(shop(RemoveListing("sawah")), pinned=pins_of(first, sold))
    assert told.value.values["commodity"] == "padi"
    assert "mesin" in told.value.say("id")
    assert told.value.values["quantity"] == pytest.approx(20.0)


def test_another_supplier_takes_the_place_of_the_one_who_declined():
    first = plan(shop())
    sold = first.trades.filter(pl.col("seller") == "mesin")["trade"]
    other = shop(
        RemoveListing("sawah"),
        AddListing(
            "offers",
            {
                "id": "ladang",
                "cooperative": "A",
                "commodity": "padi",
                "quantity": 50.0,
                "price": 200.0,
                "region": "32.05",
            },
        ),
    )
    assert plan(other).trades.height == 0
    bound = plan(other, pinned=pins_of(first, sold))
    assert bound.levels.filter(listing="ladang")["level"].sum() == pytest.approx(20.0)
    assert bound.gains.filter(cooperative="B")["gain"].item() < 0  # it promised, and the paddy became dear
    assert verify(other, bound)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ([RemoveListing("toko")], "no-such-buyer"),
        ([ChangeListing("toko", {"region": "11.71"})], "no-such-buyer"),
        ([RemoveListing("mesin")], "no-such-seller"),
        ([RemoveListing("truk")], "no-such-haulage"),
        ([ChangeListing("toko", {"quantity": 9.0})], "too-much"),
        ([ChangeListing("truk", {"quantity": 9.0})], "too-much"),
    ],
)
def test_what_the_market_no_longer_has_is_told(changes, kind):
    first = plan(shop())
    sold = first.trades.filter(pl.col("seller") == "mesin")["trade"]
    with pytest.raises(PinFault) as told:
        plan(shop(*changes), pinned=pins_of(first, sold))
    assert told.value.kind == kind
    assert told.value.say("id") != told.value.say("en")


def test_a_trade_that_never_was_cannot_be_pinned():
    with pytest.raises(PinFault, match="no trade T99"):
        pins_of(plan(shop()), ["T99"])


def test_a_trade_with_no_quantity_cannot_be_pinned():
    pins = pins_of(plan(shop()))
    nothing = Pins(pins.trades.with_columns(quantity=pl.lit(0.0)), pins.carriage)
    with pytest.raises(PinFault) as told:
        plan(shop(), pinned=nothing)
    assert told.value.kind == "number"


def test_the_folder_keeps_what_was_pinned(tmp_path):
    market = shop()
    bound = plan(market, pinned=pins_of(plan(market)))
    bound.write(tmp_path / "rencana")
    read = Plan.read(tmp_path / "rencana")
    assert read.pinned.equals(bound.pinned)
    assert verify(market, read)


def test_pins_forged_after_the_fact_are_refused():
    market = shop()
    bound = plan(market, pinned=pins_of(plan(market)))
    dearer = bound.pinned.with_columns(pl.col("price_origin") + 1.0, pl.col("price_delivered") + 1.0)
    for changes in (
        {"pinned": dearer},
        {"trades": dearer},
        {"pinned_carriage": bound.pinned_carriage.with_columns(price=pl.col("price") + 1.0)},
        {"pinned_carriage": bound.pinned_carriage.clear()},
        {"pinned": bound.pinned.clear(), "pinned_carriage": bound.pinned_carriage.clear(), "trades": dearer},
    ):
        forged = replace(bound, **changes)
        assert not verify(market, replace(forged, digest=digest_of(forged.tables)))


@pytest.mark.parametrize("seed", SEEDS)
def test_both_solvers_plan_around_the_same_trades(seed):
    market, proposal = market_and_plan(seed)
    chance = np.random.default_rng(seed)
    some = proposal.trades["trade"].filter(pl.Series(chance.random(proposal.trades.height) < 0.5))
    pins = pins_of(proposal, some)
    ours = plan(market, pinned=pins, solver="simplex")
    highs = plan(market, pinned=pins, solver="highs")
    assert ours.surplus == pytest.approx(highs.surplus, rel=RELATIVE, abs=1.0)
    assert verify(market, ours)
    if len(pins) < proposal.trades.height:
        assert "simplex" in ours.solver


def test_the_simplex_too_says_what_is_lacking():
    before = plan(shop())
    less = shop(ChangeListing("sawah", {"quantity": 5.0}))
    for solver in ("highs", "simplex"):
        with pytest.raises(PinFault):
            plan(less, pinned=pins_of(before), solver=solver)


def test_prices_that_do_not_add_up_cannot_be_pinned():
    pins = pins_of(plan(shop()))
    torn = Pins(pins.trades.with_columns(price_origin=pl.lit(-5.0)), pins.carriage)
    with pytest.raises(PinFault) as told:
        plan(shop(), pinned=torn)
    assert told.value.kind == "sum"


def test_a_trade_whose_way_is_shut_cannot_be_pinned():
    first = plan(shop())
    bought = first.trades.filter(pl.col("seller") == "sawah")["trade"]
    with pytest.raises(PinFault) as told:
        plan(shop(CloseLane("32.05", "33.74")), pinned=pins_of(first, bought))
    assert told.value.kind == "no-way"


def workshop():
    """Shoes that do not split, wanted by halves, carried by a haulier who takes four pairs and a bit."""
    kg = {"commodity": "sepatu", "kg_per_unit": 1.5, "divisible": False}
    return build_market(
        frames_of(
            commodities=[{"commodity": "kulit"}, kg],
            recipes=[
                {"recipe": "jahit", "commodity": "sepatu", "quantity": 1.0},
                {"recipe": "jahit", "commodity": "kulit", "quantity": -0.5},
            ],
            offers=[{"id": "kulit", "cooperative": "A", "commodity": "kulit"} | _lot(10.5, 50000.0, "32.05")],
            capacities=[{"id": "jahit", "cooperative": "B", "recipe": "jahit"} | _lot(9.0, 30000.0, "32.05")],
            needs=[
                {"id": "toko", "cooperative": "C", "commodity": "sepatu"} | _lot(5.0, 1e6, "33.74"),
                {"id": "kios", "cooperative": "D", "commodity": "sepatu"} | _lot(2.5, 2e5, "32.05"),
            ],
            haulage=[
                {"id": "truk", "cooperative": "E", "origin": "32.05", "destination": "33.74"}
                | {"quantity": 7.3, "price": 10.0}
            ],
            freight=[{"origin": "32.05", "destination": "33.74", "rupiah_per_kg": 2000.0}],
        )
    )


def _lot(quantity, price, region):
    return {"quantity": quantity, "price": price, "region": region}


def test_around_what_was_signed_nothing_is_bought_in_vain_and_no_load_is_lost():
    """Nobody buys leather for half a pair; what the haulier's truck cannot take goes by the open network."""
    market = workshop()
    first = plan(market)
    again = plan(market, pinned=signed_pins(market, first))
    assert again.practical_surplus == first.practical_surplus
    for trade in first.practical_trades["trade"]:
        part = plan(market, pinned=signed_pins(market, first, [trade]))
        assert part.practical_surplus == pytest.approx(first.practical_surplus, abs=2000 * 1.5)
        assert verify(market, part), verify(market, part).faults
