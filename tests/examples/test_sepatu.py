from pathlib import Path

import polars as pl
import pytest

from jejaring.catalogue import shipped_catalogue
from jejaring.geography.regions import region_codes
from jejaring.market import Market

FOLDER = Path(__file__).parents[2] / "examples" / "sepatu"


@pytest.fixture(scope="module")
def market():
    return Market.read(FOLDER)


@pytest.fixture(scope="module")
def members(market):
    return market.cooperatives.filter(~pl.col("outside").fill_null(False))


def test_about_forty_two_cooperatives_in_seventeen_provinces(members):
    assert 37 <= members.height <= 47
    assert members["region"].str.head(2).n_unique() == 17
    assert members["name"].str.starts_with("Koperasi Contoh ").all()


def test_one_trader_stands_outside(market):
    assert market.cooperatives.filter("outside").height == 1


def test_regions_are_real_regencies(market):
    known = region_codes("regency")
    named = {*market.cooperatives["region"], *market.haulage["origin"], *market.haulage["destination"]}
    assert named <= known


def test_goods_and_recipes_come_from_the_shipped_catalogue(market):
    goods = set(shipped_catalogue().commodities["commodity"])
    for listings in (market.offers, market.needs, market.stores):
        assert set(listings["commodity"]) <= goods
    assert set(market.capacities["recipe"]) <= set(shipped_catalogue().recipes["recipe"])
    assert market.commodities.is_empty()
    assert market.recipes.is_empty()
    assert market.freight_table is None


def test_the_horizon_is_six_months(market):
    assert market.periods == tuple(f"2026-{month:02d}" for month in range(3, 9))


def test_leather_shoes_and_aceh_compete(market):
    leather = market.offers.filter(commodity="kulit-tersamak")["region"]
    makers = market.capacities.filter(recipe="sepatu-kulit")["region"]
    buyers = market.needs.filter(commodity="sepatu-kulit")["region"]
    assert {"32.05", "35.20", "34.04"} <= set(leather)
    assert {"51.04", "51.03", "32.73", "35.20"} <= set(makers)
    assert {"11.71", "11.06", "11.07"} <= set(buyers)


def test_every_input_of_the_work_listed_can_be_had(market):
    """Offered, or the output of another capacity."""
    used = set(market.capacities["recipe"])
    rows = shipped_catalogue().recipes.filter(pl.col("recipe").is_in(used))
    made = set(rows.filter(pl.col("quantity") > 0)["commodity"])
    inputs = set(rows.filter(pl.col("quantity") < 0)["commodity"])
    assert inputs <= made | set(market.offers["commodity"])


def test_every_cooperative_lists_something(market):
    listings = (market.offers, market.needs, market.capacities, market.stores, market.haulage)
    active = {cooperative for frame in listings for cooperative in frame["cooperative"]}
    assert active == set(market.cooperatives["id"])
