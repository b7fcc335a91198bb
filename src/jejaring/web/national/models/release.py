"""National figures as they were released on a day."""

from typing import Any

from django.db import models

from jejaring.web.common.append_only import AppendOnly
from jejaring.web.national.quarters import Quarter


class Release(AppendOnly):
    """What has changed since the release before, in cells of regions (`national.draft`)."""

    number = models.PositiveIntegerField(unique=True)
    """1, 2, ..."""
    quarter = models.CharField(max_length=6)
    """In whose report it stands, as `2026-4`."""
    since = models.DateField(null=True)
    """The day of the release before; null: it counts from the beginning."""
    on = models.DateField()
    """The day on which it was counted."""
    made = models.DateTimeField(auto_now_add=True)
    example = models.BooleanField()
    """Whether it counts examples, because the register had nothing else; else it counts none."""
    provinces = models.PositiveSmallIntegerField()
    """In so many provinces lie the cooperatives that were counted as committed so far."""
    held = models.JSONField(default=list)
    """Names of the measures that had changed for fewer than five cooperatives, and wait."""
    cells = models.JSONField()
    """List of `national.draft.Draft.cells`."""

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.quarter}"

    @property
    def period(self) -> Quarter:
        """The quarter."""
        found = Quarter.parse(self.quarter)
        assert found is not None
        return found

    def total(self, what: str) -> Any:
        """The sum over its cells; None of what is held."""
        return None if what in self.held else sum(cell[what] for cell in self.cells)
