"""Bills, payments and what was set off, one record in each file."""

from jejaring.web.money.models.allocation import Allocation
from jejaring.web.money.models.entry import Entry
from jejaring.web.money.models.obligation import Obligation
from jejaring.web.money.models.payment import Payment
from jejaring.web.money.models.set_off import SetOff
from jejaring.web.money.models.step import MoneyStep
from jejaring.web.money.models.tax_status import TaxStatus

__all__ = ["Allocation", "Entry", "MoneyStep", "Obligation", "Payment", "SetOff", "TaxStatus"]
