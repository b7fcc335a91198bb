"""Loans and cash: instalments, who pays them, and what would break them.

Whole rupiah throughout; rates are exact fractions, never floats. This package knows money and days; it
refuses to know who is creditworthy, and it never says that a loan is granted.
"""

from jejaring.finance.cashflow import (
    CashFlow,
    Closing,
    Commitment,
    DownPayment,
    Movement,
    Step,
    cash_flow,
    close_gap,
    movements_of_commitments,
    movements_of_obligations,
    setoffs_of,
)
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
    "CashFlow",
    "Closing",
    "Commitment",
    "Cover",
    "DownPayment",
    "FinanceFault",
    "FinanceFaults",
    "Instalment",
    "Movement",
    "Piece",
    "Receivable",
    "Schedule",
    "Step",
    "annuity",
    "at_harvest",
    "breaking",
    "cash_flow",
    "close_gap",
    "cover",
    "effective_rate",
    "flat",
    "movements_of_commitments",
    "movements_of_obligations",
    "on_days",
    "setoffs_of",
]
