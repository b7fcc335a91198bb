"""Who may do what with listings and proposals."""

from typing import Any

import rules

from jejaring.web.cooperatives.models import Membership
from jejaring.web.cooperatives.rules import acts_for
from jejaring.web.trade.models import Listing, Photo, Proposal


def may(person: Any, permission: str, subject: Any) -> bool:
    """Whether the person (or an anonymous visitor) may do that with the object."""
    return rules.has_perm(permission, person, subject)


@rules.predicate
def acts_for_owner(person: Any, listing: Listing | None) -> bool:
    """Any role in the listing's cooperative."""
    return listing is not None and acts_for(person, listing.cooperative)


@rules.predicate
def is_everybodys(_person: Any, listing: Listing | None) -> bool:
    """An open listing is public."""
    return listing is not None and listing.is_open


@rules.predicate
def acts_for_somebody(person: Any) -> bool:
    """Any role in any cooperative."""
    return Membership.objects.of(person).exists()


@rules.predicate
def owns_photo(person: Any, photo: Photo | None) -> bool:
    """Any role in the cooperative of the photo's listing."""
    return photo is not None and acts_for(person, photo.listing.cooperative)


@rules.predicate
def acts_for_party(person: Any, proposal: Proposal | None) -> bool:
    """Any role in the sender or the receiver."""
    return (
        proposal is not None
        and Membership.objects.of(person)
        .filter(cooperative__in=(proposal.sender_id, proposal.receiver_id))
        .exists()
    )


@rules.predicate
def acts_for_asked(person: Any, proposal: Proposal | None) -> bool:
    """Any role in the party whose answer is waited for."""
    return proposal is not None and _acts_for_id(person, proposal.asked_id)


@rules.predicate
def acts_for_asking(person: Any, proposal: Proposal | None) -> bool:
    """Any role in the party that made the last terms."""
    return proposal is not None and _acts_for_id(person, proposal.other_party_id(proposal.asked_id))


def _acts_for_id(person: Any, cooperative: int) -> bool:
    return Membership.objects.of(person).filter(cooperative=cooperative).exists()


signed_in = rules.is_authenticated
rules.add_perm("trade.add_listing", signed_in & acts_for)
rules.add_perm("trade.see_listing", is_everybodys | (signed_in & acts_for_owner))
rules.add_perm("trade.change_listing", signed_in & acts_for_owner)
rules.add_perm("trade.remove_photo", signed_in & owns_photo)
rules.add_perm("trade.propose", signed_in & (acts_for_owner | (is_everybodys & acts_for_somebody)))
rules.add_perm("trade.see_proposal", signed_in & acts_for_party)
rules.add_perm("trade.write_in_proposal", signed_in & acts_for_party)
rules.add_perm("trade.answer_proposal", signed_in & acts_for_asked)
rules.add_perm("trade.withdraw_proposal", signed_in & acts_for_asking)
