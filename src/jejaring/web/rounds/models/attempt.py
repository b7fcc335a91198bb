"""One plan of a round's market: how far its making has come, what it proposes and until when."""

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """The first plan of a round, or one made anew around what was accepted."""

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "antre", _("Menunggu giliran")
        RUNNING = "berjalan", _("Sedang disusun")
        VERIFIED = "terbukti", _("Terbukti")
        ASKING = "tanya", _("Menunggu jawaban")
        OVER = "lewat", _("Sudah dijawab")
        FAILED = "gagal", _("Gagal")

    SHOWN = (State.VERIFIED, State.ASKING, State.OVER)
    """The states in which its proposals stand whole."""

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    claim = models.CharField(max_length=32, blank=True)
    """Which run has it in hand: a run whose claim was taken over writes nothing more."""
    stage = models.CharField(max_length=10, blank=True)
    """What the run does now: `freeze`, then the planner's stages, `verify`, `write`."""
    share = models.FloatField(default=0)
    """How much of the stage is done, 0 to 1."""
    progressed = models.DateTimeField(null=True)
    market_hash = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """That of its plan, see `jejaring.planning.columns.digest_of`."""
    surplus = models.BigIntegerField(default=0)
    """Whole rupiah that everybody gains together by what is to be signed."""
    loss = models.FloatField(default=0)
    """At most this share of the best possible is lost by whole units and minimums."""
    counts = models.JSONField(default=dict)
    """listings, listings_used, cooperatives, trades, chains, parts, kept (parts answered before)."""
    solver = models.CharField(max_length=80, blank=True)
    seconds = models.FloatField(default=0)
    unpinned = models.JSONField(default=list)
    """Accepted trades that could not be kept, because somebody lacks what they need for them."""
    queued = models.DateTimeField(auto_now_add=True)
    made = models.DateTimeField(null=True)
    """When it was verified and written."""
    published = models.DateTimeField(null=True)
    answer_until = models.DateField(null=True)
    """The last day on which its proposals can be answered."""

    class Meta:
        get_latest_by = "number"
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="attempts_are_numbered")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"

    @property
    def folder(self) -> Path:
        """Where its market and plan lie as files."""
        return self.round.folder / str(self.number)

    @property
    def archive(self) -> Path:
        """Both in one file, for whoever wants to check them."""
        return self.round.folder / f"{self.number}.zip"
