"""Regions are found from names as people write them."""

import tomllib
from importlib.resources import files

import pytest

from jejaring.geography import find_regions, region_codes

MEANT = {
    "Kab. Garut": ["32.05"],
    "garut": ["32.05"],
    "  KABUPATEN   GARUT ": ["32.05"],
    "kab.garut": ["32.05"],
    "Garut, Jawa Barat": ["32.05"],
    "Garut (Jabar)": ["32.05"],
    "Jawa Barat, Garut": ["32.05"],
    "Garut Jawa Barat": ["32.05"],
    "Kab. Garut - Jawa Barat": ["32.05"],
    "Garut, Jawa Barat, Indonesia": ["32.05"],
    "Garut, Jawa Timur": [],
    "32.05": ["32.05"],
    "3205": ["32.05"],
    " 32.05 ": ["32.05"],
    "32": ["32"],
    "32.99": [],
    "Kota Adm. Jakarta Timur": ["31.75"],
    "Kota Administrasi Jakarta Timur": ["31.75"],
    "Jakarta Timur": ["31.75"],
    "jaktim": ["31.75"],
    "Kab. Adm. Kep. Seribu": ["31.01"],
    "kab bandung": ["32.04"],
    "Kota Bandung": ["32.73"],
    "Bandung": ["32.04", "32.73"],
    "Bandung, Jawa Barat": ["32.04", "32.73"],
    "Kab. Bandung Barat": ["32.17"],
    "DKI": ["31"],
    "DKI Jakarta": ["31"],
    "DIY": ["34"],
    "D.I. Yogyakarta": ["34"],
    "NTB": ["52"],
    "Prov. NTT": ["53"],
    "Kepri": ["21"],
    "Kep. Riau": ["21"],
    "Babel": ["19"],
    "Sulsel": ["73"],
    "Jabar": ["32"],
    "Provinsi Jambi": ["15"],
    "Kota Jambi": ["15.71"],
    "Jambi": ["15", "15.71"],
    "Gorontalo": ["75", "75.01", "75.71"],
    "Kotabaru": ["63.02"],
    "Kota Baru": ["63.02"],
    "Kab. Kotabaru": ["63.02"],
    "Kota Batu": ["35.79"],
    "Palangka Raya": ["62.71"],
    "Bau-Bau": ["74.72"],
    "Fakfak": ["92.03"],
    "Gunung Kidul": ["34.03"],
    "Toli Toli": ["72.04"],
    "Tj. Balai": ["12.74"],
    "Lampung Sel.": ["18.01"],
    "Mentawai": ["13.09"],
    "Morotai": ["82.07"],
    "Kota Tidore": ["82.72"],
    "Banggai": ["72.01"],
    "Toba Samosir": ["12.12"],
    "Solo": ["33.72"],
    "Tangsel": ["36.74"],
    "Surabaya Jatim": ["35.78"],
    "Kec. Cilawu": ["32.05.19"],
    "Kec Cibiru Kota Bandung": ["32.73.25"],
    "Cilawu, Garut": ["32.05.19"],
    "Desa Sukamaju, Kec. Cilawu, Kab. Garut": ["32.05.19.2014"],
    "Atlantis": [],
    "": [],
    " . ": [],
    "Indonesia": [],
}


@pytest.mark.parametrize(("text", "codes"), MEANT.items())
def test_a_name_means_the_region_people_mean(text, codes):
    assert [found.code for found in find_regions(text)] == codes


def test_asking_for_a_level_leaves_the_others_out():
    assert [found.code for found in find_regions("Jambi", level="regency")] == ["15.71"]
    assert [found.code for found in find_regions("Jambi", level="province")] == ["15"]
    assert find_regions("32.05", level="province") == ()
    assert {found.level for found in find_regions("Bandung", level="village")} == {"village"}


def test_asking_within_a_region_leaves_what_lies_outside_out():
    assert [found.code for found in find_regions("Cilawu", within="32.05")] == ["32.05.19"]
    assert find_regions("Cilawu", within="33") == ()
    everywhere = find_regions("Sukamaju", level="village")
    garut = find_regions("Sukamaju", level="village", within="32.05")
    assert len(everywhere) > len(garut) > 0
    assert all(found.code.startswith("32.05.") for found in garut)


def test_every_short_name_stands_for_a_region_and_for_one_only():
    text = files("jejaring.geography").joinpath("spellings.toml").read_text(encoding="utf-8")
    spellings = tomllib.loads(text)
    for table, level in (("provinces", "province"), ("regencies", "regency")):
        assert set(spellings[table]) <= region_codes(level)
        for code, others in spellings[table].items():
            for other in others:
                assert [found.code for found in find_regions(other, level=level)] == [code], other
