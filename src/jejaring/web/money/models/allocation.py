"""What of a payment pays which bill."""

from django.db import models
from django.db.models import Q

from jejaring.web.common.append_only import AppendOnly


class Allocation(AppendOnly):
    """A part of a payment and the bill it is for, as the payer reported it."""

    payment = models.ForeignKey("money.Payment", on_delete=models.PROTECT, related_name="allocations")
    obligation = models.ForeignKey("money.Obligation", on_delete=models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField()
    """Whole rupiah."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "obligation"], name="a_bill_once_a_payment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_allocation_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.obligation_id}: {self.amount}"
