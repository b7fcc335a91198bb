"""Proposals, their steps and messages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Amount, Id, Input, Month, MonthOut, Named, Text


class ProposalStepOut(Schema):
    """What was done, and on which terms."""

    number: int
    verb: str
    by: int | None = Field(alias="by_id", description="The cooperative; null: nobody, the deadline passed.")
    at: datetime
    quantity: Decimal | None
    price: Decimal | None
    total: int | None = Field(description="Whole rupiah.")
    region: str
    first_month: MonthOut
    last_month: MonthOut
    terms: str
    reason: str


class MessageOut(Schema):
    """What one party wrote to the other."""

    by: int = Field(alias="by_id")
    text: str
    at: datetime


class ProposalOut(Schema):
    """A proposal; the last step with a quantity says which terms hold."""

    id: int
    listing: int = Field(alias="listing_id")
    deal: str
    commodity: str
    sender: Named
    receiver: Named
    sender_gives: bool
    state: str
    asked: int = Field(alias="asked_id", description="The cooperative whose answer is waited for.")
    expires: date
    version: int
    steps: list[ProposalStepOut]
    messages: list[MessageOut]

    @staticmethod
    def resolve_steps(proposal: Any) -> Any:
        """In their order."""
        return sorted(proposal.steps.all(), key=lambda step: step.number)


class ProposalPage(Schema):
    """Proposals of one's cooperatives, the newest first."""

    items: list[ProposalOut]
    next: str | None


class TermsIn(Input):
    """Terms, in base units and rupiah per base unit."""

    quantity: Amount
    price: Amount
    region: Text
    first_month: Month | None = None
    last_month: Month | None = None
    terms: Text = ""


class ProposalIn(TermsIn):
    """A proposal about a listing: of one's own to others, of another's to its owner."""

    sender: Id
    receivers: Annotated[list[Id], Field(min_length=1, max_length=20)]


class MessageIn(Input):
    """A message."""

    text: Text
