"""Read obligations from a CSV file; every fault of the file comes in one answer."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl

from jejaring.clearing.obligations import COLUMNS, LARGEST_AMOUNT, LARGEST_GROSS, Obligations
from jejaring.market.cells import CONTROL_CHARACTERS, shown
from jejaring.market.columns import LONGEST_TEXT, Form
from jejaring.market.faults import Fault, Faults
from jejaring.market.nearest import nearest, suggestions
from jejaring.market.read_csv import read_csv
from jejaring.market.spelling import number_spellings
from jejaring.market.table import FLAWED, ROW, Table

PACKAGE = "jejaring.clearing"
RUPIAH = ("IDR", "RP", "RUPIAH")
FORM = Form(
    known=COLUMNS | {"reference": pl.String, "currency": pl.String},
    required=tuple(COLUMNS),
    spoken={
        "debitur": "debtor",
        "pengutang": "debtor",
        "kreditur": "creditor",
        "jumlah": "amount",
        "nilai": "amount",
        "jatuh tempo": "due",
        "tempo": "due",
        "mata uang": "currency",
    },
)
"""`reference` is anybody's note and is not read; `currency`, where there is one, must be rupiah."""


class ObligationFaults(Faults):
    """Obligations that cannot be cleared as they are."""


def read_obligations(path: str | Path, parties: Iterable[str] | None = None) -> Obligations:
    """The obligations of a CSV file with the columns id, debtor, creditor, amount and due.

    Parameters
    ----------
    path : str or Path
    parties : iterable of str, optional
        Everybody who may owe or be owed; left out, anybody may.

    Raises
    ------
    ObligationFaults
        Everything that is wrong with the file: what cannot be read, amounts that are not whole rupiah from
        1 to 2**53 - 1, days that are not `YYYY-MM-DD`, debts to oneself, ids that stand twice, unknown
        parties, other currencies.
    """
    file = Path(path)
    table, faults = read_csv(file, "obligations", FORM)
    if table is None:
        raise ObligationFaults(faults)
    table = replace(table, package=PACKAGE, cells=_plain(table))
    faults += [
        fault
        for column in COLUMNS
        if table.has(column)
        for fault in table.find(column, "missing_cell", pl.col(column).is_null())
    ]
    for column in ("id", "debtor", "creditor"):
        faults += _texts(table, column) if table.has(column) else []
    amount, wrong = _amounts(table) if table.has("amount") else (pl.lit(None), [])
    due, late = _days(table) if table.has("due") else (pl.lit(None), [])
    faults += wrong + late + _twice(table) + _to_oneself(table) + _currencies(table)
    if parties is not None:
        faults += _strangers(table, frozenset(parties))
    if faults:
        raise ObligationFaults(faults)
    cells = table.cells.with_columns(amount=amount, due=due)
    gross = sum(cells["amount"].to_list())
    if gross > LARGEST_GROSS:
        raise ObligationFaults([table.fault(None, "amount", "gross", gross=str(gross))])
    return Obligations.of(cells)


def read_parties(path: str | Path) -> list[str]:
    """The ids in a CSV file of cooperatives: whoever may owe or be owed.

    Raises
    ------
    ObligationFaults
        When the file cannot be read or has no column `id`.
    """
    form = Form(known={"id": pl.String}, required=("id",), spoken={})
    table, faults = read_csv(Path(path), "parties", form)
    serious = [fault for fault in faults if fault.kind != "unknown_column"]
    if table is None or serious:
        raise ObligationFaults(serious or faults)
    ids: list[str] = _plain(table)["id"].drop_nulls().to_list()
    return ids


def _plain(table: Table) -> pl.DataFrame:
    """Cells without blanks around them; nothing written is null."""
    text = pl.exclude(ROW, FLAWED).cast(pl.String).str.strip_chars()
    return table.cells.with_columns(text).with_columns(pl.exclude(ROW, FLAWED).replace("", None))


