"""A table from a Parquet file, or from a frame already in memory: both know their types."""

from pathlib import Path

import polars as pl

from jejaring.market.faults import Fault
from jejaring.market.headings import name_columns
from jejaring.market.table import Table, drop_blank_rows, place_rows


def read_parquet(path: Path, name: str) -> tuple[Table | None, list[Fault]]:
    """Read one table; None where it cannot be read. Rows count from 2, as in the other forms."""
    try:
        frame = pl.read_parquet(path.read_bytes())
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        return None, [Fault(path.name, None, None, "unreadable", {"reason": str(error).splitlines()[0]})]
    return take_frame(frame, name, path.name)


def take_frame(frame: pl.DataFrame, name: str, file: str) -> tuple[Table, list[Fault]]:
    """One table from a frame."""
    headings = list(frame.columns)
    cells = place_rows(frame.rename({heading: f"{number}" for number, heading in enumerate(headings)}))
    table, faults = name_columns(name, file, cells, headings, row=None)
    return table.with_cells(drop_blank_rows(table.cells)), faults
