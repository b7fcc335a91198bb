"""Tables from the sheets of one XLSX workbook, each cell where a person sees it."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from jejaring.market.columns import TABLES
from jejaring.market.faults import Fault
from jejaring.market.headings import name_columns
from jejaring.market.spreadsheet import ErrorCell, SheetColumn, error_cells, repair
from jejaring.market.table import FLAWED, ROW, Table, drop_blank_rows

LARGEST_WORKBOOK = 2_000_000_000
"""Bytes a workbook may unpack to."""
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How .xls files and workbooks locked by a password begin."""


@dataclass(frozen=True)
class Workbook:
    """A workbook that could be opened."""

    file: str
    reader: fastexcel.ExcelReader
    errors: Mapping[str, Sequence[ErrorCell]]
    """Cells of each sheet whose formula failed."""

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return self.reader.sheet_names

    def label(self, sheet: str) -> str:
        """What a person calls a sheet of this workbook."""
        return f"{self.file} [{sheet}]"


def open_workbook(path: Path) -> tuple[Workbook | None, list[Fault]]:
    """Open a workbook; None where that fails, with the reason."""
    try:
        with path.open("rb") as file:
            if file.read(len(OLD_FORMAT)) == OLD_FORMAT:
                return None, [Fault(path.name, None, None, "old_workbook")]
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_WORKBOOK:
            limit = LARGEST_WORKBOOK // 10**9
            return None, [Fault(path.name, None, None, "workbook_too_large", {"limit": limit})]
        return Workbook(path.name, fastexcel.read_excel(path), error_cells(path)), []
    except OSError as error:
        return None, [Fault(path.name, None, None, "unreadable", {"reason": error.strerror or str(error)})]
    except Exception as error:  # a damaged archive makes its readers raise almost anything
        return None, [Fault(path.name, None, None, "not_a_workbook", {"reason": _first_line(error)})]


def read_sheet(workbook: Workbook, sheet: str, name: str) -> tuple[Table | None, list[Fault]]:
    """Read one table; None where there is nothing to read."""
    file = workbook.label(sheet)
    try:
        texts = _load(workbook, sheet, "string")
        # Read as Booleans, numbers become true or false and texts nothing: it tells which cells are numbers.
        kinds, numbers = _load(workbook, sheet, "boolean"), _load(workbook, sheet, "float")
    except Exception as error:  # see open_workbook
        return None, [Fault(file, None, None, "unreadable", {"reason": _first_line(error)})]
    written = texts.select(pl.any_horizontal(pl.all().is_not_null())).to_series() if texts.width else None
    if written is None or not written.any():
        return None, [Fault(file, None, None, "empty_file")]
    top = written.arg_max() or 0
    headings = [heading or "" for heading in texts.row(top)]
    rows = pl.int_range(top + 2, texts.height + 1, dtype=pl.UInt32, eager=True).alias(ROW)
    columns, faults = [], []
    for position, heading in enumerate(headings):
        column = heading.strip().casefold()
        found = SheetColumn(*(each.to_series(position).slice(top + 1) for each in (texts, numbers, kinds)))
        read, wrong = repair(found, column, TABLES[name].get(column))
        columns.append(read.alias(f"{position}"))
        faulty = wrong.is_not_null()
        faults += [
            Fault(file, row, column, kind, {"text": text})
            for row, kind, text in zip(
                rows.filter(faulty), wrong.filter(faulty), found.text.filter(faulty), strict=True
            )
        ]
    faults += [
        Fault(file, error.row, headings[error.position].strip() or None, "error_cell", {"text": error.shown})
        for error in workbook.errors.get(sheet, ())
        if error.position < len(headings) and error.row > top + 1
    ]
    cells = pl.DataFrame(columns).with_columns(rows, pl.lit(False).alias(FLAWED))
    table, heading_faults = name_columns(name, file, cells, headings, top + 1)
    return table.with_cells(drop_blank_rows(table.cells)), faults + heading_faults


def _load(workbook: Workbook, sheet: str, kind: fastexcel.DType) -> pl.DataFrame:
    return workbook.reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes=kind).to_polars()


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
