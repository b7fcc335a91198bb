"""The words of an agreement, as they stood at one time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class AgreementVersion(AppendOnly):
    """The terms of one version; its lines say who gives what to whom."""

    MOST_DAYS = 365

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey("cooperatives.Cooperative", null=True, on_delete=models.PROTECT, related_name="+")
    """The party that wrote it; null: the site, from a round."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    quality = models.TextField(_("mutu"), max_length=1000, blank=True)
    tolerance = models.DecimalField(
        _("toleransi jumlah (persen)"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    """Per cent of the promised quantity by which deliveries may be more or less."""
    place = models.CharField(_("tempat serah terima"), max_length=300, blank=True)
    payment_days = models.PositiveSmallIntegerField(
        _("dibayar dalam (hari)"), default=14, validators=[MaxValueValidator(MOST_DAYS)]
    )
    """From the receipt of goods until they are due to be paid."""
    down_payment = models.DecimalField(
        _("uang muka (persen)"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    """Per cent of each line's total, owed when the agreement comes into force."""
    late = models.TextField(_("bila terlambat"), max_length=1000, blank=True)
    other = models.TextField(_("ketentuan lain"), max_length=2000, blank=True)
    offset = models.BooleanField(_("saling memperhitungkan"), default=False)
    """Whether what two parties owe each other under it is set off at once, as when maize is swapped for
    eggs."""
    digest = models.CharField(max_length=64)
    """SHA-256 of what it says (`content.digest_of`): what a party accepts is exactly this."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="versions_are_numbered"),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, tolerance__lte=50, down_payment__gte=0, down_payment__lte=100),
                name="terms_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.number}"
