"""Who owes whom how much, by when, because of what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Obligation(models.Model):
    """A bill and where it stands. Its balance is the sum of its entries, which are never changed.

    What clearing needs of it: debtor, creditor, balance, due, and whether both sides stand by it.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        DELIVERY = "kiriman", _("Tagihan kiriman")
        DOWN_PAYMENT = "muka", _("Uang muka")
        REFUND = "balik", _("Pengembalian kelebihan")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "terbuka", _("Belum lunas")
        DISPUTED = "disangkal", _("Dipersoalkan")
        SETTLED = "lunas", _("Lunas")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    debtor = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="debts")
    creditor = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="credits")
    commitment = models.ForeignKey(
        "agreements.Commitment", on_delete=models.PROTECT, related_name="obligations"
    )
    shipment = models.ForeignKey(
        "agreements.Shipment", null=True, on_delete=models.PROTECT, related_name="obligations"
    )
    """The delivery it arose from; null: the agreement itself, as a down payment does."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    """The number of its last step."""
    amount = models.BigIntegerField(default=0)
    """Whole rupiah billed, with what was adjusted since; always the sum of its bills and adjustments."""
    balance = models.BigIntegerField(default=0)
    """Whole rupiah still owed; always the sum of all its entries."""
    arose = models.DateField()
    due = models.DateField(db_index=True)
    settled_on = models.DateField(null=True)
    """The day on which the last of it was paid or set off; null while something is owed."""
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(debtor=F("creditor")), name="nobody_owes_themselves"),
            models.CheckConstraint(condition=Q(balance__gte=0, amount__gte=0), name="nothing_is_paid_twice"),
        ]
        indexes = [
            models.Index(fields=["debtor", "state", "due"]),
            models.Index(fields=["creditor", "state", "due"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`TGH-000123`, as it stands on paper."""
        return f"TGH-{self.pk:06d}"

    @property
    def both_confirmed(self) -> bool:
        """Whether both sides stand by it.

        It arises only from what both agreed to, a receipt that the sender confirmed or an agreement both
        signed, and is disputed until its debtor takes that back.
        """
        return self.state != self.State.DISPUTED
