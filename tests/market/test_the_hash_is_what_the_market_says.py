import polars as pl
import pytest
from market_files import SOUND, read_files

from jejaring.market import build_market


def test_row_order_file_form_and_spelling_do_not_matter(tmp_path):
    market = read_files(tmp_path / "plain")
    rows = SOUND["cooperatives"].splitlines()
    turned = "\n".join((rows[0], rows[2], rows[1].replace("32.05", "Kab. Garut")))
    offers = "price,quantity,id,cooperative,commodity,region\n7.5e3,1000.0,A1,K1,gkg,32.05\n"
    assert read_files(tmp_path / "turned", cooperatives=turned, offers=offers).hash == market.hash
    frames = {name: frame.reverse() for name, frame in market.tables.items()}
    assert build_market(frames) == market


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("offers", "7500", "7500.000001"),
        ("offers", "A1", "A2"),
        ("cooperatives", "11.10", "11.11"),
        ("needs", "beras", "gkg"),
    ],
)
def test_any_other_word_or_number_matters(tmp_path, table, before, after):
    changed = read_files(tmp_path / "b", **{table: SOUND[table].replace(before, after)})
    assert changed.hash != read_files(tmp_path / "a").hash


def test_what_the_catalogue_says_of_goods_used_matters_and_the_rest_does_not(tmp_path):
    market = read_files(tmp_path / "plain")
    own = market.catalogue.commodities.select(*market.commodities.columns)
    same = own.filter(pl.col("commodity").is_in(["gkg", "beras"]))
    heavier = same.with_columns(pl.col("kg_per_unit") * 2)
    assert build_market(market.tables | {"commodities": same}).hash == market.hash
    assert build_market(market.tables | {"commodities": heavier}).hash != market.hash


def test_own_freight_matters_even_when_empty(tmp_path):
    market = read_files(tmp_path / "plain")
    nothing = read_files(tmp_path / "own", freight="origin,destination,rupiah_per_kg\n")
    assert nothing.freight_table is not None
    assert nothing.hash != market.hash
