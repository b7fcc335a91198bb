"""A rule set of people's business credit that a coordinator added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from jejaring.finance.kur import RuleSet


class RuleSetText(models.Model):
    """Its text as it was written; it counts from its first day, until another begins or it is withdrawn."""

    key = models.CharField(max_length=300)
    """The `id` in the text."""
    first_day = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the text, by which assessments name it."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True)
    """When it was taken back; assessments made with it stay as they are."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[field], condition=Q(withdrawn=None), name=f"one_rule_set_a_{word}"
            )
            for field, word in (("key", "name"), ("first_day", "day"))
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.first_day})"

    @property
    def rules(self) -> RuleSet:
        """What it says. Its reader is read here: every command of the site reads all tables' models."""
        from jejaring.finance.kur import read_rule_set

        return read_rule_set(self.text, self.key)
