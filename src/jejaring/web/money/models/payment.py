"""A payment of a bill, or of part of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """What the payer says was paid, until the payee says whether it came. Its history are its steps."""

    class State(models.TextChoices):
        """Where it stands."""

        REPORTED = "dilaporkan", _("Menunggu penerima")
        CONFIRMED = "diterima", _("Diterima")
        REFUSED = "ditolak", _("Belum diterima")
        WITHDRAWN = "dibatalkan", _("Dibatalkan")

    obligation = models.ForeignKey("money.Obligation", on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField(_("jumlah"))
    """Whole rupiah."""
    on = models.DateField(_("tanggal bayar"))
    means = models.CharField(_("cara bayar"), max_length=120, blank=True)
    """Transfer, cash, and what tells it from others."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.REPORTED)
    version = models.PositiveIntegerField(default=0)
    """The number of its last step."""
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_of_something")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`KWT-000123`, the number of its kuitansi."""
        return f"KWT-{self.pk:06d}"
