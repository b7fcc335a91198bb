"""Bills and payments."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import LARGEST, Id, Input, Named, Text


class EntryOut(Schema):
    """So many rupiah more or less owed, and because of what."""

    number: int
    kind: str
    amount: int
    on: date
    note: str


class AllocationOut(Schema):
    """So much of a payment pays this bill."""

    bill: int = Field(alias="obligation_id")
    amount: int


class PaymentOut(Schema):
    """A payment of one bill or several, or of parts of them."""

    id: int
    reference: str
    payer: Named
    payee: Named
    amount: int
    bills: list[AllocationOut]
    on: date
    means: str
    state: str
    version: int

    @staticmethod
    def resolve_bills(payment: Any) -> Any:
        """The first due first."""
        return list(payment.allocations.all())


class BillStepOut(Schema):
    """What was done to it, or to a payment of it."""

    number: int
    verb: str
    by: int = Field(alias="by_id")
    role: str
    at: datetime
    payment: int | None = Field(alias="payment_id")
    reason: str


class BillOut(Schema):
    """A bill: who owes whom how much, by when, because of what."""

    id: int
    reference: str
    kind: str
    debtor: Named
    creditor: Named
    order: int = Field(alias="commitment_id")
    shipment: int | None = Field(alias="shipment_id")
    state: str
    version: int
    amount: int
    balance: int = Field(description="Whole rupiah still owed.")
    arose: date
    due: date
    settled_on: date | None
    entries: list[EntryOut]
    payments: list[PaymentOut]
    steps: list[BillStepOut]

    @staticmethod
    def resolve_steps(bill: Any) -> Any:
        """In their order."""
        return list(bill.steps.all())

    @staticmethod
    def resolve_entries(bill: Any) -> Any:
        """In their order."""
        return list(bill.entries.all())


class BillPage(Schema):
    """Bills of one's cooperatives, the newest first."""

    items: list[BillOut]
    next: str | None


class PaymentPage(Schema):
    """Payments of one's cooperatives, the newest first."""

    items: list[PaymentOut]
    next: str | None


class Paying(Input):
    """What the payer says was paid."""

    amount: Annotated[int, Field(ge=0, le=LARGEST)]
    on: date
    means: Text = ""


class BillSeen(Input):
    """A bill, and its `version` as one has seen it."""

    id: Id
    version: Annotated[int, Field(ge=0, le=LARGEST)]


class PayingTogether(Paying):
    """What the payer says was paid for several bills."""

    bills: Annotated[list[BillSeen], Field(min_length=1, max_length=100)]
