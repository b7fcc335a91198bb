"""The allowed steps of a proposal: from which state, by whom, into which state."""

from dataclasses import dataclass
from typing import Literal

from jejaring.web.trade.models import Proposal, ProposalStep

State, Verb = Proposal.State, ProposalStep.Verb
Who = Literal["asked", "asking", "site"]


@dataclass(frozen=True)
class Allowed:
    """A step that may be taken."""

    before: Proposal.State
    who: Who
    """The party whose answer is waited for, the other one, or the site itself."""
    after: Proposal.State
    permission: str
    """What the person must be allowed; empty for the site."""
    terms: bool = False
    """Whether it brings new terms, so that the other party is asked next."""
    reason: bool = False
    """Whether a reason has to be given."""


STEPS: dict[ProposalStep.Verb, Allowed] = {
    Verb.COUNTERED: Allowed(State.WAITING, "asked", State.WAITING, "trade.answer_proposal", terms=True),
    Verb.ACCEPTED: Allowed(State.WAITING, "asked", State.ACCEPTED, "trade.answer_proposal"),
    Verb.REFUSED: Allowed(State.WAITING, "asked", State.REFUSED, "trade.answer_proposal", reason=True),
    Verb.WITHDRAWN: Allowed(State.WAITING, "asking", State.WITHDRAWN, "trade.withdraw_proposal"),
    Verb.EXPIRED: Allowed(State.WAITING, "site", State.EXPIRED, ""),
}
"""A proposal begins with SENT, in the state WAITING. What is not here is not allowed."""
