"""One promised line of an agreement in force: stored once, a sale to one side and a purchase to the other."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.agreements.models.line import Line
from jejaring.web.common.months import last_day


class Commitment(models.Model):
    """A promise and how far it is kept. What it promises is its line; what was delivered its shipments."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "berjalan", _("Berjalan")
        DONE = "selesai", _("Selesai")
        CANCELLED = "batal", _("Dibatalkan")

    class Verb(models.TextChoices):
        """What is done with it by people; signing makes it, changes it and cancels it."""

        SENT = "kirim", _("mengirim")
        FINISHED = "tutup", _("menutup pesanan")

    Kind = Line.Kind

    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="commitments"
    )
    number = models.PositiveIntegerField()
    """That of its line in every version."""
    line = models.ForeignKey("agreements.Line", on_delete=models.PROTECT, related_name="+")
    """As the version in force words it."""
    giver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="promised")
    receiver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="awaited")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    """Goes up with every change, so that two people cannot overwrite each other unseen."""
    tolerance = models.DecimalField(max_digits=5, decimal_places=2)
    """Per cent, of the version in force."""
    due = models.DateField(null=True, db_index=True)
    """The last day on which it is in time; null: not laid down."""
    delivered = models.DecimalField(max_digits=15, decimal_places=3, default=0)
    """What receipts took in so far, confirmed or not; always the sum over its shipments."""
    down_payment = models.BigIntegerField(default=0)
    """Whole rupiah owed in advance, which its bills are less by, in proportion."""
    delivered_on = models.DateField(null=True)
    """The day of the receipt by which it was kept; null until then."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    """Why the receiver closed it although less than promised was delivered."""
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="commitments_are_numbered")
        ]
        indexes = [
            models.Index(fields=["giver", "state", "due"]),
            models.Index(fields=["receiver", "state", "due"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`PSN-000123`, as it stands on paper."""
        return f"PSN-{self.pk:06d}"

    @property
    def promised(self) -> Decimal:
        """In the line's unit."""
        return self.line.quantity

    @property
    def most(self) -> Decimal:
        """The promised quantity with the tolerance on top: more is flagged."""
        return self.promised * (100 + self.tolerance) / 100

    @property
    def least(self) -> Decimal:
        """The promised quantity less the tolerance: as much keeps the promise."""
        return self.promised * (100 - self.tolerance) / 100

    @property
    def is_kept(self) -> bool:
        """Whether as much as was promised is delivered, less the tolerance."""
        return self.delivered >= self.least

    @property
    def left(self) -> Decimal:
        """What is still to be delivered; zero once more has come."""
        return max(self.promised - self.delivered, Decimal(0))

    def value_of(self, quantity: Decimal) -> int:
        """Whole rupiah for the first `quantity` of it: all of it is exactly the line's total.

        Bills are differences of it, so that however a promise is delivered in parts, they sum to its total.
        """
        return int((self.line.total * quantity / self.promised).quantize(Decimal(1), ROUND_HALF_UP))

    @staticmethod
    def due_of(line: Line) -> date | None:
        """The last day of a line's last month."""
        return last_day(line.last_month) if line.last_month else None
