"""What an obligation consists of: one row for each amount that made it more or less."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class Entry(AppendOnly):
    """So many rupiah more (positive) or less (negative) owed, and because of what."""

    class Kind(models.TextChoices):
        """Because of what."""

        BILLED = "tagih", _("Ditagih")
        TAX = "pajak", _("Pajak")
        DOWN_PAYMENT = "muka", _("Dikurangi uang muka")
        ADJUSTED = "koreksi", _("Koreksi penerimaan")
        PAID = "bayar", _("Dibayar")
        SET_OFF = "temu", _("Diperjumpakan")

    BILLS = (Kind.BILLED, Kind.TAX, Kind.DOWN_PAYMENT, Kind.ADJUSTED)
    """What makes up the amount; the rest settles it."""

    obligation = models.ForeignKey("money.Obligation", on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    amount = models.BigIntegerField()
    """Whole rupiah."""
    on = models.DateField()
    event = models.ForeignKey("agreements.Event", null=True, on_delete=models.PROTECT, related_name="entries")
    """The receipt it comes from."""
    payment = models.ForeignKey("money.Payment", null=True, on_delete=models.PROTECT, related_name="entries")
    set_off = models.ForeignKey("money.SetOff", null=True, on_delete=models.PROTECT, related_name="entries")
    note = models.CharField(max_length=120, blank=True)
    """Of a tax: its name and the rate it was reckoned at."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["obligation", "number"], name="entries_are_numbered")]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.number}. {self.kind} {self.amount}"
