"""A payment of one bill or several, or of parts of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """What the payer says was paid, until the payee says whether it came. Its history are its steps.

    What of it pays which bill are its allocations, which sum to its amount.
    """

    class State(models.TextChoices):
        """Where it stands."""

        REPORTED = "dilaporkan", _("Menunggu penerima")
        CONFIRMED = "diterima", _("Diterima")
        REFUSED = "ditolak", _("Belum diterima")
        WITHDRAWN = "dibatalkan", _("Dibatalkan")

    payer = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="paid")
    payee = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="received")
    obligations = models.ManyToManyField(
        "money.Obligation", through="money.Allocation", related_name="payments"
    )
    amount = models.BigIntegerField(_("jumlah"))
    """Whole rupiah."""
    on = models.DateField(_("tanggal bayar"))
    means = models.CharField(_("cara bayar"), max_length=120, blank=True)
    """Transfer, cash, and what tells it from others."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.REPORTED)
    version = models.PositiveIntegerField(default=0)
    """Goes up with every answer, so that nobody answers what they have not seen."""
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_of_something"),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="nobody_pays_themselves"),
        ]
        indexes = [models.Index(fields=["payee", "state"])]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`KWT-000123`, the number of its kuitansi."""
        return f"KWT-{self.pk:06d}"

    @property
    def first_bill(self) -> int:
        """The key of the bill on whose page it is answered: the first due of those that it pays."""
        return int(self.allocations.values_list("obligation", flat=True)[0])
