import pytest
from market_files import SOUND, only_fault, read_files


def cooperatives(region: str) -> str:
    return f'id,name,region\nK1,Koperasi Contoh Satu,"{region}"\nK2,Koperasi Contoh Dua,11.10\n'


@pytest.mark.parametrize(
    ("written", "code"),
    [("32.05", "32.05"), ("Kab. Garut", "32.05"), ("kota bandung", "32.73"), ("32.05.01", "32.05.01")],
)
def test_codes_and_clear_names_become_codes(tmp_path, written, code):
    assert read_files(tmp_path, cooperatives=cooperatives(written)).cooperatives["region"][0] == code


@pytest.mark.parametrize(
    ("written", "kind", "hint"),
    [
        ("32", "province", "too wide"),
        ("Jawa Barat", "province", "too wide"),
        ("Jogja", "province", "Perhaps 34.71 (Kota Yogyakarta) was meant"),
        ("Bandung", "ambiguous_region", "32.04 (Kabupaten Bandung) or 32.73 (Kota Bandung)"),
        ("Kab. Garutt", "unknown_region", "32.05 (Kabupaten Garut)"),
        ("11.1", "unknown_region", "11.10 (Kabupaten Aceh Singkil)"),
        ("3205", "unknown_region", "32.05 (Kabupaten Garut)"),
        ("32.05.99", "unknown_region", "32.05 (Kabupaten Garut)"),
    ],
)
def test_what_cannot_be_a_place_is_told_with_the_nearest(tmp_path, written, kind, hint):
    fault = only_fault(tmp_path, cooperatives=cooperatives(written))
    assert (fault.kind, fault.row, fault.column) == (kind, 2, "region")
    assert hint in fault.say("en")


@pytest.mark.parametrize("written", ["Jogja", "Jawa Barta", "Bali", "Papua Sltn", "DKI Jakarta", "Yogyakart"])
def test_a_province_is_never_suggested(tmp_path, written):
    told = only_fault(tmp_path, cooperatives=cooperatives(written))
    assert all("." in place.split()[0] for place in told.values.get("nearest", ()))


def test_a_listing_without_region_is_where_its_cooperative_is(tmp_path):
    header, *_ = SOUND["offers"].split("\n")
    text = f"{header},region\nA1,K1,gkg,1000,7500,\nA2,K1,gkg,1000,7500,Kab. Garut\nA3,K2,gkg,1,1,73.71\n"
    assert read_files(tmp_path, offers=text).offers["region"].to_list() == ["32.05", "32.05", "73.71"]
