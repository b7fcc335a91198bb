"""A clearing round: consent is asked, what can be cancelled is computed, and posted."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ClearingRound(models.Model):
    """One round and where it stands. What is to be cancelled are its planned set-offs."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKING = "tanya", _("Meminta persetujuan")
        COMPUTING = "hitung", _("Sedang dihitung")
        READY = "siap", _("Terhitung, siap dibukukan")
        POSTED = "buku", _("Sudah dibukukan")
        REVERSED = "balik", _("Sudah dibalik")
        CANCELLED = "batal", _("Dibatalkan")

    BEFORE_POSTING = (State.ASKING, State.COMPUTING, State.READY)
    """The states in which consent can be given and revoked."""

    name = models.CharField(_("nama"), max_length=120)
    region = models.CharField(_("wilayah"), max_length=13, blank=True)
    """Kemendagri code of the territory both sides of a debt lie in; empty: the whole country."""
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField(auto_now_add=True)
    consent_until = models.DateField(_("persetujuan ditunggu sampai"))
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKING)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every step, so that nobody acts on what they have not seen."""
    claim = models.CharField(max_length=32, blank=True)
    """Of the computation that is wanted or stands: one with another claim writes nothing."""
    computed = models.DateTimeField(null=True)
    debts = models.PositiveIntegerField(default=0)
    """How many were looked at."""
    parties = models.PositiveIntegerField(default=0)
    gross = models.BigIntegerField(default=0)
    """Whole rupiah that those debts come to."""
    cleared = models.BigIntegerField(default=0)
    """Whole rupiah that can be, or was, taken off them together."""
    posted = models.DateTimeField(null=True)
    set_off = models.OneToOneField(
        "money.SetOff", null=True, on_delete=models.PROTECT, related_name="clearing_round"
    )
    counter = models.OneToOneField(
        "money.SetOff", null=True, on_delete=models.PROTECT, related_name="reversed_round"
    )
    """What took it all back; null: nothing did."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    """Why it was cancelled or reversed, or had to be computed again."""
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """`KLR-000012`, as it stands on paper."""
        return f"KLR-{self.pk:06d}"

    @property
    def archive(self) -> Path:
        """The debts, the set-offs and their certificate as files, for whoever wants to check them."""
        return Path(settings.PLANS_ROOT) / f"clearing-{self.pk}-{self.claim[:12]}.zip"
