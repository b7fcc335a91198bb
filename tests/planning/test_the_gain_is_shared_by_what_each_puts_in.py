"""Where many prices are optimal, everyone gains the same share of what they put in, as far as that can be."""

import polars as pl
import pytest
from check import planned, price
from random_markets import frames_of

GARUT, SEMARANG, MAKASSAR = "32.05", "33.74", "73.71"


def gain(proposal, listing: str) -> float:
    return float(proposal.levels.filter(listing=listing)["gain"].sum())


def one_seller_one_buyer(**offer):
    row = {"id": "A", "cooperative": "K1", "region": GARUT, "commodity": "kulit"}
    return frames_of(
        offers=[row | {"quantity": 1.0, "price": 10_000.0} | offer],
        needs=[
            row | {"id": "B", "cooperative": "K2", "region": SEMARANG, "quantity": 1.0, "price": 20_000.0}
        ],
        commodities=[{"commodity": "kulit"}],
        freight=[{"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 2_000.0}],
    )


def chain(**capacity):
    """Raw material at 10, work at 5, a buyer at 25; all in one place."""
    here = {"region": GARUT, "quantity": 100.0}
    work = {"id": "C", "cooperative": "K2", "recipe": "menyamak", "price": 5.0}
    return frames_of(
        offers=[{"id": "A", "cooperative": "K1", "commodity": "kulit", "price": 10.0} | here],
        capacities=[work | here | capacity],
        needs=[{"id": "B", "cooperative": "K3", "commodity": "kulit samak", "price": 25.0} | here],
        commodities=[{"commodity": "kulit"}, {"commodity": "kulit samak"}],
        recipes=[
            {"recipe": "menyamak", "commodity": "kulit samak", "quantity": 1.0},
            {"recipe": "menyamak", "commodity": "kulit", "quantity": -1.0},
        ],
        freight=[{"origin": GARUT, "destination": SEMARANG, "rupiah_per_kg": 1.0}],
    )


def test_a_seller_at_10000_and_a_buyer_at_20000_share_8000_as_one_to_two():
    _, proposal = planned(one_seller_one_buyer(), surplus=8_000.0)
    assert gain(proposal, "A") == pytest.approx(8_000 / 3, rel=1e-9)
    assert gain(proposal, "B") == pytest.approx(16_000 / 3, rel=1e-9)


def test_a_chain_shares_by_material_work_and_money():
    _, proposal = planned(chain(), surplus=1_000.0)
    shares = [gain(proposal, listing) / 100 for listing in "ACB"]
    assert shares == pytest.approx([2.5, 1.25, 6.25], rel=1e-9)
    assert price(proposal, "kulit", GARUT) == pytest.approx(12.5, rel=1e-9)
    assert price(proposal, "kulit samak", GARUT) == pytest.approx(18.75, rel=1e-9)


def test_who_has_some_left_over_gains_nothing_and_the_others_share():
    _, proposal = planned(chain(quantity=150.0))
    shares = [gain(proposal, listing) / 100 for listing in "ACB"]
    assert shares == pytest.approx([10 * 10 / 35, 0, 10 * 25 / 35], rel=1e-9)


def test_a_price_of_nothing_counts_as_one_rupiah():
    _, proposal = planned(chain(price=0.0))
    shares = [gain(proposal, listing) / 100 for listing in "ACB"]
    assert shares == pytest.approx([15 * 10 / 36, 15 * 1 / 36, 15 * 25 / 36], rel=1e-9)


def test_a_rival_buyer_sets_a_limit_to_equality():
    """A second buyer left out would pay 17.000: the seller could turn to it, so it gets no less."""
    frames = one_seller_one_buyer()
    rival = frames["needs"].with_columns(id=pl.lit("B2"), price=pl.lit(17_000.0))
    _, proposal = planned(frames | {"needs": pl.concat([frames["needs"], rival])}, surplus=8_000.0)
    assert price(proposal, "kulit", SEMARANG) == pytest.approx(17_000.0, rel=1e-9)
    assert gain(proposal, "A") == pytest.approx(5_000.0, rel=1e-9)


def test_an_offer_too_far_away_sets_a_limit_too():
    """A dear seller elsewhere could deliver at 13.000: nobody pays more."""
    frames = one_seller_one_buyer()
    rival = frames["offers"].with_columns(id=pl.lit("A2"), region=pl.lit(MAKASSAR), price=pl.lit(11_000.0))
    way = frames["freight"].with_columns(origin=pl.lit(MAKASSAR))
    _, proposal = planned(
        frames
        | {
            "offers": pl.concat([frames["offers"], rival]),
            "freight": pl.concat([frames["freight"], way]),
        },
        surplus=8_000.0,
    )
    assert price(proposal, "kulit", SEMARANG) == pytest.approx(13_000.0, rel=1e-9)


def test_hauliers_share_too():
    frames = one_seller_one_buyer()
    haulage = frames_of(
        haulage=[
            {
                "id": "H",
                "cooperative": "K3",
                "origin": GARUT,
                "destination": SEMARANG,
                "quantity": 1.0,
                "price": 500.0,
            }
        ]
    )["haulage"]
    freight = frames["freight"].with_columns(destination=pl.lit(MAKASSAR))
    other = frames | {"haulage": haulage, "freight": freight}
    other["cooperatives"] = frames_of(cooperatives=[{"id": f"K{n}", "region": GARUT} for n in (1, 2, 3)])[
        "cooperatives"
    ]
    _, proposal = planned(other, surplus=9_500.0)
    expected = [9_500 * own / 30_500 for own in (10_000, 500, 20_000)]
    assert [gain(proposal, listing) for listing in "AHB"] == pytest.approx(expected, rel=1e-9)
    row = proposal.levels.filter(listing="H").row(0, named=True)
    assert row["price"] == pytest.approx(500 + expected[1], rel=1e-9)


def test_a_good_nobody_trades_costs_what_the_cheapest_supply_would():
    frames = one_seller_one_buyer(price=25_000.0)
    _, proposal = planned(frames, surplus=0.0)
    assert price(proposal, "kulit", GARUT) == pytest.approx(25_000.0)
    assert price(proposal, "kulit", SEMARANG) == pytest.approx(27_000.0)


def test_prices_of_one_rupiah_and_of_a_thousand_million_in_one_market():
    frames = one_seller_one_buyer()
    dear = frames_of(
        offers=[
            {
                "id": "A2",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "mesin",
                "quantity": 0.001,
                "price": 4e8,
            }
        ],
        needs=[
            {
                "id": "B2",
                "cooperative": "K2",
                "region": GARUT,
                "commodity": "mesin",
                "quantity": 0.001,
                "price": 1e9,
            }
        ],
        commodities=[{"commodity": "mesin"}, {"commodity": "pasir"}],
    )
    cheap = frames_of(
        offers=[
            {
                "id": "A3",
                "cooperative": "K1",
                "region": GARUT,
                "commodity": "pasir",
                "quantity": 1e9,
                "price": 1.0,
            }
        ],
        needs=[
            {
                "id": "B3",
                "cooperative": "K2",
                "region": GARUT,
                "commodity": "pasir",
                "quantity": 1e9,
                "price": 4.0,
            }
        ],
    )
    tables = ("offers", "needs", "commodities")
    together = {name: pl.concat([part[name] for part in (frames, dear, cheap)]) for name in tables}
    _, proposal = planned(frames | together)
    shares = {"A": 8000 / 3, "B": 16000 / 3, "A2": 6e5 * 4 / 14, "B2": 6e5 * 10 / 14, "A3": 6e8, "B3": 2.4e9}
    for listing, share in shares.items():
        assert gain(proposal, listing) == pytest.approx(share, rel=1e-7), listing
