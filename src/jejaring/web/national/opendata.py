"""Open data: what is released, as tables for anyone to reckon with. Columns are told in `dictionary.toml`."""

import io
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from jejaring.geography import region
from jejaring.web.national.cells import PROVINCE
from jejaring.web.national.models import Release
from jejaring.web.national.tables import Row, rows_by, total_of

TYPES = {"text": pl.String, "date": pl.Date, "integer": pl.Int64, "boolean": pl.Boolean}
MADE = datetime(2000, 1, 1)
"""Said to be the time of every workbook, so that it is the same whenever it is made."""
SOURCE = "Jejaring: register koperasi, perjanjian, dan penerimaan barang"


@dataclass(frozen=True)
class Column:
    """A column of a table, as the dictionary tells it."""

    table: str
    name: str
    type: str
    unit: str
    id: str
    en: str


@cache
def dictionary() -> tuple[Column, ...]:
    """Every column of every table."""
    with (Path(__file__).parent / "dictionary.toml").open("rb") as file:
        told = tomllib.load(file)
    return tuple(Column(table, **column) for table, columns in told.items() for column in columns)


def table(name: str, chosen: Sequence[Release]) -> pl.DataFrame:
    """The table of this name, of these releases."""
    columns = [each for each in dictionary() if each.table == name]
    schema = {each.name: TYPES[each.type] for each in columns}
    return pl.DataFrame(TABLES[name](chosen), schema=schema, orient="row")


def as_csv(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a header row; nothing where there is no value."""
    return frame.write_csv().encode()


def as_parquet(frame: pl.DataFrame) -> bytes:
    """One row group, compressed with zstd."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def as_xlsx(frame: pl.DataFrame) -> bytes:
    """A workbook of one sheet; the same bytes for the same table."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE})
        frame.write_excel(workbook, "data")
    return buffer.getvalue()


def _nation(chosen: Sequence[Release]) -> list[dict[str, Any]]:
    return [
        _when(each) | {"provinces": each.provinces} | _figures(total_of(rows_by(PROVINCE, [each])))
        for each in chosen
    ]


def _by_province(chosen: Sequence[Release]) -> list[dict[str, Any]]:
    return [
        _when(each)
        | {"codes": "+".join(row.regions), "names": " + ".join(map(_name, row.regions))}
        | _figures(row)
        for each in chosen
        for row in rows_by(PROVINCE, [each])
    ]


def _dictionary(_chosen: Sequence[Release]) -> list[dict[str, Any]]:
    return [vars(each) for each in dictionary()]


TABLES: dict[str, Callable[[Sequence[Release]], list[dict[str, Any]]]] = {
    "nasional": _nation,
    "provinsi": _by_province,
    "kamus": _dictionary,
}
FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}


def _when(release: Release) -> dict[str, Any]:
    return {
        "release": release.number,
        "quarter": release.quarter,
        "since": release.since,
        "on": release.on,
        "example": release.example,
        "source": SOURCE,
    }


def _figures(row: Row) -> dict[str, Any]:
    told = row.figures
    return {
        "cooperatives": row.cooperatives,
        "committed": told["committed"],
        "agreements": told["agreements"],
        "value_rupiah": told["value"],
        "needs_served": told["needs"],
    }


def _name(code: str) -> str:
    found = region(code)
    return found.name if found else code
