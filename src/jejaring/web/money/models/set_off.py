"""Debts cancelled against each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class SetOff(AppendOnly):
    """One cancelling of debts: its entries leave everybody's net position as it was."""

    class Kind(models.TextChoices):
        """Why."""

        SWAP = "tukar", _("Tukar barang")
        CLEARING = "kliring", _("Perjumpaan utang")
        REVERSAL = "balik", _("Pembalikan perjumpaan utang")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    amount = models.BigIntegerField()
    """Whole rupiah that each of its debts became less, taken together."""
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
