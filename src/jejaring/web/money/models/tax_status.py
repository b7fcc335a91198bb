"""Whether a cooperative is a taxable firm (PKP)."""

from django.conf import settings
from django.db import models

from jejaring.web.common.append_only import AppendOnly


class TaxStatus(AppendOnly):
    """From a day on the cooperative is, or is no longer, taxable. Nobody is unless it says so."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="tax_statuses"
    )
    taxable = models.BooleanField()
    since = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tax statuses"

    def __str__(self) -> str:
        return f"{self.cooperative_id}: {self.taxable} since {self.since}"
