"""From what is written in a table's cells to text, numbers, marks and months.

Every cell that cannot be read is reported once and becomes null; so does every required one left
empty. What the cells say about each other and about the world is checked elsewhere.
"""

import polars as pl

from jejaring.market.columns import (
    BOUNDS,
    LARGEST,
    LISTING_TABLES,
    LONGEST_TEXT,
    MONTH_COLUMNS,
    REQUIRED_COLUMNS,
    TABLES,
    THOUSANDS_COLUMNS,
    Bounds,
)
from jejaring.market.faults import Fault
from jejaring.market.spelling import MONTH, likely_months, number_spellings
from jejaring.market.table import FLAWED, ROW, Search, Table

TRUE_WORDS = ("yes", "ya", "true", "1", "1.0")
FALSE_WORDS = ("no", "tidak", "false", "0", "0.0")
LINE_BREAKS = r"\s*[\t-\r\x{85}\x{2028}\x{2029}]\s*"
CONTROL_CHARACTERS = (
    r"[\x00-\x08\x0e-\x1f\x{7f}-\x{9f}\x{ad}"
    r"\x{61c}\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}"
    r"\x{fffe}\x{ffff}]"
)
"""What is not seen but changes what is: control characters, and those that turn the direction of writing."""
THREE_DECIMALS = r"^[1-9]\d{0,2}\.\d{3}$"
SHOWN = 60
"""Characters of a faulty cell that are quoted back."""
READ = "#read "
"""Before a column's name: the numbers that were read in it."""
DAYS = (pl.Date, pl.Datetime)
"""Types of what a spreadsheet takes for a day."""

Read = tuple[pl.Expr, list[Search]]
"""What a column is read as, and what may be wrong in it."""


def read_cells(table: Table) -> tuple[Table, list[Fault]]:
    """The table with exactly its columns (ROW and FLAWED besides), each of its type, and the faults.

    Columns that may be left out and were, are null throughout.
    """
    table, faults = _plain_text(table)
    table = _with_numbers(table)
    columns: list[pl.Expr] = []
    searches: list[Search] = []
    for name, kind in TABLES[table.name].items():
        if not table.has(name):
            columns.append(pl.lit(None, dtype=kind).alias(name))
            continue
        if name in REQUIRED_COLUMNS[table.name]:
            searches.append(table.search(name, "missing_cell", pl.col(name).is_null()))
        if kind == pl.Float64:
            read, looked_for = _numbers(table, name)
        elif kind == pl.Boolean:
            read, looked_for = _marks(table, name)
        elif name in MONTH_COLUMNS:
            read, looked_for = _months(table, name)
        else:
            read, looked_for = _texts(table, name)
        columns.append(read.alias(name))
        searches += looked_for
    faults += table.find_all(searches)
    return table.with_cells(table.cells.select(*columns, ROW, FLAWED)), faults


def shown(column: str) -> pl.Expr:
    """What is written in a cell, shortened for quoting."""
    text = pl.col(column).cast(pl.String)
    return pl.when(text.str.len_chars() > SHOWN).then(text.str.slice(0, SHOWN) + "…").otherwise(text)


def _plain_text(table: Table) -> tuple[Table, list[Fault]]:
    """Text without blanks around it and line breaks in it, nothing written as null."""
    plain, faults = [], []
    for name, kind in table.cells.schema.items():
        column = pl.col(name)
        if name in (ROW, FLAWED) or kind.is_numeric() or kind in (pl.Boolean, *DAYS):
            continue
        if kind in (pl.Categorical, pl.Enum, pl.Null):
            column = column.cast(pl.String)
        elif kind != pl.String:
            faults.append(table.fault(None, name, "strange_type", type=str(kind)))
            plain.append(pl.lit(None, dtype=pl.String).alias(name))
            continue
        text = column.str.strip_chars().str.replace_all(LINE_BREAKS, " ")
        plain.append(pl.when(text != "").then(text).alias(name))
    return table.with_cells(table.cells.with_columns(plain)), faults


def _with_numbers(table: Table) -> Table:
    """Beside every column of numbers what is read in it, so that it is read once."""
    read = [
        (pl.col(name).cast(pl.Float64, strict=False) + 0.0).alias(READ + name)  # + 0.0 turns -0.0 into 0.0
        for name, kind in TABLES[table.name].items()
        if kind == pl.Float64 and table.has(name) and table.cells.schema[name] not in DAYS
    ]
    return table.with_cells(table.cells.with_columns(read))


