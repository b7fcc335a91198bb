"""Whether a cooperative is in insolvency: bankrupt, or in suspension of payments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class Insolvency(AppendOnly):
    """From a day on it is, or is no longer. Nobody is unless it was said, with what says so."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="insolvencies"
    )
    insolvent = models.BooleanField()
    since = models.DateField()
    source = models.CharField(_("dasar"), max_length=200)
    """The court's decision, or what else it is known from."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "insolvencies"

    def __str__(self) -> str:
        return f"{self.cooperative_id}: {self.insolvent} since {self.since}"
