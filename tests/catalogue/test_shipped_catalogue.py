import polars as pl
import pytest

from jejaring.catalogue import (
    COMMODITY_COLUMNS,
    HANDLING_COLUMNS,
    RECIPE_COLUMNS,
    shipped_catalogue,
    unit_name,
)
from jejaring.catalogue.shipped import unit_names

SOURCE = r"^(S\d+|U|D|unit|service)$"
MASS_COMES_FROM_ELSEWHERE = {
    "tempe": "soybeans take up water when soaked and boiled",
    "tahu": "tofu and its pulp hold the water the beans are ground in",
    "susu": "forage and drinking water are not recorded",
}


@pytest.fixture(scope="module")
def weighed():
    """Recipe rows with the kilograms they stand for."""
    catalogue = shipped_catalogue()
    return catalogue.recipes.join(
        catalogue.commodities.select("commodity", "kg_per_unit", "unit"), on="commodity", how="left"
    ).with_columns(kg=pl.col("quantity") * pl.col("kg_per_unit"))


def test_what_cooperatives_trade_is_there():
    catalogue = shipped_catalogue()
    assert catalogue.commodities.height >= 80
    assert catalogue.recipes["recipe"].n_unique() >= 45
    goods = set(catalogue.commodities["commodity"])
    assert {
        "gkg",
        "beras",
        "kulit-tersamak",
        "sepatu-kulit",
        "kopi-arabika",
        "minyakita",
        "telur-ayam",
    } <= goods


def test_columns_are_the_agreed_ones_in_order():
    catalogue = shipped_catalogue()
    for frame, columns in (
        (catalogue.commodities, COMMODITY_COLUMNS),
        (catalogue.recipes, RECIPE_COLUMNS),
        (catalogue.handling, HANDLING_COLUMNS),
    ):
        assert dict(list(frame.schema.items())[: len(columns)]) == columns


def test_ids_are_unique_and_plain():
    catalogue = shipped_catalogue()
    for ids in (catalogue.commodities["commodity"], catalogue.recipes["recipe"].unique()):
        assert ids.n_unique() == len(ids)
        assert ids.str.contains(r"^[a-z0-9]+(-[a-z0-9]+)*$").all()


def test_both_languages_name_everything():
    catalogue = shipped_catalogue()
    for frame in (catalogue.commodities, catalogue.recipes, catalogue.handling):
        for column in ("name_id", "name_en"):
            assert frame[column].is_not_null().all()
            assert (frame[column].str.strip_chars() == frame[column]).all()
        assert (frame["note_id"].is_null() == frame["note_en"].is_null()).all()


def test_units_and_handling_are_known():
    catalogue = shipped_catalogue()
    assert set(catalogue.commodities["unit"]) <= set(unit_names())
    assert set(catalogue.commodities["handling"]) == set(catalogue.handling["handling"])
    assert unit_name("pasang", "en") == "pair"
    assert unit_name("gerobak", "en") == "gerobak"


def test_goods_weigh_something_and_services_neither_weigh_nor_travel():
    goods = shipped_catalogue().commodities
    service = pl.col("group") == "jasa"
    assert goods.filter(~service)["kg_per_unit"].min() > 0
    assert goods.filter(service, pl.col("kg_per_unit") != 0).is_empty()
    assert goods.filter(service != (pl.col("handling") == "setempat")).is_empty()
    handling = shipped_catalogue().handling
    assert handling.filter(pl.col("factor").is_null())["handling"].to_list() == ["setempat"]
    assert handling.filter(pl.col("handling") == "umum")["factor"].item() == 1.0


def test_kilogram_goods_weigh_one_kilogram():
    goods = shipped_catalogue().commodities.filter(pl.col("unit") == "kg", pl.col("group") != "jasa")
    assert set(goods["kg_per_unit"]) == {1.0}


def test_shelf_lives_are_positive_or_empty():
    shelf = shipped_catalogue().commodities["shelf_life_days"]
    assert shelf.null_count() > 0
    assert shelf.min() >= 1


