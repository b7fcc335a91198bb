"""A round: listings are collected, planned, proposed, answered, and agreed upon."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Round(models.Model):
    """One round and where it stands. Its market is frozen once; what is proposed of it are its attempts."""

    class State(models.TextChoices):
        """Where it stands."""

        COLLECTING = "kumpul", _("Mengumpulkan penawaran dan kebutuhan")
        PLANNING = "susun", _("Rencana sedang disusun")
        READY = "siap", _("Rencana terbukti, siap diumumkan")
        ASKING = "tanya", _("Menunggu jawaban koperasi")
        STOPPED = "henti", _("Terhenti")
        DONE = "selesai", _("Selesai")
        CANCELLED = "batal", _("Dibatalkan")

    OVER = (State.DONE, State.CANCELLED)

    name = models.CharField(_("nama"), max_length=120)
    region = models.CharField(_("wilayah"), max_length=13, blank=True)
    """Kemendagri code of the territory; empty: the whole country."""
    commodities = models.JSONField(_("komoditas"), default=list)
    """Names of the catalogue; none: all."""
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField(auto_now_add=True)
    collect_until = models.DateField(_("catatan dikumpulkan sampai"))
    answer_until = models.DateField(_("jawaban ditunggu sampai"))
    """Of the first proposal; what is proposed anew waits `ANSWER_AGAIN` from then."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.COLLECTING)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every step, so that two people cannot act on what they have not seen."""
    frozen = models.DateTimeField(null=True)
    """When its listings were taken down in files; null: not yet."""
    market_hash = models.CharField(max_length=64, blank=True)
    listings = models.PositiveIntegerField(default=0)
    """How many the frozen market has."""
    left_out = models.PositiveIntegerField(default=0)
    """Open listings that no market can hold: only their province is known."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    """Why it was cancelled or has stopped."""
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["state", "collect_until"])]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        """Where its files lie: `market/`, and of attempt 2 `2/market/`, `2/plan/` and `2.zip`."""
        return Path(settings.PLANS_ROOT) / f"round-{self.pk}"
