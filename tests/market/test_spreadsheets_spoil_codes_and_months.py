from datetime import datetime
from pathlib import Path

import xlsxwriter
from market_files import SOUND, faults_of

from jejaring.market import Market


def write_workbook(path: Path, **cells: object) -> Path:
    """The sound market as a workbook; `A2=11.1` and the like replace cells of the sheet named before them."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "mmm-yy"})
        for name, text in SOUND.items():
            sheet = workbook.add_worksheet(name.title())
            for row, line in enumerate(text.splitlines()):
                for column, cell in enumerate(line.split(",")):
                    sheet.write_string(row, column, cell)
            for place, value in cells.items():
                table, _, cell = place.rpartition("_")
                if table == name and isinstance(value, datetime):
                    sheet.write_datetime(cell, value, day)
                elif table == name and str(value).startswith("#"):
                    sheet.write_formula(cell, "=NA()", value=value)
                elif table == name:
                    sheet.write(cell, value)
    return path


def test_numbers_and_days_are_put_right_where_only_one_thing_was_meant(tmp_path):
    path = write_workbook(
        tmp_path / "pasar.xlsx",
        cooperatives_C3=11.1,
        cooperatives_D1="nik",
        cooperatives_D2=3205012345,
        offers_D2=1000.5,
        offers_F1="from",
        offers_F2=datetime(2026, 3, 1),
    )
    market = Market.read(path)
    assert market.cooperatives["region"].to_list() == ["32.05", "11.10"]
    assert market.cooperatives["nik"][0] == "3205012345"
    assert market.offers["quantity"][0] == 1000.5
    assert market.periods == ("2026-03",)


def test_what_may_have_been_something_else_is_reported(tmp_path):
    path = write_workbook(
        tmp_path / "pasar.xlsx",
        cooperatives_D1="nik",
        cooperatives_D2=3205010000000001,
        cooperatives_B3=datetime(2026, 3, 1),
        offers_A2=11.1,
        offers_E2="#N/A",
        needs_D2="7.500,50",
        needs_F1="until",
        needs_F2=datetime(2026, 3, 15),
    )
    assert [(fault.file, fault.row, fault.column, fault.kind) for fault in faults_of(path)] == [
        ("pasar.xlsx [Cooperatives]", 2, "nik", "digits_lost"),
        ("pasar.xlsx [Cooperatives]", 3, "name", "day_as_text"),
        ("pasar.xlsx [Needs]", 2, "quantity", "number_marks"),
        ("pasar.xlsx [Needs]", 2, "until", "not_a_month"),
        ("pasar.xlsx [Offers]", 2, "id", "number_as_text"),
        ("pasar.xlsx [Offers]", 2, "price", "error_cell"),
    ]


def test_what_is_no_workbook_is_said_to_be_none(tmp_path):
    path = write_workbook(tmp_path / "pasar.xlsx")
    (tmp_path / "half.xlsx").write_bytes(path.read_bytes()[:2000])
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "text.xlsx").write_text("not a zip")
    kinds = [faults_of(tmp_path / name)[0].kind for name in ("half.xlsx", "old.xls", "text.xlsx")]
    assert kinds == ["not_a_workbook", "old_workbook", "not_a_workbook"]
