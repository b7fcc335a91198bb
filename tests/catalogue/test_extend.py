import polars as pl

from jejaring.catalogue import (
    COMMODITY_COLUMNS,
    RECIPE_COLUMNS,
    extend,
    find_commodity,
    shipped_catalogue,
    suggest_commodities,
)


def commodities(*rows):
    return pl.DataFrame(list(rows), schema=COMMODITY_COLUMNS, orient="row")


def recipes(*rows):
    return pl.DataFrame(list(rows), schema=RECIPE_COLUMNS, orient="row")


NO_COMMODITIES, NO_RECIPES = commodities(), recipes()


def test_new_entries_are_added_after_the_shipped_ones():
    shipped = shipped_catalogue()
    mine = extend(
        shipped,
        commodities(("gula-lontar", "Gula lontar", "Lontar sugar", "kg", 1.0, None, "umum", True)),
        recipes(("masak-lontar", "gula-lontar", 1.0), ("masak-lontar", "nira-aren", -7.0)),
    )
    assert mine.commodities.height == shipped.commodities.height + 1
    assert mine.commodities["commodity"][-1] == "gula-lontar"
    assert mine.recipes["recipe"].to_list()[-2:] == ["masak-lontar", "masak-lontar"]
    assert find_commodity("gula lontar", mine) == "gula-lontar"
    assert find_commodity("gula lontar", shipped) is None
    assert suggest_commodities("gula lontr", mine)[0] == "gula-lontar"


def test_a_commodity_of_the_same_name_is_replaced_whole():
    mine = extend(
        shipped_catalogue(),
        commodities(("beras", "Beras", "Rice", "kg", 1.0, None, "curah", True)),
        NO_RECIPES,
    )
    row = mine.commodities.filter(commodity="beras")
    assert row.height == 1
    assert row["handling"].item() == "curah"
    assert row["shelf_life_days"].item() is None
    assert row["group"].item() is None


def test_a_recipe_of_the_same_name_is_replaced_whole():
    own = recipes(("giling-gabah", "beras", 1.0), ("giling-gabah", "gkg", -1.6))
    mine = extend(shipped_catalogue(), NO_COMMODITIES, own)
    rows = mine.recipes.filter(recipe="giling-gabah")
    assert rows["commodity"].to_list() == ["beras", "gkg"]
    assert rows["quantity"].to_list() == [1.0, -1.6]


def test_nothing_of_ones_own_changes_nothing():
    shipped = shipped_catalogue()
    same = extend(shipped, NO_COMMODITIES, NO_RECIPES)
    assert same.commodities.equals(shipped.commodities)
    assert same.recipes.equals(shipped.recipes)
    assert same.handling.equals(shipped.handling)
