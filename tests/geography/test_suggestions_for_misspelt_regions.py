"""A misspelt region gets the nearest names."""

import pytest

from jejaring.geography import find_regions, region_codes, region_name, suggest_regions


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Grut", "32.05"),
        ("Kab. Garutt", "32.05"),
        ("Kota Bandug", "32.73"),
        ("Kab. Bandug", "32.04"),
        ("Surabya", "35.78"),
        ("Makasar", "73.71"),
        ("Jawa Barta", "32"),
        ("Kec. Cilawuu", "32.05.19"),
        ("Cilawuu, Garut", "32.05.19"),
        ("Prov. Sumatra Utara", "12"),
    ],
)
def test_the_likest_name_comes_first(text, first):
    assert suggest_regions(text)[0].code == first


def test_no_more_than_asked_for_and_only_of_the_level_asked_for():
    assert len(suggest_regions("Bandun", count=1)) == 1
    assert {found.level for found in suggest_regions("Bandun", count=5, level="district")} == {"district"}


@pytest.mark.parametrize("text", ["", "...", "xxqqzzy"])
def test_nothing_alike_gives_nothing(text):
    assert suggest_regions(text) == ()


def test_a_letter_lost_from_any_regency_still_finds_it_among_three():
    names = {code: region_name(code) for code in sorted(region_codes("regency"))}
    misspelt = {code: name[:-3] + name[-2:] for code, name in names.items()}
    misspelt = {code: text for code, text in misspelt.items() if not find_regions(text)}
    hits = sum(code in [each.code for each in suggest_regions(text)] for code, text in misspelt.items())
    assert len(misspelt) > 450
    assert hits >= 0.97 * len(misspelt)
