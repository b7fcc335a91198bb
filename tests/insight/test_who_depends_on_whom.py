"""Tables add up to the plan's trades in every direction; steps and loops are what one would count."""

import polars as pl
import pytest
from random_markets import frames_of
from seeds import market_and_plan, seeds

from jejaring.insight.interdependence import between, dealings, loops, partners, steps
from jejaring.market import Market, build_market
from jejaring.planning import plan

VALUE = pl.col("quantity") * pl.col("price_origin")


@pytest.mark.parametrize("seed", seeds(quick=6))
def test_tables_add_up_in_every_direction(seed):
    market, proposal = market_and_plan(seed)
    rows = dealings(market, proposal)
    assert not rows.null_count().sum_horizontal().item()
    weight = market.catalogue.commodities.select("commodity", "kg_per_unit")
    trades = proposal.trades.join(weight, on="commodity", maintain_order="left").with_columns(
        value=VALUE,
        freight=pl.col("quantity") * pl.col("freight"),
        tonnes=pl.col("quantity") * pl.col("kg_per_unit") / 1000,
        from_province=pl.col("origin").str.head(2),
        to_province=pl.col("destination").str.head(2),
    )
    for by in ("province", "sector", "cooperative"):
        table = between(rows, by)
        assert table["trades"].sum() == trades.height
        for measure in ("value", "freight", "tonnes"):
            assert table[measure].sum() == pytest.approx(trades[measure].sum(), rel=1e-9, abs=1e-6)
    table = between(rows, "province")
    for own, side in (("from_province", "origin"), ("to_province", "destination")):
        told = dict(table.group_by(side).agg(pl.col("value").sum()).iter_rows())
        traded = dict(trades.group_by(own).agg(pl.col("value").sum()).iter_rows())
        assert told == pytest.approx(traded, rel=1e-9, abs=1e-6)
    sold = between(rows, "cooperative").group_by("origin").agg(pl.col("value").sum())
    listed = pl.concat(table.select("id", "cooperative") for table in market.listings.values())
    received = (
        trades.join(listed, left_on="seller", right_on="id")
        .group_by("cooperative")
        .agg(pl.col("value").sum())
    )
    assert dict(sold.iter_rows()) == pytest.approx(dict(received.iter_rows()), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", seeds(quick=6))
def test_shares_are_shares_and_loops_fit_into_what_is_sold(seed):
    market, proposal = market_and_plan(seed)
    rows = dealings(market, proposal)
    table = partners(rows)
    for column in ("supplier_concentration", "buyer_concentration", "reciprocity"):
        assert table[column].drop_nulls().is_between(0.0, 1.0 + 1e-12).all()
    for side in ("supplier", "buyer"):
        known = table.filter(pl.col(f"{side}s") > 0)
        assert (known[f"{side}_concentration"] >= 1.0 / known[f"{side}s"] - 1e-12).all()
    far = steps(rows)
    assert (far["from_raw"] >= -1e-9).all()
    assert (far["to_market"] >= -1e-9).all()
    round_ = loops(rows).group_by(origin="seller", destination="buyer").agg(pl.col("rupiah").sum())
    sold = between(rows, "cooperative")
    both = round_.join(sold, on=["origin", "destination"])
    assert both.height == round_.height
    assert (both["rupiah"] <= both["value"]).all()


def ring():
    """Paddy from A, rice made of it by B, for A and C."""
    goods = [{"commodity": name} for name in ("padi", "nasi")]
    return build_market(
        frames_of(
            cooperatives=[{"id": name, "region": "32.05"} for name in ("A", "B", "C")],
            commodities=goods,
            recipes=[
                {"recipe": "giling", "commodity": "nasi", "quantity": 1.0},
                {"recipe": "giling", "commodity": "padi", "quantity": -2.0},
            ],
            offers=[
                {"id": "padi-a", "cooperative": "A", "commodity": "padi", "quantity": 40.0, "price": 10.0}
            ],
            capacities=[
                {"id": "giling-b", "cooperative": "B", "recipe": "giling", "quantity": 20.0, "price": 5.0}
            ],
            needs=[
                {"id": "nasi-a", "cooperative": "A", "commodity": "nasi", "quantity": 10.0, "price": 100.0},
                {"id": "nasi-c", "cooperative": "C", "commodity": "nasi", "quantity": 10.0, "price": 100.0},
            ],
            freight=[{"origin": "32.05", "destination": "32.04", "rupiah_per_kg": 5.0}],
        )
    )


def test_a_ring_of_two_and_a_customer():
    market = ring()
    proposal = plan(market)
    rows = dealings(market, proposal)
    padi, nasi = (
        proposal.trades.filter(pl.col("commodity") == name).select(VALUE.sum()).item()
        for name in ("padi", "nasi")
    )
    table = {row["cooperative"]: row for row in partners(rows).to_dicts()}
    assert table["B"]["buyers"] == 2
    assert table["B"]["buyer_concentration"] == pytest.approx(0.5)
    assert (table["B"]["suppliers"], table["B"]["main_supplier"]) == (1, "A")
    assert table["C"]["reciprocity"] == 0.0
    assert table["A"]["reciprocity"] == pytest.approx(2 * min(padi, nasi / 2) / (padi + nasi / 2))
    far = {row["cooperative"]: row for row in steps(rows).to_dicts()}
    assert far["C"]["from_raw"] == pytest.approx(2.0)
    assert far["C"]["to_market"] == 0.0
    assert far["B"]["from_raw"] == pytest.approx(1.0)
    assert far["B"]["to_market"] == pytest.approx(1.0)
    found = loops(rows)
    assert found.select("seller", "buyer").rows() == [("A", "B"), ("B", "A")]
    assert found["rupiah"].to_list() == [int(min(padi, nasi / 2))] * 2


def test_what_is_made_of_what_in_the_example():
    market = Market.read("examples/sepatu")
    table = between(dealings(market, plan(market)), "sector")
    pairs = set(table.select("origin", "destination").iter_rows())
    assert ("kulit", "kulit") in pairs  # hides become leather, leather shoes
    assert ("pangan", "need") in pairs
