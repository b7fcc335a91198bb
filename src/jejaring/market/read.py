"""A market as it was found: which tables a folder or a workbook holds, and in which form.

Nothing is checked here but whether it can be read at all; what the tables say is for
`jejaring.market.checking`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz

from jejaring.market.columns import REQUIRED_TABLES, TABLES
from jejaring.market.faults import Fault
from jejaring.market.read_csv import read_csv
from jejaring.market.read_parquet import read_parquet, take_frame
from jejaring.market.read_xlsx import open_workbook, read_sheet
from jejaring.market.table import Table

READERS = {".csv": read_csv, ".parquet": read_parquet}
MISSPELT = 80.0
"""Likeness (0-100) to a table's name from which a file or sheet was probably meant to be that table."""

Found = tuple[dict[str, Table], list[Fault]]


def find_tables(path: Path) -> Found:
    """The tables of the market at `path`, a folder or a workbook, and what could not be read."""
    if path.is_dir():
        return _read_folder(path)
    if not path.exists():
        return {}, [Fault(str(path), None, None, "no_such_path")]
    if path.suffix.casefold() in READERS:
        return {}, [Fault(path.name, None, None, "single_file", {"folder": str(path.absolute().parent)})]
    return _read_workbook(path)


def take_tables(frames: Mapping[str, pl.DataFrame]) -> Found:
    """The tables of a market given as frames."""
    tables: dict[str, Table] = {}
    faults = [Fault(name, None, None, "missing_table") for name in REQUIRED_TABLES if name not in frames]
    for name, frame in frames.items():
        if name in TABLES:
            tables[name], found = take_frame(frame, name, name)
            faults += found
        else:
            faults.append(Fault(str(name), None, None, "unknown_table", {"known": ", ".join(TABLES)}))
    return tables, faults


def _read_folder(folder: Path) -> Found:
    files: dict[str, list[Path]] = {}
    strays = []
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() in READERS and path.is_file():
            name = path.stem.casefold()
            if name in TABLES:
                files.setdefault(name, []).append(path)
            else:
                strays.append((path.stem, path.name))
    tables: dict[str, Table] = {}
    faults = _misspelt(strays, files)
    for name, (path, *others) in files.items():
        table, found = READERS[path.suffix.casefold()](path, name)
        faults += found
        faults += [Fault(other.name, None, None, "ambiguous_table", {"other": path.name}) for other in others]
        if table is not None:
            tables[name] = table
    faults += [
        Fault(f"{name}.csv", None, None, "missing_table") for name in REQUIRED_TABLES if name not in files
    ]
    return tables, faults


def _read_workbook(path: Path) -> Found:
    workbook, faults = open_workbook(path)
    if workbook is None:
        return {}, faults
    sheets: dict[str, list[str]] = {}
    strays = []
    for sheet in workbook.sheets:
        name = sheet.strip().casefold()
        if name in TABLES:
            sheets.setdefault(name, []).append(sheet)
        else:
            strays.append((sheet, workbook.label(sheet)))
    tables: dict[str, Table] = {}
    faults += _misspelt(strays, sheets)
    for name, (sheet, *others) in sheets.items():
        table, found = read_sheet(workbook, sheet, name)
        faults += found
        faults += [
            Fault(workbook.label(other), None, None, "ambiguous_table", {"other": sheet}) for other in others
        ]
        if table is not None:
            tables[name] = table
    faults += [
        Fault(workbook.label(name), None, None, "missing_table")
        for name in REQUIRED_TABLES
        if name not in sheets
    ]
    return tables, faults


def _misspelt(strays: Iterable[tuple[str, str]], found: Mapping[str, object]) -> list[Fault]:
    """Files or sheets whose name is nearly that of a table that is not there; others are left alone."""
    return [
        Fault(label, None, None, "misspelt_table", {"nearest": (name,)})
        for stem, label in strays
        for name in TABLES
        if name not in found and fuzz.ratio(stem.strip().casefold(), name) >= MISSPELT
    ]
