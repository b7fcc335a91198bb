"""What the last plan says to a person's cooperatives: what they could gain, and by which listings."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from jejaring.web.rounds.models import PlannedListing, PublishedPlan

SHOWN = 10


@dataclass(frozen=True)
class Outlook:
    """The last plan for some cooperatives."""

    plan: PublishedPlan
    gain: int
    """Whole rupiah, over the plan's months."""
    used: list[PlannedListing]
    """The listings the plan uses, largest gain first, at most `SHOWN`."""
    unused: int
    """How many it leaves unused."""


def outlook_for(cooperatives: list[int]) -> Outlook | None:
    """What the last plan says, or None when there is none or it knows nothing of them."""
    plan = PublishedPlan.last()
    if plan is None:
        return None
    lines = PlannedListing.objects.filter(plan=plan, cooperative__in=cooperatives)
    told = lines.aggregate(gain=Sum("gain"), known=Count("pk"), unused=Count("pk", filter=Q(level=0)))
    if not told["known"]:
        return None
    used = lines.filter(level__gt=0).select_related("listing", "cooperative")
    return Outlook(
        plan=plan,
        gain=told["gain"],
        used=list(used.order_by("-gain", "pk")[:SHOWN]),
        unused=told["unused"],
    )
