"""A market to a folder of CSV or Parquet files, or to one XLSX workbook.

It is written beside its place and renamed into it, so that its place holds the old market or the new
one and never half of one. Nothing but a market is ever replaced.
"""

import shutil
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from jejaring.market.columns import REQUIRED_TABLES, TABLES

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Form = Literal["csv", "xlsx", "parquet"]
SHEET_ROWS = 1_048_576
"""Rows of a sheet, the header counted."""
EXACT_INTEGER = 2.0**53
"""Whole numbers below this are written without a decimal point."""


def write_market(tables: Mapping[str, pl.DataFrame], path: Path, form: Form | None = None) -> None:
    """Write the tables of a market to `path`; see `Market.write`."""
    form = form or ("xlsx" if path.suffix.casefold() == ".xlsx" else "csv")
    filled = {
        name: frame
        for name, frame in tables.items()
        if frame.height or name in REQUIRED_TABLES or name == "freight"
    }
    _check_replaceable(path, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as beside:
        fresh = Path(beside) / path.name
        if form == "xlsx":
            _write_workbook(filled, fresh)
        else:
            fresh.mkdir()
            for name, frame in filled.items():
                if form == "csv":
                    _spelled_out(frame).write_csv(fresh / f"{name}.csv")
                else:
                    frame.write_parquet(fresh / f"{name}.parquet")
        _put_in_place(fresh, path, Path(beside) / "replaced")


def _check_replaceable(path: Path, form: Form) -> None:
    if path.is_dir():
        strangers = [each.name for each in path.iterdir() if not _is_table_file(each)]
        if form == "xlsx" or strangers:
            holds = f"holds {strangers[0]}, which is no part of a market" if strangers else "is a folder"
            raise FileExistsError(f"{path} {holds}; write the market somewhere else")
    elif path.exists() and (form != "xlsx" or path.suffix.casefold() != ".xlsx"):
        raise FileExistsError(f"{path} is a file and not a market; write the market somewhere else")


def _is_table_file(path: Path) -> bool:
    return path.is_file() and path.suffix in (".csv", ".parquet") and path.stem in TABLES


def _put_in_place(fresh: Path, path: Path, replaced: Path) -> None:
    if not path.is_dir():
        fresh.replace(path)
        return
    path.rename(replaced)
    try:
        fresh.rename(path)
    except BaseException:
        replaced.rename(path)
        raise
    shutil.rmtree(replaced)


def _spelled_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers as their shortest exact text, marks as yes and no."""
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if kind == pl.Float64:
            whole = (column == column.round()) & (column.abs() < EXACT_INTEGER)
            column = (
                pl.when(whole)
                .then(column.cast(pl.Int64, strict=False).cast(pl.String))
                .otherwise(column.cast(pl.String))
            )
        elif kind == pl.Boolean:
            column = pl.when(column).then(pl.lit("yes")).when(~column).then(pl.lit("no"))
        columns.append(column.alias(name))
    return frame.select(columns)


class _Exact(float):
    """A number that a workbook keeps to its last bit; XlsxWriter would keep 16 digits of it."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def _write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    import xlsxwriter  # for workbooks alone: reading a market does not wait for it

    longest = max(tables, key=lambda name: tables[name].height)
    rows = tables[longest].height
    if rows >= SHEET_ROWS:
        raise ValueError(
            f"{longest} has {rows} rows and a sheet holds {SHEET_ROWS - 1}; write csv or parquet"
        )
    whole = BytesIO()
    try:
        with xlsxwriter.Workbook(whole, {"constant_memory": True}) as workbook:
            _fill_workbook(tables, workbook)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from None  # the error of the operating system inside it
    path.write_bytes(whole.getbuffer())


def _fill_workbook(tables: Mapping[str, pl.DataFrame], workbook: "Workbook") -> None:
    text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
    for name, frame in tables.items():
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for position, kind in enumerate(frame.dtypes):
            sheet.set_column(position, position, 16, text if kind == pl.String else None)
        sheet.write_row(0, 0, frame.columns, bold)
        for number, row in enumerate(frame.iter_rows(), start=1):
            for position, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, position, value, text)
                elif isinstance(value, bool):
                    sheet.write_string(number, position, "yes" if value else "no")
                elif value is not None:
                    sheet.write_number(number, position, _Exact(value))
