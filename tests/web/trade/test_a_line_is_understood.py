import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jejaring.web.trade.line import Context, read_line

pytestmark = pytest.mark.display
TODAY = date(2026, 11, 23)
GARUT = Context(TODAY, "32.05")
with (Path(__file__).parent / "lines.csv").open(encoding="utf-8") as file:
    LINES = list(csv.DictReader(file))


def written(number):
    return "" if number is None else format(number.normalize(), "f")


def month(day):
    return "" if day is None else f"{day:%Y-%m}"


def test_there_are_enough_lines_to_tell():
    assert len(LINES) >= 150


@pytest.mark.parametrize("expected", LINES, ids=lambda row: row["line"])
def test_as_people_write_them(expected):
    line = read_line(expected["line"], GARUT)
    assert {
        "line": expected["line"],
        "kind": line.kind or "",
        "thing": line.recipe or line.commodity or "",
        "quantity": written(line.quantity),
        "price": written(line.price),
        "region": line.region or "",
        "destination": line.destination or "",
        "first": month(line.first_month),
        "last": month(line.last_month),
        "asks": " ".join(sorted(line.asks)),
    } == expected


def test_a_price_for_the_lot_is_told_from_one_a_kilo_by_what_is_usual():
    unsure = read_line("jual gabah 5 ton 35jt", GARUT)
    assert unsure.price is None
    assert [question.choices for question in unsure.questions] == [("35000", "7000")]
    usual = Context(TODAY, "32.05", {"gkp": Decimal(6800)})
    assert read_line("jual gabah 5 ton 35jt", usual).price == 7000


def test_of_two_places_with_one_name_the_writers_own_is_meant():
    line = "jual jagung 10 ton 5.500/kg di Bandung"
    assert read_line(line, GARUT).region is None
    assert read_line(line, Context(TODAY, "32.73")).region == "32.73"


def test_what_was_answered_is_not_asked_again():
    line = read_line("butuh kulit 200 lembar di Gianyar", GARUT, {"commodity": "kulit-sapi-mentah"})
    assert line.quantity == 5000  # kg
    assert line.approximate
    assert line.asks == {"price"}


def test_a_month_without_a_year_is_the_next_one():
    assert read_line("jual beras 1 ton 13rb/kg siap November", GARUT).first_month == date(2026, 11, 1)
    assert read_line("jual beras 1 ton 13rb/kg siap Oktober", GARUT).first_month == date(2027, 10, 1)


def test_phone_numbers_never_get_into_the_public_note():
    line = read_line("jual beras 5 ton 12.500/kg hub pak tani 0812 3456 7890 atau +62-813-9999-0000", GARUT)
    assert not any(digit in line.note for digit in "0123456789")
    assert (line.quantity, line.price) == (5000, 12500)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u202e\u200b",
        "jual" * 1000,
        "9" * 400,
        "1/0 ton beras",
        "Rp",
        "@@@///---",
        "5 ton" * 99,
        "jual beras ٥ طن",
    ],
)
def test_nonsense_is_asked_about_not_an_error(text):
    line = read_line(text, GARUT)
    assert line.asks


def test_invisible_marks_change_nothing():
    marked = "jual \u202e5\u200b ton\u00a0gabah\u2011kering 7500/kg"
    assert read_line(marked, GARUT).price == 7500
