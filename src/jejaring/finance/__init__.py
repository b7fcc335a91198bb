"""Loans and cash: instalments, who pays them, and what would break them.

Whole rupiah throughout; rates are exact fractions, never floats. This package knows money and days; it
refuses to know who is creditworthy, and it never says that a loan is granted.
"""

from jejaring.finance.cover import Break, Cover, Piece, Receivable, breaking, cover
from jejaring.finance.faults import FinanceFault, FinanceFaults
from jejaring.finance.instalments import (
    Instalment,
    Schedule,
    annuity,
    at_harvest,
    effective_rate,
    flat,
    on_days,
)

__all__ = [
    "Break",
    "Cover",
    "FinanceFault",
    "FinanceFaults",
    "Instalment",
    "Piece",
    "Receivable",
    "Schedule",
    "annuity",
    "at_harvest",
    "breaking",
    "cover",
    "effective_rate",
    "flat",
    "on_days",
]
