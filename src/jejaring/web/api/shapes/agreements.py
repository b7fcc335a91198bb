"""Agreements, orders and deliveries."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement
from jejaring.web.api.fields import Amount, AmountText, Id, Input, Month, MonthOut, Named, Text


class LineOut(Schema):
    """One promise, as a version words it."""

    number: int
    giver: int = Field(alias="giver_id")
    receiver: int = Field(alias="receiver_id")
    kind: str
    commodity: str
    recipe: str
    quantity: Decimal
    unit: str
    price: Decimal
    total: int = Field(description="Whole rupiah, taxes apart.")
    freight: int
    first_month: MonthOut
    last_month: MonthOut
    origin: str
    destination: str
    note: str
    tax: str


class VersionOut(Schema):
    """The words of an agreement."""

    number: int
    quality: str
    tolerance: Decimal
    place: str
    payment_days: int
    down_payment: Decimal
    late: str
    other: str
    offset: bool
    digest: str = Field(description="SHA-256 of what it says: what is signed is exactly this.")
    lines: list[LineOut]


class AgreementStepOut(Schema):
    """What was done to it."""

    number: int
    verb: str
    by: int | None = Field(alias="by_id")
    role: str
    at: datetime
    reason: str


class AgreementOut(Schema):
    """An agreement: the version in force, and the one that is asked about."""

    id: int
    number: str
    title: str
    state: str
    version: int
    parties: list[Named]
    current: VersionOut | None
    latest: VersionOut | None
    steps: list[AgreementStepOut]
    waited_for: list[int] = Field(description="Cooperatives whose signature is waited for.")
    orders: list[int]

    @staticmethod
    def resolve_parties(agreement: Any) -> Any:
        """In their order."""
        return [party.cooperative for party in agreement.parties.all()]

    @staticmethod
    def resolve_waited_for(agreement: Any) -> Any:
        """Nobody unless it is asked about."""
        asked = agreement.state in (Agreement.State.PROPOSED, Agreement.State.AMENDING)
        return sorted(actions.waited_for(agreement)) if asked else []

    @staticmethod
    def resolve_orders(agreement: Any) -> Any:
        """Their keys."""
        return [order.pk for order in sorted(agreement.commitments.all(), key=lambda order: order.number)]


class AgreementPage(Schema):
    """Agreements of one's cooperatives, the newest first."""

    items: list[AgreementOut]
    next: str | None


class OrderOut(Schema):
    """One promised line of an agreement in force, and how far it is kept."""

    id: int
    reference: str
    agreement: int = Field(alias="agreement_id")
    giver: Named
    receiver: Named
    line: LineOut
    state: str
    version: int
    due: date | None
    delivered: Decimal
    left: Decimal
    delivered_on: date | None
    reason: str


class OrderPage(Schema):
    """Orders of one's cooperatives, the newest first."""

    items: list[OrderOut]
    next: str | None


class EventOut(Schema):
    """What happened to a delivery."""

    number: int
    verb: str
    by: int = Field(alias="by_id")
    role: str
    at: datetime
    on: date
    quantity: Decimal | None
    rejected: Decimal | None
    weight: Decimal | None
    moisture: Decimal | None
    grade: str
    carrier: str
    reason: str
    corrects: int | None

    @staticmethod
    def resolve_corrects(event: Any) -> Any:
        """The number of the receipt in whose stead it stands."""
        return event.corrects.number if getattr(event, "corrects", None) else None


class ShipmentOut(Schema):
    """A delivery; quantities in the unit of its order's line."""

    id: int
    reference: str
    order: int = Field(alias="commitment_id")
    state: str
    version: int
    sent: Decimal
    sent_on: date
    accepted: Decimal
    rejected: Decimal
    received_on: date | None
    over: bool
    made_of: list[int]
    events: list[EventOut]

    @staticmethod
    def resolve_made_of(shipment: Any) -> Any:
        """Keys of the deliveries that went into it."""
        return sorted(other.pk for other in shipment.made_of.all())


class ShipmentPage(Schema):
    """Deliveries of one's cooperatives, the newest first."""

    items: list[ShipmentOut]
    next: str | None


class AgreementTerms(Input):
    """Terms that all lines share. What is left out stays as it is, or as is usual."""

    quality: Text | None = None
    tolerance: Amount | None = None
    place: Text | None = None
    payment_days: Annotated[int, Field(ge=0, le=365)] | None = None
    down_payment: Amount | None = None
    late: Text | None = None
    other: Text | None = None
    offset: bool | None = None


class LineChange(Input):
    """Another wording of a line that is there. What is left out stays as it is."""

    number: Annotated[int, Field(ge=1, le=10_000)]
    quantity: Amount | None = None
    price: Amount | None = None
    first_month: Month | None = None
    last_month: Month | None = None
    note: Text | None = None
    tax: Text | None = None
    drop: bool = False


class LineIn(Input):
    """A line that is added, in base units, as when goods are paid for with goods."""

    commodity: Text
    giver: Id
    receiver: Id
    quantity: Amount
    price: Amount
    first_month: Month | None = None
    last_month: Month | None = None


class AgreementIn(AgreementTerms):
    """Terms, lines worded anew, and a line that is added."""

    lines: Annotated[list[LineChange], Field(max_length=500)] = []
    add: LineIn | None = None


class Shipping(Input):
    """What leaves, in the unit of the order's line."""

    quantity: Amount
    on: date
    carrier: Text = ""
    materials: Annotated[list[Id], Field(max_length=200)] = []


class Receiving(Input):
    """What arrived, in the unit of the order's line; of a delivery received before, another receipt."""

    quantity: Amount
    on: date
    rejected: Amount | None = None
    weight: Amount | None = None
    moisture: Amount | None = None
    grade: Text = ""
    reason: Text = ""
    keep: bool = False


class ReceivingPictured(Receiving):
    """The same beside photographs, as fields of a form: what is not so is left out."""

    quantity: AmountText
    rejected: AmountText | SkipJsonSchema[None] = None
    weight: AmountText | SkipJsonSchema[None] = None
    moisture: AmountText | SkipJsonSchema[None] = None


class Finishing(Input):
    """Why no more is awaited."""

    reason: Annotated[str, Field(max_length=300)] = ""
