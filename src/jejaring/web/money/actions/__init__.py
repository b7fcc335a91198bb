"""What can be done with bills and payments: one transaction and one row of the audit trail each."""

from jejaring.web.money.actions.disputes import dispute, uphold
from jejaring.web.money.actions.payments import Paid, confirm, refuse, report, report_together, withdraw
from jejaring.web.money.actions.tax_status import say_taxable

__all__ = [
    "Paid",
    "confirm",
    "dispute",
    "refuse",
    "report",
    "report_together",
    "say_taxable",
    "uphold",
    "withdraw",
]
