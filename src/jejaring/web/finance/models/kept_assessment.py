"""An assessment as it was made, with the rules of its day."""

from django.conf import settings
from django.db import models

from jejaring.web.common.append_only import AppendOnly


class KeptAssessment(AppendOnly):
    """Whatever becomes of the rules, it says what it said."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="assessments"
    )
    amount = models.BigIntegerField()
    """Whole rupiah."""
    day = models.DateField()
    """Of the application; it decides which rules count."""
    rule_set = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    """SHA-256 of the rules' text."""
    record = models.JSONField()
    """Language -> `Assessment.record` in it."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.cooperative_id}: {self.amount}, {self.day}"