def _numbers(table: Table, name: str) -> Read:
    column, kind = pl.col(name), table.cells.schema[name]
    bounds = BOUNDS.get((table.name, name), Bounds())
    written, text = column.is_not_null(), {"text": shown(name)}
    if kind in DAYS:
        return pl.lit(None, dtype=pl.Float64), [(written, lambda: _not_a_number(table, name, written))]
    number = pl.col(READ + name)
    unread = written & number.is_null()
    searches: list[Search] = [(unread, lambda: _not_a_number(table, name, unread))]
    endless = ~number.is_finite()
    if kind == pl.String:
        spelled_out = column.str.contains(r"\d")  # 1e400: a number, but too large for any computer
        searches.append(table.search(name, "too_large", endless & spelled_out, _told(name)))
        endless &= ~spelled_out
    searches.append(table.search(name, "not_finite", endless, text))
    finite, small = number.is_finite(), number.abs() <= LARGEST
    searches.append(table.search(name, "too_large", finite & ~small, _told(name)))
    right = finite & small
    if not bounds.negative:
        searches.append(table.search(name, "negative", right & (number < 0), text))
        right &= number >= 0
    if not bounds.zero:
        searches.append(table.search(name, "zero", right & (number == 0)))
        right &= number != 0
    if kind == pl.String and table.name in LISTING_TABLES and name in THOUSANDS_COLUMNS:
        thousands = right & _thousands(column)
        searches.append((thousands, lambda: _a_point_in_thousands(table, name, thousands)))
        right &= ~thousands
    return pl.when(right).then(number), searches


def _told(name: str) -> dict[str, pl.Expr | str | float]:
    return {"text": shown(name), "limit": LARGEST}


def _not_a_number(table: Table, name: str, where: pl.Expr) -> list[Fault]:
    faulty = table.with_cells(table.cells.filter(where).with_columns(pl.col(name).cast(pl.String)))
    spellings = _spellings(name)
    respelled = spellings.list.len() > 0
    return faulty.find(
        name, "number_marks", respelled, {"text": shown(name), "right": spellings}
    ) + faulty.find(name, "not_a_number", ~respelled, {"text": shown(name)})


def _spellings(name: str) -> pl.Expr:
    return pl.col(name).map_elements(
        lambda text: list(number_spellings(text)), return_dtype=pl.List(pl.String)
    )


def _thousands(texts: pl.Expr) -> pl.Expr:
    """Which cells say 7.500 and probably mean 7500.

    In a column where every point is followed by three digits and at least one of these ends in 0 (which
    no program writes after a decimal point), points divide thousands.
    """
    pointed = texts.str.contains(".", literal=True).fill_null(False)
    written = texts.filter(pointed)
    return pointed & written.str.contains(THREE_DECIMALS).all() & written.str.ends_with("0").any()


def _a_point_in_thousands(table: Table, name: str, where: pl.Expr) -> list[Fault]:
    others = _spellings(name).list.set_difference(pl.concat_list(pl.col(name)))  # never what is written
    return table.find(name, "thousands_point", where, {"text": shown(name), "right": others})


def _marks(table: Table, name: str) -> Read:
    if table.cells.schema[name] == pl.Boolean:
        return pl.col(name), []
    word = pl.col(name).cast(pl.String).str.to_lowercase()
    true, false = word.is_in(TRUE_WORDS), word.is_in(FALSE_WORDS)
    wrong = table.search(name, "not_a_mark", ~(true | false), {"text": shown(name)})
    return pl.when(true).then(True).when(false).then(False), [wrong]


def _months(table: Table, name: str) -> Read:
    column, kind = pl.col(name), table.cells.schema[name]
    if kind in DAYS:
        told = {
            "text": column.dt.strftime("%Y-%m-%d"),
            "nearest": pl.concat_list(column.dt.strftime("%Y-%m")),
        }
        wrong = table.search(name, "not_a_month", column.dt.day() != 1, told)
        return pl.when(column.dt.day() == 1).then(column.dt.strftime("%Y-%m")), [wrong]
    text = column.cast(pl.String)
    right = text.str.contains(MONTH)
    return pl.when(right).then(text), [(~right, lambda: _not_a_month(table, name, ~right))]


def _not_a_month(table: Table, name: str, where: pl.Expr) -> list[Fault]:
    meant = (
        pl.col(name)
        .cast(pl.String)
        .map_elements(lambda word: list(likely_months(word)), return_dtype=pl.List(pl.String))
    )
    return table.find(name, "not_a_month", where, {"text": shown(name), "nearest": meant})


def _texts(table: Table, name: str) -> Read:
    column, kind = pl.col(name), table.cells.schema[name]
    if kind.is_float():
        whole = (column == column.round()) & (column.abs() < 1e15)
        wrong = table.search(name, "number_as_text", ~whole, {"text": shown(name)})
        return pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)), [wrong]
    if kind != pl.String:
        return column.cast(pl.String), []
    long = column.str.len_chars() > LONGEST_TEXT
    control = column.str.contains(CONTROL_CHARACTERS) & ~long
    return pl.when(~(long | control)).then(column), [
        table.search(name, "text_too_long", long, {"limit": LONGEST_TEXT}),
        table.search(name, "control_character", control),
    ]
