"""Whom a coordinator (ministry, province or regency office, union) looks after."""

from typing import Any

from django.conf import settings
from django.db import models


class Territories(models.QuerySet["Territory"]):
    """Territories, chosen by whose they are."""

    def of(self, person: Any) -> "Territories":
        """The present ones of a person; none of one who comes by the token of a cooperative."""
        held = self.filter(person=person, ended=None)
        reach = getattr(person, "reach", None)
        return held if reach is None or reach.cooperative is None else held.none()


class Territory(models.Model):
    """A person coordinates all cooperatives in a region; the empty code is the whole country."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="territories")
    region = models.CharField(max_length=13, blank=True)
    office = models.CharField(max_length=120)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = Territories.as_manager()

    class Meta:
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        return f"{self.office} ({self.region or 'nasional'})"

    def covers(self, region: str) -> bool:
        """Whether the place with this code lies in the territory."""
        return not self.region or region == self.region or region.startswith(self.region + ".")

    @classmethod
    def covering(cls, region: str) -> "models.QuerySet[Territory]":
        """The present territories in which the place with this code lies."""
        parts = region.split(".") if region else []
        around = ["", *(".".join(parts[: count + 1]) for count in range(len(parts)))]
        return cls._default_manager.filter(region__in=around, ended=None)
