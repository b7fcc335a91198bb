"""What of a cooperative a person is shown, on its page and by the API."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.cooperatives.models import Cooperative, Fact, Membership, Territory


def sees_private(person: Any, cooperative: Cooperative) -> bool:
    """Whether the cooperative's numbers and people are shown: to its own people, and guarded coordinators."""
    if not getattr(person, "is_authenticated", False):
        return False
    if person.has_perm("cooperatives.act_for", cooperative):
        return True
    return person.has_perm("cooperatives.see_people", cooperative) and has_second_factor(person)


def seen_privately(person: Any, cooperatives: Iterable[Cooperative]) -> set[int]:
    """Keys of those of which `sees_private` holds, asked for all of them at once."""
    if not getattr(person, "is_authenticated", False):
        return set()
    shown = {each.pk: each.region for each in cooperatives}
    own = set(
        Membership.objects.of(person).filter(cooperative__in=shown).values_list("cooperative", flat=True)
    )
    territories = list(Territory.objects.of(person))
    if territories and has_second_factor(person):
        own |= {key for key, region in shown.items() if any(each.covers(region) for each in territories)}
    return own


def facts_seen(person: Any, cooperative: Cooperative) -> "QuerySet[Fact]":
    """Its facts, newest first; money only for those who see what is private."""
    facts = Fact.objects.filter(cooperative=cooperative).order_by("-on", "kind", "source")
    return facts if sees_private(person, cooperative) else facts.filter(kind__in=Fact.PUBLIC)
