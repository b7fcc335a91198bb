"""What the last plan says to a person's cooperatives: what they could gain, and by which listings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jejaring.web.rounds.models import PlannedListing, PublishedPlan

SHOWN = 10


@dataclass(frozen=True)
class Outlook:
    """The last plan for some cooperatives."""

    plan: PublishedPlan
    gain: int
    """Whole rupiah, over the plan's months."""
    lines: QuerySet[PlannedListing]
    """All their listings that the plan knows, largest gain first."""
    unused: int
    """How many it leaves unused."""

    @property
    def used(self) -> list[PlannedListing]:
        """The first listings the plan uses, at most `SHOWN`."""
        return list(self.lines.filter(level__gt=0)[:SHOWN])


def outlook_for(cooperatives: Iterable[Any]) -> Outlook | None:
    """What the last plan says, or None when there is none or it knows nothing of them."""
    plan = PublishedPlan.last()
    if plan is None:
        return None
    lines = PlannedListing.objects.filter(plan=plan, cooperative__in=cooperatives)
    told = lines.aggregate(gain=Sum("gain"), known=Count("pk"), unused=Count("pk", filter=Q(level=0)))
    if not told["known"]:
        return None
    rows = lines.select_related("listing", "cooperative").order_by("-gain", "pk")
    return Outlook(plan=plan, gain=told["gain"], lines=rows, unused=told["unused"])
