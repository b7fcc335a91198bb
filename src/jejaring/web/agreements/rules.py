"""Who may do what with agreements and deliveries."""

from typing import Any

import rules

from jejaring.web.agreements.models import Agreement, Commitment, Shipment
from jejaring.web.cooperatives.models import Membership


def role_in(person: Any, cooperative_id: int) -> str:
    """The person's present role in a cooperative; empty when there is none."""
    role = Membership.objects.of(person).filter(cooperative=cooperative_id).values_list("role", flat=True)
    return role.first() or ""


def _acts_for_any(person: Any, cooperatives: Any) -> bool:
    return Membership.objects.of(person).filter(cooperative__in=cooperatives).exists()


@rules.predicate
def acts_for_party(person: Any, agreement: Agreement | None) -> bool:
    """Any role in any party."""
    return agreement is not None and _acts_for_any(person, agreement.parties.values("cooperative"))


@rules.predicate
def acts_in_commitment(person: Any, commitment: Commitment | None) -> bool:
    """Any role in the giver or the receiver."""
    return commitment is not None and _acts_for_any(person, (commitment.giver_id, commitment.receiver_id))


@rules.predicate
def acts_for_giver(person: Any, commitment: Commitment | None) -> bool:
    """Any role in the giver."""
    return commitment is not None and _acts_for_any(person, (commitment.giver_id,))


@rules.predicate
def acts_in_shipment(person: Any, shipment: Shipment | None) -> bool:
    """Any role in the giver or the receiver."""
    return shipment is not None and acts_in_commitment(person, shipment.commitment)


signed_in = rules.is_authenticated
rules.add_perm("agreements.see_agreement", signed_in & acts_for_party)
rules.add_perm("agreements.amend", signed_in & acts_for_party)
rules.add_perm("agreements.see_commitment", signed_in & acts_in_commitment)
rules.add_perm("agreements.send", signed_in & acts_for_giver)
rules.add_perm("agreements.see_shipment", signed_in & acts_in_shipment)
