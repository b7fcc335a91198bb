"""A register file on its way into the register."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterImport(models.Model):
    """One uploaded file: what its columns mean, what it would change, how far it has come."""

    class State(models.TextChoices):
        """Where it stands."""

        UPLOADED = "diunggah", _("Kolom belum dicocokkan")
        PREVIEWED = "diperiksa", _("Siap dijalankan")
        RUNNING = "berjalan", _("Sedang berjalan")
        DONE = "selesai", _("Selesai")
        FAILED = "gagal", _("Terhenti")
        CANCELLED = "dibatalkan", _("Dibatalkan")

    WAITING = (State.UPLOADED, State.PREVIEWED, State.FAILED)
    """Nothing goes on until its owner does something."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    """The file's name, as its owner calls it."""
    source = models.CharField(_("sumber"), max_length=200)
    """Which register says so: written beside every fact taken from the file."""
    as_of = models.DateField(_("keadaan per tanggal"))
    """The day that figures without a date of their own hold for."""
    cells = models.FileField(upload_to="register-imports/")
    """The file's cells as text, in Parquet."""
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    """Field -> position of its column in the file."""
    rows = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    preview = models.JSONField(default=dict)
    """What it would do: counts, and a few rows of each kind."""
    errors = models.FileField(upload_to="register-imports/", blank=True)
    """The rows that can not be taken and why, as CSV."""
    done = models.PositiveIntegerField(default=0)
    """Rows dealt with by the present run."""
    reached = models.PositiveIntegerField(default=0)
    """The file's row that the present run has come to: it goes on after it when its worker is killed."""
    result = models.JSONField(default=dict)
    """Counts of what its runs have done."""
    uploaded = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    progressed = models.DateTimeField(null=True, blank=True)
    """When the run last finished a batch: long ago means that it was cut off."""
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "uploaded"])]

    def __str__(self) -> str:
        return self.name
