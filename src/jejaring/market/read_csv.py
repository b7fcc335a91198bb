"""A table from a CSV file: commas, UTF-8, one header; every line that breaks this is reported."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from jejaring.market.columns import Form
from jejaring.market.csv_text import QuoteFault, Records, decode, scan_records
from jejaring.market.faults import Fault
from jejaring.market.headings import name_columns
from jejaring.market.table import FLAWED, ROW, Table, drop_blank_rows

OTHER_SEPARATORS = (";", "\t", "|")
MOST_QUOTE_FAULTS = 20
"""Lines with misplaced quote marks that are reported and read past one by one; then a file is given up."""


def read_csv(path: Path, name: str, form: Form | None = None) -> tuple[Table | None, list[Fault]]:
    """Read one table, of a market unless a form is given; None where there is nothing to read."""
    file = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Fault(file, None, None, "unreadable", {"reason": error.strerror or str(error)})]
    decoded = decode(data)
    faults = []
    if decoded.encoding:
        faults.append(Fault(file, decoded.row, None, "encoding", {"encoding": decoded.encoding}))
    if not decoded.text.strip():
        return None, [*faults, Fault(file, None, None, "empty_file")]
    separator = _separator(decoded.text)
    if separator != ",":
        shown = "tab" if separator == "\t" else separator
        faults.append(Fault(file, 1, None, "separator", {"separator": shown}))
    text, records, broken, quote_faults = _records(decoded.text, separator, file)
    faults += quote_faults
    headings, heading_row, cells, ragged = _cells(text, records, separator, broken)
    faults += [
        Fault(file, row, None, "too_many_cells" if found > len(headings) else "too_few_cells", values)
        for row, found in ragged
        for values in ({"found": str(found), "expected": str(len(headings))},)
        if row not in broken
    ]
    table, heading_faults = name_columns(name, file, cells, headings, heading_row, form)
    return table.with_cells(drop_blank_rows(table.cells)), faults + heading_faults


def _separator(text: bytes) -> str:
    """What separates the cells of the first line: a comma, unless it has none but has another mark."""
    first = text.lstrip().split(b"\n", 1)[0].decode(errors="replace")
    if "," in first:
        return ","
    return next((mark for mark in OTHER_SEPARATORS if mark in first), ",")


def _records(text: bytes, separator: str, file: str) -> tuple[bytes, Records, set[int], list[Fault]]:
    """The records of a text, and the lines whose quote marks are misplaced: reported, and read without them.

    After `MOST_QUOTE_FAULTS` of them every line that follows counts as broken.
    """
    broken: set[int] = set()
    faults = []
    while isinstance(records := scan_records(text, separator), QuoteFault):
        begin = text.rfind(b"\n", 0, records.offset) + 1
        row = text.count(b"\n", 0, begin) + 1
        faults.append(Fault(file, row, None, "quote_in_cell" if records.closed else "quote_open"))
        end = text.find(b"\n", begin) if len(faults) < MOST_QUOTE_FAULTS else -1
        end = len(text) if end < 0 else end
        broken.update(range(row, row + text.count(b"\n", begin, end) + 1))
        text = text[:begin] + text[begin:end].replace(b'"', b"'") + text[end:]
    return text, records, broken, faults


def _cells(
    text: bytes, records: Records, separator: str, broken: set[int]
) -> tuple[Sequence[str | None], int, pl.DataFrame, list[tuple[int, int]]]:
    """Headings, their line, the cells below them, and line and width of rows that do not fit."""
    written = _written(text, records)
    starts, ends = records.starts[written], records.ends[written]
    lines, fields = records.lines[written], records.fields[written]
    heading = text[starts[0] : ends[0]]
    headings = pl.read_csv(heading, has_header=False, separator=separator, infer_schema=False).row(0)
    body = (
        text[ends[0] + 1 :]
        if written[np.argmax(written) :].all()
        else b"\n".join(text[start:end] for start, end in zip(starts[1:], ends[1:], strict=True))
    )
    positions = [f"{position}" for position in range(len(headings))]
    cells = pl.read_csv(
        separator.join(positions).encode() + b"\n" + body,
        separator=separator,
        infer_schema=False,
        truncate_ragged_lines=True,
    )
    misfit = fields[1:] != len(headings)
    flawed = misfit | np.isin(lines[1:], list(broken))
    cells = cells.with_columns(
        pl.Series(ROW, lines[1:], dtype=pl.UInt32), pl.Series(FLAWED, flawed, dtype=pl.Boolean)
    )
    ragged = list(zip(lines[1:][misfit].tolist(), fields[1:][misfit].tolist(), strict=True))
    return headings, int(lines[0]), cells, ragged


def _written(text: bytes, records: Records) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each record, whether anything is written in it."""
    written = np.ones(records.starts.size, dtype=bool)
    for single in np.flatnonzero(records.fields == 1):
        written[single] = bool(text[records.starts[single] : records.ends[single]].strip())
    return written
