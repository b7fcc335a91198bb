"""One message to one webhook."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """A message and how far it has come. The row is there before the first try, so that none is lost."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "menunggu", _("Menunggu")
        SENT = "terkirim", _("Terkirim")
        FAILED = "gagal", _("Gagal")

    webhook = models.ForeignKey("api.Webhook", on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey("common.AuditEntry", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=120, blank=True)
    """What came back of the last try, or why nothing did."""
    made = models.DateTimeField(auto_now_add=True)
    tried = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["webhook", "entry"], name="told_once_a_webhook")]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.entry_id} {self.state}"
