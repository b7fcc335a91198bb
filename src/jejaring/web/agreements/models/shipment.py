"""One delivery on its way from giver to receiver, or one piece of work done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shipment(models.Model):
    """A delivery and where it stands. What happened to it are its events; the figures here repeat them."""

    class State(models.TextChoices):
        """Where it stands."""

        SENT = "dikirim", _("Dalam perjalanan")
        RECALLED = "ditarik", _("Batal dikirim")
        RECEIVED = "diterima", _("Diterima, menunggu pengirim")
        DISPUTED = "dipersoalkan", _("Dipersoalkan pengirim")
        CONFIRMED = "cocok", _("Sudah cocok")
        RETURNED = "kembali", _("Cocok, yang ditolak sudah kembali")

    COUNTED = (State.RECEIVED, State.DISPUTED, State.CONFIRMED, State.RETURNED)
    """The states in which the receiver has taken something in."""
    AGREED = (State.CONFIRMED, State.RETURNED)

    commitment = models.ForeignKey(
        "agreements.Commitment", on_delete=models.PROTECT, related_name="shipments"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    version = models.PositiveIntegerField(default=0)
    """The number of its last event."""
    sent = models.DecimalField(max_digits=15, decimal_places=3)
    """What the giver sent, in the line's unit."""
    sent_on = models.DateField()
    accepted = models.DecimalField(max_digits=15, decimal_places=3, default=0)
    """What the receiver keeps, by the last receipt."""
    rejected = models.DecimalField(max_digits=15, decimal_places=3, default=0)
    """What the receiver refuses, by the last receipt."""
    billed = models.DecimalField(max_digits=15, decimal_places=3, default=0)
    """The quantity that its bill stands for: what both last agreed was accepted."""
    received_on = models.DateField(null=True)
    over = models.BooleanField(default=False)
    """Whether with it more was delivered than promised and tolerated: the receiver said so and keeps it."""
    made = models.DateTimeField(auto_now_add=True)
    made_of = models.ManyToManyField(
        "self", symmetrical=False, through="agreements.MadeOf", related_name="went_into"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent__gt=0, accepted__gte=0, rejected__gte=0),
                name="nothing_is_delivered_backwards",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`SJ-000123`, the number of its surat jalan."""
        return f"SJ-{self.pk:06d}"
