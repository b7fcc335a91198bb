"""The gazetteer holds every official region under its Kemendagri code."""

import pytest

from jejaring.geography import LEVELS, find_regions, regencies, region, region_codes, region_name

COUNTS = {"province": 38, "regency": 514, "district": 7285, "village": 83762}


@pytest.mark.parametrize("level", LEVELS)
def test_every_region_of_the_ministry_is_there(level):
    assert len(region_codes(level)) == COUNTS[level]


@pytest.mark.parametrize("level", LEVELS[1:])
def test_every_region_lies_in_one_of_the_next_wider_level(level):
    wider = region_codes(LEVELS[LEVELS.index(level) - 1])
    assert {region(code).parent for code in region_codes(level)} <= wider


def test_names_are_written_properly():
    assert region_name("32") == "Jawa Barat"
    assert region_name("32.05") == "Kabupaten Garut"
    assert region_name("31.75") == "Kota Administrasi Jakarta Timur"
    for level in ("province", "regency"):
        for code in region_codes(level):
            assert not region_name(code).isupper()
            assert region_name(code) == " ".join(region_name(code).split())


def test_every_regency_is_a_kabupaten_or_a_kota():
    # From 71 on the second number of a code counts cities.
    for code in region_codes("regency"):
        rank = "Kota " if int(code[3:]) >= 71 else "Kabupaten "
        assert region_name(code).startswith(rank)


def test_a_village_knows_what_it_lies_in():
    village = region("32.05.01.1001")
    assert village is not None
    assert (village.level, village.parent) == ("village", "32.05.01")
    assert region("32").parent is None


@pytest.mark.parametrize("code", ["", "3", "99", "32.99", "32.05.99", "32.05.01.9999", "Garut", "32-05"])
def test_what_is_no_code_is_no_region(code):
    assert region(code) is None
    with pytest.raises(KeyError, match="no region has the code"):
        region_name(code)


def test_every_regency_is_found_by_its_own_name():
    for code in region_codes("regency"):
        found = [each.code for each in find_regions(region_name(code), level="regency")]
        assert found == [code], region_name(code)


def test_every_district_is_found_by_its_name_and_regency():
    for code in sorted(region_codes("district")):
        text = f"Kec. {region_name(code)}, {region_name(code[:5])}"
        assert code in [each.code for each in find_regions(text, level="district")], text


def test_the_table_of_regencies_says_what_the_gazetteer_says():
    table = regencies()
    assert table.columns == ["code", "name", "province", "lat", "lon", "island"]
    assert table["code"].is_sorted()
    assert set(table["code"]) == region_codes("regency")
    assert all(region_name(code) == name for code, name in table.select("code", "name").iter_rows())
    assert set(table["province"]) == region_codes("province")
    assert table.null_count().sum_horizontal().item() == 0
