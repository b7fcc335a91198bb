"""One table of a market as it was found, and how faults are picked out of it.

A table remembers where each of its rows stands in the file. It refuses to know what its columns mean.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from jejaring.market.faults import MARKET, Fault, Value

ROW = "#row"
"""Where a row stands in its file: a column that travels with the cells."""
FLAWED = "#flawed"
"""True for a row already reported whole, whose cells are not worth reporting again."""

Search = tuple[pl.Expr, Callable[[], list[Fault]]]
"""What is true of a row with a fault, and what tells the faults of all such rows."""


@dataclass(frozen=True)
class Table:
    """A table's cells with the place of every row."""

    name: str
    """One of the market's tables."""
    file: str
    """What a person calls the place it came from: `offers.csv`."""
    cells: pl.DataFrame
    """The columns found, and ROW (UInt32) and FLAWED (Boolean)."""
    missing: frozenset[str] = frozenset()
    """Required columns that were not found."""
    package: str = MARKET
    """Whose phrases say what is wrong with it."""

    def with_cells(self, cells: pl.DataFrame) -> "Table":
        """The same table with other cells."""
        return replace(self, cells=cells)

    def has(self, *columns: str) -> bool:
        """Whether the table has these columns and none of them is missing from its file."""
        return all(column in self.cells.columns and column not in self.missing for column in columns)

    def find(
        self,
        column: str | None,
        kind: str,
        where: pl.Expr | pl.Series,
        values: Mapping[str, pl.Expr | Value] | Mapping[str, Value] | Mapping[str, pl.Expr] | None = None,
    ) -> list[Fault]:
        """One fault for every row where the condition holds, its values taken from that row."""
        if self.cells.is_empty():
            return []
        condition = pl.lit(where) if isinstance(where, pl.Series) else where
        found = self.cells.filter(condition & ~pl.col(FLAWED))
        if found.is_empty():
            return []
        constant = {name: value for name, value in (values or {}).items() if not isinstance(value, pl.Expr)}
        varying = [value.alias(name) for name, value in (values or {}).items() if isinstance(value, pl.Expr)]
        return [
            Fault(self.file, row.pop(ROW), column, kind, constant | _plain(row), self.package)
            for row in found.select(ROW, *varying).iter_rows(named=True)
        ]

    def search(
        self, column: str, kind: str, where: pl.Expr, values: Mapping[str, pl.Expr | Value] | None = None
    ) -> Search:
        """What `find` would look for, to be looked for together with others by `find_all`."""
        return where, lambda: self.find(column, kind, where, values)

    def find_all(self, searches: Sequence[Search]) -> list[Fault]:
        """The faults of searches, in their order. All look at once; those that find something tell."""
        if not searches or self.cells.is_empty():
            return []
        hits = self.cells.select(
            (where & ~pl.col(FLAWED)).any().alias(f"{number}") for number, (where, _) in enumerate(searches)
        ).row(0)
        return [fault for hit, (_, tell) in zip(hits, searches, strict=True) if hit for fault in tell()]

    def fault(self, row: int | None, column: str | None, kind: str, **values: Value) -> Fault:
        """One fault of this table."""
        return Fault(self.file, row, column, kind, values, self.package)


def _plain(row: Mapping[str, object]) -> dict[str, Value]:
    return {
        name: tuple(value)
        if isinstance(value, list)
        else value
        if isinstance(value, (int, float))
        else str(value)
        for name, value in row.items()
    }


def place_rows(cells: pl.DataFrame, first: int = 2) -> pl.DataFrame:
    """Cells with the place of each row, counted from `first`, none of them flawed."""
    return cells.with_columns(
        pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias(ROW),
        pl.lit(False).alias(FLAWED),
    )


def drop_blank_rows(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells without the rows in which nothing is written."""
    written = [name for name in cells.columns if name not in (ROW, FLAWED)]
    if not written:
        return cells.clear()
    blank = [
        pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")
        if cells.schema[name] == pl.String
        else pl.col(name).is_null()
        for name in written
    ]
    return cells.filter(~pl.all_horizontal(blank))
