"""The cells of an uploaded CSV or XLSX file as text, whatever wrote it."""

import io
import zipfile
from dataclasses import dataclass

import fastexcel
import polars as pl
from django.utils.translation import gettext as _

from jejaring.market.csv_text import QuoteFault, decode, scan_records
from jejaring.market.spreadsheet import EXACT

ROW = "row"
"""Name of the column that holds each row's number in the file, the heading's being the first written one."""
LARGEST_UNPACKED = 1_000_000_000
"""Bytes a workbook may unpack to."""
MOST_ROWS, MOST_COLUMNS = 1_000_000, 200
SEPARATORS = (",", ";", "\t", "|")
ROUNDED = "≈"
"""Stands behind a number of which a spreadsheet has lost the last digits."""


class Unreadable(Exception):
    """Why a file can not be read, in words for whoever sent it."""


@dataclass(frozen=True)
class Cells:
    """A table of text."""

    headings: list[str]
    frame: pl.DataFrame
    """Columns "0", "1", ... and ROW."""


def read(data: bytes, name: str) -> Cells:
    """The first table of a file.

    Raises
    ------
    Unreadable
        When it is neither CSV nor XLSX, is damaged, empty or too large.
    """
    workbook = data.startswith(b"PK")
    if not workbook and (name.lower().endswith((".xls", ".xlsx")) or data.startswith(b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            _("Berkas ini bukan XLSX yang utuh. Simpan ulang sebagai .xlsx atau .csv, tanpa sandi.")
        )
    cells = _read_workbook(data) if workbook else _read_csv(data)
    if cells.frame.is_empty():
        raise Unreadable(_("Berkas ini tidak punya baris di bawah judul kolomnya."))
    if cells.frame.height > MOST_ROWS or len(cells.headings) > MOST_COLUMNS:
        raise Unreadable(_("Berkas ini terlalu besar: paling banyak 1.000.000 baris dan 200 kolom."))
    return cells


def _read_csv(data: bytes) -> Cells:
    text = decode(data).text
    if b"\x00" in text[:10_000] or not text.strip():
        raise Unreadable(_("Berkas ini kosong atau bukan CSV."))
    first = text.lstrip().split(b"\n", 1)[0].decode()
    separator = max(SEPARATORS, key=first.count)
    records = scan_records(text, separator)
    if isinstance(records, QuoteFault):
        row = text.count(b"\n", 0, records.offset) + 1
        raise Unreadable(_("Tanda kutip di baris %(row)d tidak berpasangan.") % {"row": row})
    try:
        frame = pl.read_csv(
            text, separator=separator, has_header=False, infer_schema=False, truncate_ragged_lines=True
        )
    except pl.exceptions.PolarsError as error:
        raise Unreadable(_("Berkas ini tidak dapat dibaca sebagai CSV.")) from error
    lines = (
        pl.Series(records.lines)
        if len(records.lines) == frame.height
        else pl.arange(1, frame.height + 1, eager=True)
    )
    return _table(frame.with_columns(lines.cast(pl.UInt32).alias(ROW)))


def _read_workbook(data: bytes) -> Cells:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise Unreadable(_("Lembar kerja ini terlalu besar."))
        reader = fastexcel.read_excel(data)
        texts, numbers, kinds = (
            reader.load_sheet(0, header_row=None, skip_rows=0, dtypes=dtype).to_polars()
            for dtype in ("string", "float", "boolean")
        )
    except Unreadable:
        raise
    except Exception as error:  # a damaged archive makes its readers raise almost anything
        raise Unreadable(_("Berkas ini bukan XLSX yang utuh.")) from error
    columns = []
    for position in range(texts.width):
        text, number = texts.to_series(position), numbers.to_series(position)
        rounded = kinds.to_series(position).is_not_null() & (number.abs() >= EXACT)
        frame = pl.DataFrame({"text": text, "rounded": rounded.fill_null(False)})
        marked = pl.when("rounded").then(pl.col("text") + ROUNDED).otherwise("text")
        columns.append(frame.select(marked.alias(f"{position}")).to_series())
    frame = pl.DataFrame(columns)
    return _table(frame.with_columns(pl.arange(1, texts.height + 1, eager=True).cast(pl.UInt32).alias(ROW)))


def _table(frame: pl.DataFrame) -> Cells:
    """Headings apart; rows in which nothing is written are left out."""
    cells = frame.drop(ROW)
    cells = cells.rename({name: f"{position}" for position, name in enumerate(cells.columns)})
    filled = cells.select(
        pl.any_horizontal((pl.all().is_not_null()) & (pl.all().str.strip_chars() != "")).fill_null(False)
    ).to_series()
    written = cells.with_columns(frame.get_column(ROW)).filter(filled)
    if written.is_empty():
        raise Unreadable(_("Berkas ini kosong."))
    headings = [(heading or "").strip()[:100] for heading in written.drop(ROW).row(0)]
    return Cells(headings, written.slice(1))
