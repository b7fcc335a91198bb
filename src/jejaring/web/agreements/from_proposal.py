"""What an accepted proposal says, as a line of an agreement."""

from jejaring.web.agreements.models import Line
from jejaring.web.trade.models import Listing, Proposal, ProposalStep
from jejaring.web.trade.names import base_of

KINDS = {
    Proposal.Deal.GOODS: Line.Kind.GOODS,
    Proposal.Deal.WORK: Line.Kind.WORK,
    Proposal.Deal.STORAGE: Line.Kind.STORAGE,
    Proposal.Deal.CARRIAGE: Line.Kind.CARRIAGE,
}


def source_of(proposal: Proposal) -> str:
    """What its agreement is known by."""
    return f"proposal:{proposal.pk}"


def line_of(proposal: Proposal) -> tuple[Line, str]:
    """The line, not yet of any agreement; and what its last terms add in words."""
    terms: ProposalStep = proposal.steps.filter(quantity__isnull=False).latest("number")
    assert terms.quantity is not None
    assert terms.price is not None
    assert terms.total is not None
    giver, receiver = proposal.sender, proposal.receiver
    if not proposal.sender_gives:
        giver, receiver = receiver, giver
    listing = proposal.listing
    carried = listing.kind == Listing.Kind.HAULAGE
    line = Line(
        number=1,
        giver=giver,
        receiver=receiver,
        kind=KINDS[Proposal.Deal(proposal.deal)],
        commodity=proposal.commodity,
        recipe=listing.recipe,
        quantity=terms.quantity,
        unit=base_of(listing.kind, proposal.commodity, ""),
        price=terms.price,
        total=terms.total,
        first_month=terms.first_month,
        last_month=terms.last_month,
        origin=listing.region if carried else giver.region,
        destination=listing.destination if carried else terms.region or receiver.region,
    )
    if listing.kind == Listing.Kind.OFFER:
        line.origin = listing.region
    return line, terms.terms
