"""Who may do what with clearing rounds and consents."""

from typing import Any

import rules

from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.cooperatives.models import Membership
from jejaring.web.cooperatives.rules import coordinates_region, coordinates_somewhere
from jejaring.web.trade.rules import may

__all__ = ["may"]


@rules.predicate
def coordinates_clearing(person: Any, round: ClearingRound | None) -> bool:
    """A coordinator whose territory covers the round's; the whole country only who coordinates all of it."""
    return round is not None and coordinates_region(person, round.region)


@rules.predicate
def is_asked(person: Any, round: ClearingRound | None) -> bool:
    """Any role in a cooperative that the round asks."""
    own = Membership.objects.of(person).values("cooperative")
    return round is not None and round.consents.filter(cooperative__in=own).exists()


@rules.predicate
def acts_in_consent(person: Any, consent: Consent | None) -> bool:
    """Any role in the cooperative that is asked."""
    own = Membership.objects.of(person)
    return consent is not None and own.filter(cooperative=consent.cooperative_id).exists()


@rules.predicate
def signs_consent(person: Any, consent: Consent | None) -> bool:
    """The chair or the treasurer of the cooperative that is asked."""
    own = Membership.objects.of(person).filter(role__in=Membership.SIGNING)
    return consent is not None and own.filter(cooperative=consent.cooperative_id).exists()


signed_in = rules.is_authenticated
rules.add_perm("clearing.open", signed_in & coordinates_somewhere)
rules.add_perm("clearing.run", signed_in & coordinates_clearing)
rules.add_perm("clearing.see", signed_in & (coordinates_clearing | is_asked))
rules.add_perm("clearing.see_consent", signed_in & acts_in_consent)
rules.add_perm("clearing.answer", signed_in & signs_consent)
