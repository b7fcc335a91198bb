"""Planning's records, one in each file."""

from jejaring.web.rounds.models.planned_listing import PlannedListing
from jejaring.web.rounds.models.published_plan import PublishedPlan

__all__ = ["PlannedListing", "PublishedPlan"]
