"""Debts that both sides confirm, as arrays."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]

COLUMNS = {
    "id": pl.String,
    "debtor": pl.String,
    "creditor": pl.String,
    "amount": pl.Int64,  # whole rupiah, at least 1
    "due": pl.Date,
}
LARGEST_AMOUNT = 2**53 - 1
"""Rupiah: beyond this, programs that keep numbers as floats lose single rupiah."""
LARGEST_GROSS = 2**62
"""Rupiah: what all obligations together may come to."""


@dataclass(frozen=True)
class Obligations:
    """Checked obligations in a fixed order: oldest due date first, then by id.

    The order is theirs and not the file's, so that the same debts are cleared the same way however their rows
    are sorted.
    """

    table: pl.DataFrame
    """The columns of `COLUMNS`, one row for each obligation."""

    @staticmethod
    def of(table: pl.DataFrame) -> "Obligations":
        """The obligations of a checked table."""
        columns = [pl.col(name).cast(kind) for name, kind in COLUMNS.items()]
        return Obligations(table.select(columns).sort("due", "id"))

    def __len__(self) -> int:
        return self.table.height

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Everybody who owes or is owed, sorted."""
        return tuple(pl.concat([self.table["debtor"], self.table["creditor"]]).unique().sort())

    @cached_property
    def debtor(self) -> Ints:
        """Number of the debtor among the parties, shape (n,)."""
        return self._number("debtor")

    @cached_property
    def creditor(self) -> Ints:
        """Number of the creditor among the parties, shape (n,)."""
        return self._number("creditor")

    @cached_property
    def amount(self) -> Ints:
        """Whole rupiah, shape (n,)."""
        return self.table["amount"].to_numpy()

    @property
    def gross(self) -> int:
        """Rupiah owed in all."""
        return int(self.amount.sum())

    def _number(self, column: str) -> Ints:
        parties = pl.Series(self.parties, dtype=pl.String)
        numbers = self.table[column].replace_strict(
            parties, pl.int_range(len(parties), eager=True), return_dtype=pl.Int64
        )
        return numbers.to_numpy().astype(np.int64)
