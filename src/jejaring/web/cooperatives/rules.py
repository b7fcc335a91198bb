"""Who may do what with a cooperative. Views, templates and the API ask `person.has_perm(name, object)`."""

from typing import Any

import rules

from jejaring.web.cooperatives.models import Claim, Cooperative, Membership, Territory


def roles_of(person: Any, cooperative: Cooperative) -> set[str]:
    """The person's present roles in the cooperative."""
    return set(Membership.objects.of(person).filter(cooperative=cooperative).values_list("role", flat=True))


def coordinates_region(person: Any, region: str) -> bool:
    """Whether the place lies in a territory of the person."""
    territories = Territory.objects.of(person)
    return any(territory.covers(region) for territory in territories)


@rules.predicate
def acts_for(person: Any, cooperative: Cooperative | None) -> bool:
    """Any role in the cooperative."""
    return cooperative is not None and bool(roles_of(person, cooperative))


@rules.predicate
def signs_for(person: Any, cooperative: Cooperative | None) -> bool:
    """The chair or the treasurer."""
    return cooperative is not None and bool(roles_of(person, cooperative) & set(Membership.SIGNING))


@rules.predicate
def chairs(person: Any, cooperative: Cooperative | None) -> bool:
    """The chair."""
    return cooperative is not None and Membership.Role.CHAIR in roles_of(person, cooperative)


@rules.predicate
def coordinates(person: Any, cooperative: Cooperative | None) -> bool:
    """A coordinator of the cooperative's territory."""
    return cooperative is not None and coordinates_region(person, cooperative.region)


@rules.predicate
def coordinates_somewhere(person: Any) -> bool:
    """A coordinator of any territory."""
    return Territory.objects.of(person).exists()


@rules.predicate
def decides(person: Any, claim: Claim | None) -> bool:
    """A coordinator of the claimed cooperative's territory, unless the claim is their own."""
    return (
        claim is not None
        and claim.person_id != person.pk
        and coordinates_region(person, claim.cooperative.region)
    )


rules.add_perm("cooperatives.act_for", rules.is_authenticated & acts_for)
rules.add_perm("cooperatives.sign_for", rules.is_authenticated & signs_for)
rules.add_perm("cooperatives.change", rules.is_authenticated & (acts_for | coordinates))
rules.add_perm("cooperatives.invite", rules.is_authenticated & chairs)
rules.add_perm("cooperatives.see_people", rules.is_authenticated & (acts_for | coordinates))
rules.add_perm("cooperatives.import", rules.is_authenticated & coordinates_somewhere)
rules.add_perm("cooperatives.decide_claim", rules.is_authenticated & decides)
