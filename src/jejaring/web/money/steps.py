"""The allowed steps of bills and payments: from which state, by whom, into which state.

What is not here is not allowed.
"""

from dataclasses import dataclass
from typing import Literal

from jejaring.web.money.models import MoneyStep, Obligation, Payment

Who = Literal["debtor", "creditor"]


@dataclass(frozen=True)
class Allowed:
    """A step that may be taken."""

    who: Who
    """The side of the bill that takes it: who owes, or who is owed."""
    after: str
    signs: bool = False
    """Whether it binds the cooperative: taken by those who sign for it, with a second factor."""
    reason: bool = False


Do, Of, Is = MoneyStep.Verb, Obligation.State, Payment.State
OBLIGATION: dict[tuple[str, str], Allowed] = {
    (Do.REPORTED, Of.OPEN): Allowed("debtor", Of.OPEN),
    (Do.DISPUTED, Of.OPEN): Allowed("debtor", Of.DISPUTED, reason=True),
    (Do.UPHELD, Of.DISPUTED): Allowed("debtor", Of.OPEN),
}
"""An obligation arises OPEN. With REPORTED a payment begins. It is SETTLED when nothing is owed any more."""
PAYMENT: dict[tuple[str, str], Allowed] = {
    (Do.CONFIRMED, Is.REPORTED): Allowed("creditor", Is.CONFIRMED, signs=True),
    (Do.REFUSED, Is.REPORTED): Allowed("creditor", Is.REFUSED, reason=True),
    (Do.WITHDRAWN, Is.REPORTED): Allowed("debtor", Is.WITHDRAWN),
}
"""A payment begins with REPORTED, by the debtor, in the state REPORTED."""
