"""What can be done with bills and payments: one transaction and one row of the audit trail each."""

from jejaring.web.money.actions.payments import Paid, confirm, dispute, refuse, report, uphold, withdraw
from jejaring.web.money.actions.tax_status import say_taxable

__all__ = ["Paid", "confirm", "dispute", "refuse", "report", "say_taxable", "uphold", "withdraw"]
