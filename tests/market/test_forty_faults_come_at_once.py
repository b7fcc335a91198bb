from pathlib import Path

import pytest
from market_files import faults_with

FILES = {
    "cooperatives": """id,name,region,nik,type,outside
K1,Koperasi Contoh Satu,32.05,,,
K2,Koperasi Contoh Dua,11.10,,,yes
K1,Koperasi Contoh Tiga,32.05,,,no
K4,,32.05,,,
K5,Koperasi Contoh Lima,32,,,
K6,Koperasi Contoh Enam,99.99,,,
K7,Koperasi Contoh Tujuh,Kab. Garutt,,,
K8,Koperasi Contoh Delapan,32.05,,,mungkin
,Koperasi Contoh Sembilan,32.05,,,
K10,Koperasi Contoh Sepuluh,32.05
""",
    "offers": """id,cooperative,commodity,quantitty,quantity,price,region,from,until,minimum
A1,K1,gkg,,1000,7500,,,,
A2,K11,gkg,,1000,7500,,,,
A3,K1,berass,,1000,7500,,,,
A4,K1,gkg,,-5,7500,,,,
A5,K1,gkg,,1000,-1,,,,
A6,K1,gkg,,nan,7500,,,,
A7,K1,gkg,,"7.500,50",7500,,,,
A8,K1,gkg,,banyak,7500,,,,
A9,K1,gkg,,1e300,7500,,,,
A10,K1,gkg,,1000,,,,,
A11,K1,gkg,,1000,7500,11.1,,,
A12,K1,gkg,,1000,7500,,2026-05,2026-03,
A13,K1,gkg,,1000,7500,,2026-13,,
A14,K1,gkg,,1000,7500,,,,1001
A15,K1,gkg,,1000,7500,,,,0
A1,K1,gkg,,1000,7500,,,,
""",
    "needs": """id,cooperative,commodity,quantity,price
B1,K2,beras,500,15200
A2,K2,beras,500,15200
B3,,beras,500,15200
B4,K2,beras,500,inf,9
""",
    "capacities": """id,cooperative,recipe,quantity
C1,K1,giling-gaba,800
""",
    "haulage": """id,cooperative,origin,destination,quantity,price,hours
H1,K1,32.05,32.05.01,1000,50,5
H2,K1,32.05,11.10,1000,50,-5
""",
    "commodities": """commodity,name_id,name_en,unit,kg_per_unit,handling,divisible
sepatu,Sepatu,Shoes,pasang,0.8,dilempar,no
kulit,Kulit,Leather,m2,0.9,,ya
kulit,Kulit,Leather,m2,0.9,,ya
""",
    "recipes": """recipe,commodity,quantity
jahit,sepatu,1
jahit,kulit,-0.14
jahit,kulit,-0.15
bakar,kulit,-1
belah,sepatu,2
belah,kulit,0
""",
    "freight": """origin,destination,rupiah_per_kg
32.05,11.10,900
11.10,11.10,0
32.05,11.10,950
""",
}

EXPECTED = [
    ("capacities.csv", 1, "price", "missing_column"),
    ("capacities.csv", 2, "recipe", "unknown_recipe"),
    ("commodities.csv", 2, "handling", "unknown_handling"),
    ("commodities.csv", 4, "commodity", "duplicate_key"),
    ("cooperatives.csv", 4, "id", "duplicate_key"),
    ("cooperatives.csv", 5, "name", "missing_cell"),
    ("cooperatives.csv", 6, "region", "province"),
    ("cooperatives.csv", 7, "region", "unknown_region"),
    ("cooperatives.csv", 8, "region", "unknown_region"),
    ("cooperatives.csv", 9, "outside", "not_a_mark"),
    ("cooperatives.csv", 10, "id", "missing_cell"),
    ("cooperatives.csv", 11, None, "too_few_cells"),
    ("freight.csv", 3, "destination", "same_region"),
    ("freight.csv", 4, "destination", "duplicate_pair"),
    ("haulage.csv", 2, "destination", "same_region"),
    ("haulage.csv", 3, "hours", "negative"),
    ("needs.csv", 3, "id", "duplicate_id"),
    ("needs.csv", 4, "cooperative", "missing_cell"),
    ("needs.csv", 5, None, "too_many_cells"),
    ("offers.csv", 1, "quantitty", "unknown_column"),
    ("offers.csv", 3, "cooperative", "unknown_cooperative"),
    ("offers.csv", 4, "commodity", "unknown_commodity"),
    ("offers.csv", 5, "quantity", "negative"),
    ("offers.csv", 6, "price", "negative"),
    ("offers.csv", 7, "quantity", "not_finite"),
    ("offers.csv", 8, "quantity", "number_marks"),
    ("offers.csv", 9, "quantity", "not_a_number"),
    ("offers.csv", 10, "quantity", "too_large"),
    ("offers.csv", 11, "price", "missing_cell"),
    ("offers.csv", 12, "region", "unknown_region"),
    ("offers.csv", 13, "until", "window_reversed"),
    ("offers.csv", 14, "from", "not_a_month"),
    ("offers.csv", 15, "minimum", "minimum_above_quantity"),
    ("offers.csv", 16, "minimum", "zero"),
    ("offers.csv", 17, "id", "duplicate_id"),
    ("recipes.csv", 4, "commodity", "duplicate_recipe_row"),
    ("recipes.csv", 5, "quantity", "recipe_without_output"),
    ("recipes.csv", 6, "quantity", "main_output_not_one"),
    ("recipes.csv", 7, "quantity", "zero"),
    ("stores.csv", None, None, "empty_file"),
]


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    return faults_with(tmp_path_factory.mktemp("market"), **FILES, stores="")


def test_each_fault_is_told_once_and_in_its_place(faults):
    assert [(fault.file, fault.row, fault.column, fault.kind) for fault in faults] == EXPECTED
    assert len(faults) == 40


@pytest.mark.parametrize(("language", "row", "column"), [("id", "baris", "kolom"), ("en", "row", "column")])
def test_each_is_a_sentence_that_says_where(faults, language, row, column):
    sentences = [fault.say(language) for fault in faults]
    assert len(set(sentences)) == 40
    for fault, sentence in zip(faults, sentences, strict=True):
        assert sentence.startswith(fault.file)
        assert fault.row is None or f", {row} {fault.row}" in sentence
        assert fault.column is None or f", {column} {fault.column}:" in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("unknown_column", "Perhaps quantity was meant."),
        ("unknown_commodity", "Perhaps beras"),
        ("unknown_cooperative", "Perhaps K1"),
        ("unknown_recipe", "Perhaps giling-gabah"),
        ("number_marks", "Write 7500.50,"),
        ("unknown_handling", "umum"),
        ("duplicate_id", "offers.csv row "),
        ("too_large", "1,000,000,000,000"),
    ],
)
def test_what_would_be_right_is_said(faults, kind, right):
    assert all(right in fault.say("en") for fault in faults if fault.kind == kind)


def test_the_error_itself_reads_as_all_sentences(tmp_path: Path):
    from market_files import write_files

    from jejaring.market import Market, MarketFaults

    with pytest.raises(MarketFaults, match=r"offers\.csv, row 2, column price: -1 is negative") as caught:
        Market.read(write_files(tmp_path, offers="id,cooperative,commodity,quantity,price\nA,K1,gkg,1,-1\n"))
    assert isinstance(caught.value, ValueError)