def _texts(table: Table, column: str) -> list[Fault]:
    long = pl.col(column).str.len_chars() > LONGEST_TEXT
    hidden = pl.col(column).str.contains(CONTROL_CHARACTERS)
    return table.find(column, "text_too_long", long, {"limit": LONGEST_TEXT}) + table.find(
        column, "control_character", hidden & ~long
    )


def _amounts(table: Table) -> tuple[pl.Expr, list[Fault]]:
    """Whole rupiah written in digits alone, and what is wrong with those that are not."""
    text, told = pl.col("amount"), {"text": shown("amount")}
    digits = text.str.contains(r"^\+?\d+$")
    significant = text.str.strip_prefix("+").str.strip_chars_start("0")
    large = digits & (significant.str.len_chars() > len(str(LARGEST_AMOUNT)))
    number = pl.when(digits & ~large).then(significant.replace("", "0")).cast(pl.Int64)
    plainly = text.cast(pl.Float64, strict=False)
    negative = ~digits & (plainly < 0).fill_null(False)
    fraction = (
        ~digits & ~negative & plainly.is_finite().fill_null(False) & text.str.contains(r"^\+?\d*\.\d*$")
    )
    meant = text.map_elements(
        lambda word: [right for right in number_spellings(word) if right.isdigit()],
        return_dtype=pl.List(pl.String),
    )
    thousands = fraction & text.str.contains(r"^\d{1,3}\.\d{3}$")
    marks = ~digits & ~negative & (~fraction | thousands)
    known = meant.list.len() > 0
    faults = [
        *table.find(
            "amount", "too_much", large | (number > LARGEST_AMOUNT), told | {"limit": LARGEST_AMOUNT}
        ),
        *table.find("amount", "nothing_owed", number == 0),
        *table.find("amount", "negative_debt", negative, told),
        *table.find("amount", "fraction", fraction & ~thousands, told),
        *table.find("amount", "number_marks", marks & known, told | {"right": meant}),
        *table.find("amount", "not_rupiah", marks & ~known, told),
    ]
    return number, faults


def _days(table: Table) -> tuple[pl.Expr, list[Fault]]:
    day = pl.col("due").str.to_date("%Y-%m-%d", strict=False)
    written = pl.col("due").str.contains(r"^\d{4}-\d{2}-\d{2}$")
    right = day.is_not_null() & written
    return pl.when(right).then(day), table.find(
        "due", "not_a_day", pl.col("due").is_not_null() & ~right, {"text": shown("due")}
    )


def _twice(table: Table) -> list[Fault]:
    if not table.has("id"):
        return []
    first = pl.col(ROW).first().over("id")
    again = pl.col("id").is_not_null() & ~pl.col("id").is_first_distinct()
    cells = table.cells.with_columns(first_row=first)
    return table.with_cells(cells).find(
        "id", "same_id", again, {"text": shown("id"), "first_row": pl.col("first_row")}
    )


def _to_oneself(table: Table) -> list[Fault]:
    if not table.has("debtor", "creditor"):
        return []
    return table.find(
        "creditor", "to_oneself", pl.col("debtor") == pl.col("creditor"), {"text": shown("creditor")}
    )


def _currencies(table: Table) -> list[Fault]:
    if not table.has("currency"):
        return []
    other = ~pl.col("currency").str.to_uppercase().is_in(RUPIAH)
    return table.find("currency", "currency", other, {"text": shown("currency")})


def _strangers(table: Table, parties: frozenset[str]) -> list[Fault]:
    known = pl.Series(sorted(parties), dtype=pl.String)
    faults = []
    for column in ("debtor", "creditor"):
        if table.has(column):
            stranger = ~table.cells[column].is_in(known.implode()).fill_null(True)
            meant = suggestions(
                column, table.cells[column].filter(stranger), lambda word: nearest(word, known)
            )
            values = {"text": shown(column), "nearest": meant}
            faults += table.find(column, "unknown_party", stranger, values)
    return faults
