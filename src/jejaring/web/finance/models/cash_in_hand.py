"""How much cash a cooperative has, as it says."""

from django.conf import settings
from django.db import models

from jejaring.web.common.append_only import AppendOnly


class CashInHand(AppendOnly):
    """The last of a cooperative counts; seen by its own people alone, and in financing files it shares."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="cash_in_hand"
    )
    amount = models.BigIntegerField()
    """Whole rupiah."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        get_latest_by = "pk"
        verbose_name_plural = "cash in hand"

    def __str__(self) -> str:
        return f"{self.cooperative_id}: {self.amount}"
