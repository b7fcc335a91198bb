"""Synthetic markets: the size asked for, real places, sense, and the same for the same seed."""

import hashlib

import numpy as np
import polars as pl
import pytest

from jejaring.catalogue import shipped_catalogue
from jejaring.geography.regions import region_codes
from jejaring.market import TABLES, build_market
from jejaring.market.sample import sample_market
from jejaring.market.sample.draws import draws
from jejaring.market.sample.goods import assortment, requirements

LISTINGS = ("offers", "needs", "capacities", "stores", "haulage")


def fingerprint(frames):
    text = "".join(f"{name}\n{frame.write_csv()}" for name, frame in frames.items())
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def year():
    return sample_market(400, 5000, None, 12, 3)


def test_the_same_seed_gives_the_same_market_and_another_seed_another():
    first, again, other = (fingerprint(sample_market(50, 500, 40, 4, seed)) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_draws_are_the_ones_every_machine_makes():
    """Fixed numbers: PCG64's bits are NumPy's promise, the rest is whole-number arithmetic."""
    chance = draws(2026, "check")
    assert chance.below(1000, 6).tolist() == [152, 332, 643, 264, 746, 41]
    assert chance.weighted(np.array([1, 0, 3]), 8).tolist() == [0, 2, 2, 2, 2, 0, 2, 2]
    assert chance.share(2).tolist() == [0.605059121735394, 0.4978118985891342]
    assert chance.chosen(4, 20).tolist() == [0, 4, 7, 10]


def test_draws_stay_in_their_bounds():
    chance = draws(1, "bounds")
    bounds = np.arange(1, 1001)
    drawn = chance.below(bounds, 1000)
    assert (drawn >= 0).all()
    assert (drawn < bounds).all()
    assert not set(chance.weighted(np.array([0, 2, 0, 1]), 500).tolist()) - {1, 3}
    near = chance.near_one(0.2, 5000)
    assert near.min() > 0.4
    assert near.max() < 1.6
    assert abs(near.mean() - 1) < 0.02
    assert abs(chance.lot_sizes(20_000).mean() - 1) < 0.02


@pytest.mark.parametrize(
    ("cooperatives", "listings", "commodities", "months"),
    [(1, 1, 1, 1), (1, 7, 1, 3), (3, 40, 5, 2), (50, 500, None, 1), (80, 2000, 250, 6)],
)
def test_the_market_has_the_size_asked_for_and_no_fault(cooperatives, listings, commodities, months):
    frames = sample_market(cooperatives, listings, commodities, months, 1)
    assert frames["cooperatives"].height == cooperatives
    assert sum(frames[name].height for name in LISTINGS) == listings
    market = build_market(frames)
    assert len(market.periods) == months


def test_every_table_has_its_columns():
    frames = sample_market(20, 200, 30, 3, 2)
    assert set(frames) == set(TABLES) - {"freight"}
    for name, frame in frames.items():
        assert dict(frame.schema) == TABLES[name]


def test_places_are_real_and_cooperatives_are_called_examples(year):
    known = region_codes("regency")
    assert set(year["cooperatives"]["region"]) <= known
    assert year["cooperatives"]["name"].str.starts_with("Koperasi Contoh ").all()
    assert year["cooperatives"]["name"].n_unique() == 400
    for name in ("offers", "needs", "capacities", "stores"):
        regions = year[name].join(year["cooperatives"], left_on="cooperative", right_on="id", suffix="_home")
        assert (regions["region"] == regions["region_home"]).all()
    hauls = year["haulage"]
    assert (hauls["origin"] != hauls["destination"]).all()


def test_more_cooperatives_where_more_people_live():
    provinces = sample_market(5000, 1, 1, 1, 0)["cooperatives"]["region"].str.head(2)
    count = dict(provinces.value_counts().iter_rows())
    assert count["32"] > 5 * count["18"] * 0.8
    assert count["35"] > 5 * count["51"]
    assert len(count) == 38


def test_offers_and_needs_are_spread_over_the_country(year):
    assert year["offers"]["region"].n_unique() > 100
    assert year["needs"]["region"].n_unique() > 100


def test_goods_come_from_where_they_grow(year):
    cloves = year["offers"].filter(commodity="cengkih-kering")["region"].str.head(2)
    assert set(cloves) <= {"81", "82", "71", "72", "73", "35", "53"}


def test_what_does_not_keep_is_offered_in_its_harvest_only(year):
    cherries = year["offers"].filter(pl.col("commodity") == "ceri-robusta")
    assert cherries.height > 0
    assert cherries["from"].is_between(pl.lit("2026-05"), pl.lit("2026-08")).all()
    assert cherries["until"].is_between(pl.lit("2026-05"), pl.lit("2026-08")).all()


def test_windows_run_forward(year):
    for name in ("offers", "needs"):
        assert (year[name]["from"].is_null() == year[name]["until"].is_null()).all()
        assert year[name].filter(pl.col("from") > pl.col("until")).is_empty()


def test_one_month_names_no_month():
    frames = sample_market(20, 200, 30, 1, 2)
    assert all(frames[name]["from"].is_null().all() for name in LISTINGS)
    assert frames["stores"].is_empty()


def test_more_goods_than_the_catalogue_has_are_made_up_and_numbered():
    shipped = set(shipped_catalogue().commodities["commodity"])
    frames = sample_market(100, 3000, 300, 1, 4)
    own = set(frames["commodities"]["commodity"])
    assert len(own) == 300 - len(shipped)
    assert not own & shipped
    assert frames["commodities"]["name_id"].str.starts_with("Barang contoh ").all()
    recipes = frames["recipes"]
    assert set(recipes["commodity"]) <= own
    main = recipes.group_by("recipe", maintain_order=True).first()
    assert (main["quantity"] == 1).all()
    net = recipes.group_by("recipe").agg(pl.col("quantity").sum())
    assert (net["quantity"] <= 0).all(), "made-up recipes create no mass either"


def test_typical_prices_leave_something_for_the_work():
    stock = assortment(300, 4)
    price = {good.commodity: good.price for good in stock.goods}
    for recipe, rows in stock.recipes.items():
        worth = sum(quantity * price[commodity] for commodity, quantity in rows)
        assert worth > 0, recipe


def test_what_is_offered_covers_what_is_needed_and_used(year):
    """By value at offer prices, summed over what no recipe makes."""
    stock = assortment(None, 3)
    required = requirements(stock.goods, stock.recipes)
    made = {rows[0][0] for rows in stock.recipes.values()}
    raw = [good for good in stock.goods if good.commodity not in made]
    offered = year["offers"].filter(pl.col("commodity").is_in([good.commodity for good in raw]))
    needed = year["needs"]
    spending = (needed["quantity"] * needed["price"]).sum() / 1.15
    value = (offered["quantity"] * offered["price"]).sum()
    wanted = spending * sum(required[good.commodity] * good.price for good in raw)
    assert 0.8 < value / wanted < 1.5


def test_minimums_are_a_share_and_at_most_the_quantity():
    frames = sample_market(50, 2000, 40, 2, 1, minimums=0.2)
    least = pl.concat([frames["offers"], frames["needs"]]).filter(pl.col("minimum").is_not_null())
    assert 200 < least.height < 500
    assert (least["minimum"] <= least["quantity"]).all()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"cooperatives": 0}, "cooperatives is 0; it must be at least 1"),
        ({"listings": 0}, "listings is 0"),
        ({"commodities": 0}, "commodities is 0"),
        ({"months": 0}, "months is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"haulage": 0.7}, "haulage is 0.7; it must be between 0 and 0.5"),
    ],
)
def test_a_number_out_of_range_is_named(arguments, said):
    with pytest.raises(ValueError, match=said):
        sample_market(**({"cooperatives": 1, "listings": 1} | arguments))


def test_a_nation_has_the_size_asked_for():
    frames = sample_market(20_000, 600_000, 300, 1, 7)
    assert sum(frames[name].height for name in LISTINGS) == 600_000
