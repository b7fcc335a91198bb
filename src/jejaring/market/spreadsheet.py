"""What spreadsheets do to codes, months and long numbers, and undoing it where only one thing was meant.

A spreadsheet turns `11.10` into the number 11.1, `2026-03` into a day, and rounds a number of more than
15 digits. A regency's code has two digits after its point and a month is a month, so these are put
right; an id or a name that became a number with decimals, or a day, is reported.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from jejaring.market.columns import MONTH_COLUMNS, REGION_COLUMNS

EXACT = 1e15
"""Whole numbers below this keep all their digits in a spreadsheet."""
DAY = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$"
FIRST_OF_MONTH = r"^\d{4}-\d\d-01 00:00:00$"
REGENCY_NUMBER = r"^\d\d\.\d{1,2}$"

NAMESPACE = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
CELL_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
CELL_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


@dataclass(frozen=True)
class SheetColumn:
    """The cells of one column below its heading."""

    text: pl.Series
    """What each cell says, as text; dates as `2026-03-01 00:00:00`."""
    number: pl.Series
    """The number in each cell that holds one."""
    kind: pl.Series
    """Read as a Boolean: null for a text or a day, not null for a number or a true or false."""

    @property
    def is_number(self) -> pl.Series:
        """Whether each cell holds a number, rather than a text that looks like one."""
        return (self.kind.is_not_null() & ~self.text.is_in(["true", "false"])).fill_null(False)


def repair(
    cells: SheetColumn, column: str, kind: type[pl.DataType] | pl.DataType | None
) -> tuple[pl.Series, pl.Series]:
    """The cells of a column as the market's other file forms would have them.

    Returns
    -------
    tuple of Series
        The cells: numbers where every written cell is one and the column holds numbers, text otherwise.
        And for each cell the kind of fault that makes it unreadable, or null.
    """
    if kind == pl.Float64:
        return _numbers(cells), pl.Series([None], dtype=pl.String).new_from_index(0, len(cells.text))
    frame = pl.DataFrame({"text": cells.text, "number": cells.number, "is_number": cells.is_number})
    text, number, is_number = pl.col("text"), pl.col("number"), pl.col("is_number")
    day = ~is_number & text.str.contains(DAY)
    if column in MONTH_COLUMNS:
        month = (
            pl.when(text.str.contains(FIRST_OF_MONTH))
            .then(text.str.slice(0, 7))
            .otherwise(text.str.slice(0, 10))
        )
        return frame.select(pl.when(day).then(month).otherwise(text)).to_series(), _no_faults(frame)
    if kind != pl.String:
        return cells.text, _no_faults(frame)
    whole = number == number.round()
    code = (column in REGION_COLUMNS) & text.str.contains(REGENCY_NUMBER)
    fault = (
        pl.when(day)
        .then(pl.lit("day_as_text"))
        .when(is_number & whole & (number.abs() >= EXACT))
        .then(pl.lit("digits_lost"))
        .when(is_number & ~whole & ~code)
        .then(pl.lit("number_as_text"))
    )
    faults = frame.select(fault).to_series()
    mended = pl.when(is_number & code).then(text.str.pad_end(5, "0")).otherwise(text)
    return frame.select(pl.when(fault.is_null()).then(mended)).to_series(), faults


def _numbers(cells: SheetColumn) -> pl.Series:
    if (cells.is_number | cells.text.is_null()).all():
        return cells.number
    as_text = cells.number.cast(pl.String)
    return pl.select(pl.when(cells.is_number).then(as_text).otherwise(cells.text)).to_series()


def _no_faults(frame: pl.DataFrame) -> pl.Series:
    return pl.select(pl.repeat(None, frame.height, dtype=pl.String)).to_series()


@dataclass(frozen=True)
class ErrorCell:
    """A cell whose formula failed."""

    row: int
    """As the spreadsheet counts."""
    position: int
    """Its column, counted from 0."""
    shown: str
    """What the cell shows: `#N/A`."""


def error_cells(path: Path) -> dict[str, list[ErrorCell]]:
    """Where formulas failed, by sheet."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for sheet, part in _sheet_parts(archive).items():
            cells = []
            for cell in ERROR_CELL.finditer(archive.read(part)):
                place, value = CELL_PLACE.search(cell[1]), CELL_VALUE.search(cell[2])
                if place:
                    shown = value[1].decode(errors="replace") if value else "#"
                    cells.append(ErrorCell(int(place[2]), _column_number(place[1].decode()), shown))
            found[sheet] = cells
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(
        "main:sheets/main:sheet", NAMESPACE
    )
    parts = {}
    for sheet in sheets:
        target = targets.get(sheet.get(RELATION, ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
