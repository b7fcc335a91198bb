"""Who may do what with rounds and the parts of their chains."""

from typing import Any

import rules

from jejaring.web.cooperatives.models import Membership
from jejaring.web.cooperatives.rules import coordinates_region, coordinates_somewhere
from jejaring.web.rounds.models import Outcome, Part, Round
from jejaring.web.trade.rules import may

__all__ = ["may"]


@rules.predicate
def coordinates_round(person: Any, round: Round | None) -> bool:
    """A coordinator whose territory covers the round's; the whole country only who coordinates all of it."""
    return round is not None and coordinates_region(person, round.region)


@rules.predicate
def takes_part(person: Any, round: Round | None) -> bool:
    """Whoever acts for a cooperative that has a listing in the round's frozen market."""
    own = Membership.objects.of(person).values("cooperative")
    return round is not None and Outcome.objects.filter(attempt__round=round, cooperative__in=own).exists()


@rules.predicate
def acts_in_part(person: Any, part: Part | None) -> bool:
    """Any role in the part's cooperative."""
    own = Membership.objects.of(person)
    return part is not None and own.filter(cooperative=part.cooperative_id).exists()


@rules.predicate
def coordinates_part(person: Any, part: Part | None) -> bool:
    """A coordinator of the part's round."""
    return part is not None and coordinates_region(person, part.attempt.round.region)


@rules.predicate
def signs_part(person: Any, part: Part | None) -> bool:
    """The chair or the treasurer of the part's cooperative."""
    return (
        part is not None
        and Membership.objects.of(person)
        .filter(cooperative=part.cooperative_id, role__in=Membership.SIGNING)
        .exists()
    )


signed_in = rules.is_authenticated
rules.add_perm("rounds.open", signed_in & coordinates_somewhere)
rules.add_perm("rounds.run", signed_in & coordinates_round)
rules.add_perm("rounds.audit", signed_in & (coordinates_round | takes_part))
rules.add_perm("rounds.see_part", signed_in & (acts_in_part | coordinates_part))
rules.add_perm("rounds.answer", signed_in & signs_part)