def test_every_figure_has_a_source():
    catalogue = shipped_catalogue()
    for column in (
        catalogue.commodities["kg_source"],
        catalogue.commodities["shelf_source"].drop_nulls(),
        catalogue.recipes["source"],
        catalogue.handling["source"],
    ):
        assert column.str.contains(SOURCE).all()
    shelf = catalogue.commodities.filter(pl.col("shelf_life_days").is_not_null())
    assert shelf["shelf_source"].is_not_null().all()


def test_recipes_use_known_commodities_once(weighed):
    assert weighed["kg_per_unit"].null_count() == 0
    assert not weighed.select("recipe", "commodity").is_duplicated().any()


def test_a_recipe_is_written_per_unit_of_its_main_output_and_uses_something():
    first = shipped_catalogue().recipes.group_by("recipe", maintain_order=True).first()
    assert set(first["quantity"]) == {1.0}
    inputs = shipped_catalogue().recipes.filter(pl.col("quantity") < 0)
    assert inputs["recipe"].n_unique() == first.height


def test_quantities_lie_in_their_ranges():
    recipes = shipped_catalogue().recipes
    assert recipes.filter(
        (pl.col("quantity") < pl.col("low")) | (pl.col("quantity") > pl.col("high"))
    ).is_empty()
    assert recipes.filter(pl.col("low").sign() != pl.col("high").sign()).is_empty()


def test_a_sourced_yield_shows_a_range():
    sourced = shipped_catalogue().recipes.filter(pl.col("source").str.starts_with("S"))
    assert sourced.height >= 10
    assert (sourced["low"] < sourced["high"]).all()


def test_recipes_do_not_create_mass(weighed):
    made = weighed.group_by("recipe").agg(
        pl.col("kg").sum().alias("net"), pl.col("kg").abs().sum().alias("moved")
    )
    heavier = made.filter(pl.col("net") > 1e-9 * pl.col("moved"))
    assert set(heavier["recipe"]) == set(MASS_COMES_FROM_ELSEWHERE)


@pytest.mark.parametrize(
    ("recipe", "made", "used", "low", "high"),
    [
        ("giling-gabah", "beras", "gkg", 0.6402, 0.6402),
        ("gula-tebu", "gula-pasir", "tebu", 0.0696, 0.0783),
        ("kopi-arabika-petik", "kopi-arabika", "ceri-arabika", 1 / 6, 1 / 6),
        ("kopi-robusta-petik", "kopi-robusta", "ceri-robusta", 1 / 5, 1 / 5),
        ("giling-basah-arabika", "kopi-arabika", "gabah-kopi-arabika", 0.70, 0.76),
        ("tepung-singkong", "tepung-singkong", "ubi-kayu", 0.23, 0.30),
        ("vco", "vco", "daging-kelapa", 0.20, 0.27),
        ("karet-mutu-1", "karet-kering", "lateks-mutu-1", 0.28, 0.28),
        ("karet-mutu-2", "karet-kering", "lateks-mutu-2", 0.20, 0.20),
        ("loin-cakalang", "loin-cakalang", "cakalang-segar", 0.383, 0.383),
        ("keringkan-kakao", "kakao-kering", "kakao-basah", 0.40, 0.48),
        ("cpo", "cpo", "tbs-sawit", 0.20, 0.25),
    ],
)
def test_published_yields_by_weight(weighed, recipe, made, used, low, high):
    kg = dict(weighed.filter(pl.col("recipe") == recipe).select("commodity", "kg").iter_rows())
    assert low * 0.999 <= kg[made] / -kg[used] <= high * 1.001


def test_a_pair_of_shoes_takes_the_published_leather():
    row = shipped_catalogue().recipes.filter(recipe="sepatu-kulit", commodity="kulit-tersamak")
    assert row["quantity"].item() == -0.14
    assert row["source"].item() == "S88"
