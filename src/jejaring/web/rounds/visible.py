"""What a person may see of rounds: parts of their cooperatives and of rounds that they coordinate; and plans.

Everybody may see what the first announced plan of a round comes to, when it is of five cooperatives or more:
two plans of a round side by side would show what a single chain gains.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jejaring.web.common.groups import FEWEST
from jejaring.web.cooperatives.models import Territory
from jejaring.web.rounds.models import Attempt, Outcome, Part
from jejaring.web.trade.models.listing import own_cooperatives


def parts_of(person: Any) -> "QuerySet[Part]":
    """Those of the person's cooperatives, and of the rounds the person coordinates."""
    mine = Q(cooperative__in=own_cooperatives(person), attempt__published__isnull=False)
    seen = mine | _coordinated(person, "attempt__round__region")
    return Part.objects.filter(seen, attempt__state__in=Attempt.SHOWN).select_related(
        "cooperative", "attempt__round", "chain__need__cooperative", "person"
    )


def attempts_of(person: Any) -> "QuerySet[Attempt]":
    """Plans that stand whole: of rounds the person coordinates all; where they take part all that were
    announced; of other rounds what everybody may see."""
    announced = Attempt.objects.filter(published__isnull=False)
    before = announced.filter(round=OuterRef("round"), number__lt=OuterRef("number"))
    seen = Q(~Exists(before), published__isnull=False, counts__cooperatives__gte=FEWEST)
    if person.is_authenticated:
        listed = Outcome.objects.filter(cooperative__in=own_cooperatives(person))
        seen |= Q(published__isnull=False, round__in=listed.values("attempt__round"))
        seen |= _coordinated(person, "round__region")
    return Attempt.objects.filter(seen, state__in=Attempt.SHOWN)


def _coordinated(person: Any, region: str) -> Q:
    """Whether the region of that name is in one of the person's territories."""
    found = Q(pk__in=[])
    for code in Territory.objects.of(person).values_list("region", flat=True):
        inside = Q(**{f"{region}__startswith": f"{code}."}) | Q(**{region: code})
        found |= inside if code else Q(pk__isnull=False)
    return found
