import pytest
from market_files import SOUND, faults_with, only_fault, read_files

from jejaring.market.spelling import number_spellings


def offers(*prices: str) -> str:
    rows = (f'A{number},K1,gkg,1000,"{price}"' for number, price in enumerate(prices))
    return "\n".join((SOUND["offers"].split("\n")[0], *rows))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("7.500,50", "Write 7500.50,"),
        ("1.250.000", "Write 1250000,"),
        ("7,5", "Write 7.5,"),
        ("7,500", "Write 7.5 or 7500,"),
        ("Rp7500", "Write 7500,"),
        ("Rp 7.500,-", "Write 7500 or 7.5,"),
        ("7.500", "Write 7500 or 7.5."),
        ("12.000", "Write 12000 or 12."),
    ],
)
def test_marks_are_never_silently_misread(tmp_path, written, right):
    fault = only_fault(tmp_path, offers=offers(written))
    assert fault.column == "price"
    assert right in fault.say("en")


@pytest.mark.parametrize("written", ["7.500", "12.000", "7,500", "Rp 7.500", "120.000", "1.250.000"])
def test_what_would_be_right_is_accepted(tmp_path, written):
    for right in number_spellings(written):
        assert right != written
        assert read_files(tmp_path, offers=offers(right)).offers["price"][0] > 0


def test_a_column_with_other_decimals_has_decimal_points(tmp_path):
    assert read_files(tmp_path, offers=offers("7.500", "7.25", "1e3", " 12 ")).offers["price"].to_list() == [
        7.5,
        7.25,
        1000,
        12,
    ]


def test_every_pointed_price_of_a_column_with_thousands_points_is_reported(tmp_path):
    assert [fault.row for fault in faults_with(tmp_path, offers=offers("7.500", "800", "12.125"))] == [2, 4]


@pytest.mark.parametrize("written", ["inf", "-inf", "nan", "1e13", "1e999", "-0.5", "0x10", "1_000", "７"])
def test_odd_numbers_are_faults(tmp_path, written):
    only_fault(tmp_path, offers=offers(written))


def test_zero_is_nothing_now(tmp_path):
    market = read_files(tmp_path, offers="id,cooperative,commodity,quantity,price\nA1,K1,gkg,-0,0\n")
    assert str(market.offers["quantity"][0]) == "0.0"
