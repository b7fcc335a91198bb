"""Which column of a table is which, by its heading."""

from collections import Counter
from collections.abc import Sequence

import polars as pl

from jejaring.market.columns import REQUIRED_COLUMNS, SPOKEN_COLUMNS, TABLES, Form
from jejaring.market.faults import Fault
from jejaring.market.nearest import nearest
from jejaring.market.table import FLAWED, ROW, Table


def name_columns(
    name: str,
    file: str,
    cells: pl.DataFrame,
    headings: Sequence[str | None],
    row: int | None = 1,
    form: Form | None = None,
) -> tuple[Table, list[Fault]]:
    """Give columns their names and report headings that are missing, unknown or written twice.

    Parameters
    ----------
    name
        The table.
    file
        What a person calls the place it came from.
    cells
        Columns in the order of `headings`, whatever they are called, then ROW and FLAWED.
    headings
        What stands above each column; None or empty where nothing does.
    row
        Where the headings stand; None for a table without rows of text (Parquet, a frame).
    form
        The table's columns; left out, those of a market's table of this name.
    """
    form = form or Form(TABLES[name], REQUIRED_COLUMNS[name], SPOKEN_COLUMNS)
    known = form.known
    written = [(heading or "").strip() for heading in headings]
    spelled = [heading.casefold() for heading in written]
    faults = []
    missing = [column for column in form.required if column not in spelled]
    faults += [Fault(file, row, column, "missing_column") for column in missing]
    for heading, spelling in zip(written, spelled, strict=True):
        if spelling and spelling not in known:
            spoken = form.spoken.get(spelling)
            meant = (spoken,) if spoken is not None and spoken in known else nearest(heading, known, count=1)
            faults.append(
                Fault(file, row, heading, "unknown_column", {"known": ", ".join(known), "nearest": meant})
            )
    faults += [
        Fault(file, row, column, "duplicate_column")
        for column, times in Counter(spelled).items()
        if times > 1 and column in known
    ]
    positions = {column: spelled.index(column) for column in known if column in spelled}
    nameless = [pl.nth(position) for position, heading in enumerate(spelled) if not heading]
    for values in cells.select(nameless).get_columns() if nameless else ():
        filled = values.cast(pl.String, strict=False).str.strip_chars() != ""
        if filled.any():
            first = cells.filter(filled.fill_null(False)).get_column(ROW).item(0)
            faults.append(Fault(file, first, None, "unnamed_column"))
    named = cells.select(
        *(pl.nth(position).alias(column) for column, position in positions.items()), ROW, FLAWED
    )
    return Table(name, file, named, frozenset(missing)), faults
