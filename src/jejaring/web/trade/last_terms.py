"""What was said last about quantity and price, for many proposals at once."""

from collections.abc import Sequence

from django.db.models import Max

from jejaring.web.trade.models import Proposal, ProposalStep


def last_terms(proposals: Sequence[Proposal]) -> dict[int, ProposalStep]:
    """The last terms of each proposal, by its key."""
    latest = (
        ProposalStep.objects.filter(proposal__in=proposals, quantity__isnull=False)
        .order_by()
        .values("proposal")
        .annotate(last=Max("pk"))
        .values("last")
    )
    return {step.proposal_id: step for step in ProposalStep.objects.filter(pk__in=latest)}
