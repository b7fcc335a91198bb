"""The audit trail: one row for every write, kept for good."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """Who did what to which object, when."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Null: the site itself, as when a deadline passes."""
    verb = models.CharField(max_length=60)
    """What was done, as "listing.changed"."""
    subject_type = models.CharField(max_length=60)
    """The model's label, as "trade.listing"."""
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    """What changed: for each field its old and new value, or what else the verb needs."""

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class WorkerBeat(models.Model):
    """When a worker of the job queue was last seen; see `common.jobs`."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)
    host = models.CharField(max_length=255, blank=True)
    process = models.PositiveIntegerField(default=0)
    """By which its own machine tells at once that it is gone."""

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%H:%M:%S}"
