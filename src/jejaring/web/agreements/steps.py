"""The allowed steps of agreements and of deliveries: from which state, by whom, into which state.

What is not here is not allowed. Bills and payments have theirs in `money.steps`.
"""

from dataclasses import dataclass
from typing import Literal

from jejaring.web.agreements.models import Agreement, AgreementStep, Commitment, Event, Shipment

Who = Literal["party", "author", "giver", "receiver", "site"]
"""Any party; the party that wrote the newest version; who gives; who receives; the site itself."""


@dataclass(frozen=True)
class Allowed:
    """A step that may be taken."""

    who: Who
    after: str
    """The state it leads to."""
    signs: bool = False
    """Whether it binds the cooperative: taken by those who sign for it, with a second factor."""
    reason: bool = False
    """Whether a reason has to be given."""
    last: str = ""
    """The state it leads to where nothing more is waited for; empty: the same as any other time."""
    site: bool = False
    """Whether the site may take it as well, as a round does."""


Of, Do = Agreement.State, AgreementStep.Verb
AGREEMENT: dict[tuple[str, str], Allowed] = {
    (Do.AMENDED, Of.DRAFT): Allowed("party", Of.DRAFT, site=True),
    (Do.AMENDED, Of.PROPOSED): Allowed("party", Of.PROPOSED, site=True),
    (Do.AMENDED, Of.IN_FORCE): Allowed("party", Of.AMENDING),
    (Do.AMENDED, Of.AMENDING): Allowed("party", Of.AMENDING),
    (Do.PROPOSED, Of.DRAFT): Allowed("party", Of.PROPOSED, site=True),
    (Do.ACCEPTED, Of.PROPOSED): Allowed("party", Of.PROPOSED, signs=True, last=Of.IN_FORCE),
    (Do.ACCEPTED, Of.AMENDING): Allowed("party", Of.AMENDING, signs=True, last=Of.IN_FORCE),
    (Do.DECLINED, Of.PROPOSED): Allowed("party", Of.DECLINED, signs=True, reason=True),
    (Do.DECLINED, Of.AMENDING): Allowed("party", Of.IN_FORCE, signs=True, reason=True),
    (Do.WITHDRAWN, Of.DRAFT): Allowed("author", Of.WITHDRAWN, site=True),
    (Do.WITHDRAWN, Of.PROPOSED): Allowed("author", Of.WITHDRAWN, site=True),
    (Do.WITHDRAWN, Of.AMENDING): Allowed("author", Of.IN_FORCE),
    (Do.COMPLETED, Of.IN_FORCE): Allowed("site", Of.COMPLETED),
    (Do.REOPENED, Of.COMPLETED): Allowed("site", Of.IN_FORCE),
}
"""An agreement begins with DRAFTED, in the state DRAFT."""

COMMITMENT: dict[tuple[str, str], Allowed] = {
    (Commitment.Verb.SENT, Commitment.State.OPEN): Allowed("giver", Commitment.State.OPEN),
    (Commitment.Verb.FINISHED, Commitment.State.OPEN): Allowed("receiver", Commitment.State.DONE),
}
"""A commitment begins OPEN when all have signed. With SENT a delivery begins."""

Is, Was = Shipment.State, Event.Verb
SHIPMENT: dict[tuple[str, str], Allowed] = {
    (Was.RECALLED, Is.SENT): Allowed("giver", Is.RECALLED, reason=True),
    (Was.RECEIVED, Is.SENT): Allowed("receiver", Is.RECEIVED),
    (Was.CORRECTED, Is.RECEIVED): Allowed("receiver", Is.RECEIVED, reason=True),
    (Was.CORRECTED, Is.DISPUTED): Allowed("receiver", Is.RECEIVED, reason=True),
    (Was.CORRECTED, Is.CONFIRMED): Allowed("receiver", Is.RECEIVED, reason=True),
    (Was.CORRECTED, Is.RETURNED): Allowed("receiver", Is.RECEIVED, reason=True),
    (Was.DISPUTED, Is.RECEIVED): Allowed("giver", Is.DISPUTED, reason=True),
    (Was.CONFIRMED, Is.RECEIVED): Allowed("giver", Is.CONFIRMED),
    (Was.CONFIRMED, Is.DISPUTED): Allowed("giver", Is.CONFIRMED),
    (Was.RETURNED, Is.CONFIRMED): Allowed("giver", Is.RETURNED),
}
"""A delivery begins with SENT, by the giver, in the state SENT; of what an agreement in force promises.
A receipt is corrected after its agreement was completed as well, which opens that again."""
