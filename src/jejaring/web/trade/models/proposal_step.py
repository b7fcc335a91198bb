"""What happened to a proposal: one row for each step, never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalStep(models.Model):
    """Who did what, when, and on which terms. The last step with terms says what holds."""

    class Verb(models.TextChoices):
        """What was done."""

        SENT = "kirim", _("mengajukan")
        COUNTERED = "tawar", _("menawar balik")
        ACCEPTED = "terima", _("menerima")
        REFUSED = "tolak", _("menolak")
        WITHDRAWN = "batal", _("membatalkan")
        EXPIRED = "lewat", _("lewat batas waktu")

    proposal = models.ForeignKey("trade.Proposal", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=6, choices=Verb.choices)
    by = models.ForeignKey("cooperatives.Cooperative", null=True, on_delete=models.PROTECT, related_name="+")
    """Null: nobody, the deadline passed."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    quantity = models.DecimalField(_("jumlah"), max_digits=15, decimal_places=3, null=True)
    """In the commodity's base unit; of carriage kg. Null where the step brings no terms."""
    price = models.DecimalField(_("harga"), max_digits=15, decimal_places=2, null=True)
    """Rupiah per base unit."""
    total = models.BigIntegerField(_("nilai"), null=True)
    """Whole rupiah: quantity x price, halves rounded up."""
    region = models.CharField(_("tempat serah terima"), max_length=13, blank=True)
    first_month = models.DateField(_("mulai"), null=True)
    last_month = models.DateField(_("sampai"), null=True)
    terms = models.TextField(_("syarat"), max_length=1000, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="steps_are_numbered")]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever adds a row; the database itself refuses changes as well."""
        if self.pk is not None:
            raise ValueError("a step of a proposal is never changed")
        super().save(*args, **kwargs)
