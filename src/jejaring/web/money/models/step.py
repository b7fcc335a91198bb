"""What was said about bills and payments: one row for each step, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class MoneyStep(AppendOnly):
    """Who did what, in which role, when. Of a payment it names it; else it is about the bill itself."""

    class Verb(models.TextChoices):
        """What was done."""

        REPORTED = "lapor", _("melaporkan pembayaran")
        CONFIRMED = "terima", _("menerima pembayaran")
        REFUSED = "tolak", _("belum menerima pembayaran")
        WITHDRAWN = "batal", _("membatalkan laporan pembayaran")
        DISPUTED = "sangkal", _("mempersoalkan tagihan")
        UPHELD = "akui", _("mengakui tagihan")

    obligation = models.ForeignKey("money.Obligation", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    payment = models.ForeignKey("money.Payment", null=True, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=8, choices=Verb.choices)
    by = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="money_steps_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb}"
