"""What a chain asks of one cooperative, and its answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """A cooperative's trades in a chain, taken or left as a whole."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "menunggu", _("Menunggu jawaban")
        ACCEPTED = "diterima", _("Diterima")
        DECLINED = "ditolak", _("Ditolak")
        SILENT = "diam", _("Tidak dijawab sampai batas waktu")

    chain = models.ForeignKey("rounds.Chain", on_delete=models.CASCADE, related_name="parts")
    attempt = models.ForeignKey("rounds.Attempt", on_delete=models.CASCADE, related_name="parts")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="parts"
    )
    gain = models.BigIntegerField()
    """Whole rupiah above what its own prices ask; shares of what its listings gain over all their trades."""
    put_in = models.BigIntegerField()
    """Whole rupiah: what it puts in at its own prices."""
    received = models.BigIntegerField()
    paid = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    kept = models.BooleanField(default=False)
    """Whether the answer was given before, to just these trades, and still stands."""
    version = models.PositiveIntegerField(default=1)
    answered = models.DateTimeField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who answered; null: nobody, or the site for those who were silent."""
    role = models.CharField(max_length=10, blank=True)
    """The person's role at that moment."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "cooperative"], name="one_part_in_a_chain")]
        indexes = [
            models.Index(fields=["cooperative", "state"]),
            models.Index(fields=["attempt", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}: {self.cooperative_id}"

    @property
    def percent(self) -> float | None:
        """The gain per cent of what is put in; None where nothing is."""
        return 100 * self.gain / self.put_in if self.put_in > 0 else None
