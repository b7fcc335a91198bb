"""Rounds and what they ask; clearing rounds and consents."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Input, MonthOut, Named, Text
from jejaring.web.rounds.models import Load, Trade


class AnswersOut(Schema):
    """How many parts stand where."""

    waiting: int
    accepted: int
    declined: int
    silent: int


class AttemptOut(Schema):
    """One plan of a round, `published` when it was announced."""

    number: int
    state: str
    market_hash: str
    digest: str
    surplus: int
    loss: float
    counts: dict[str, int]
    published: datetime | None
    answer_until: date | None
    answers: AnswersOut

    @staticmethod
    def resolve_answers(attempt: Any) -> Any:
        """Counted as it was read."""
        return {name: getattr(attempt, name) for name in AnswersOut.model_fields}


class RoundOut(Schema):
    """A round and where it stands."""

    id: int
    name: str
    region: str = Field(description="Empty: the whole country.")
    commodities: list[str]
    state: str
    version: int
    collect_until: date
    answer_until: date
    frozen: datetime | None
    listings: int
    left_out: int
    reason: str
    attempts: list[AttemptOut] = Field(
        alias="told",
        description="Those that were announced, and to coordinators those that are proven; of rounds in "
        "which one has no part the first, and that only when it is of five cooperatives or more.",
    )


class RoundPage(Schema):
    """Rounds, the newest first."""

    items: list[RoundOut]
    next: str | None


class TradeOut(Schema):
    """One trade of a part."""

    name: str
    month: MonthOut
    commodity: str
    giver: int = Field(alias="giver_id")
    receiver: int = Field(alias="receiver_id")
    origin: str
    destination: str
    quantity: Decimal
    received: int
    freight: int
    paid: int
    agreement: int | None = Field(alias="agreement_id")


class PartOut(Schema):
    """What a chain asks of one cooperative, and its answer."""

    id: int
    round: int
    attempt: int
    chain: str
    cooperative: Named
    gain: int
    put_in: int
    received: int
    paid: int
    state: str
    version: int
    answer_until: date | None
    reason: str
    trades: list[TradeOut] = Field(description="Of the chain, those in which it gives, receives or carries.")

    @staticmethod
    def resolve_round(part: Any) -> Any:
        """Its key."""
        return part.attempt.round_id

    @staticmethod
    def resolve_attempt(part: Any) -> Any:
        """Its number."""
        return part.attempt.number

    @staticmethod
    def resolve_chain(part: Any) -> Any:
        """Its name."""
        return part.chain.name

    @staticmethod
    def resolve_answer_until(part: Any) -> Any:
        """That of its attempt."""
        return part.attempt.answer_until

    @staticmethod
    def resolve_trades(part: Any) -> Any:
        """In the order of months."""
        own = part.cooperative_id
        carried = Load.objects.filter(trade__chain=part.chain_id, carrier=own).values("trade")
        mine = Q(giver=own) | Q(receiver=own) | Q(pk__in=carried)
        return list(Trade.objects.filter(mine, chain=part.chain_id).order_by("month", "pk"))


class PartPage(Schema):
    """Parts, the newest first."""

    items: list[PartOut]
    next: str | None


class RoundIn(Input):
    """A new round in one of a coordinator's territories."""

    name: Text
    region: Text = ""
    commodities: list[Text] = []
    collect_until: date
    answer_until: date


class ClearingOut(Schema):
    """A clearing round and where it stands."""

    id: int
    reference: str
    name: str
    region: str
    consent_until: date
    state: str
    version: int
    computed: datetime | None
    debts: int
    parties: int
    gross: int
    cleared: int
    posted: datetime | None
    reason: str


class ClearingPage(Schema):
    """Clearing rounds, the newest first."""

    items: list[ClearingOut]
    next: str | None


class ConsentOut(Schema):
    """Whether a cooperative lets its debts be set off in a round."""

    id: int
    clearing: int = Field(alias="round_id")
    cooperative: Named
    state: str
    version: int
    answered: datetime | None


class ConsentPage(Schema):
    """Consents of one's cooperatives, the newest first."""

    items: list[ConsentOut]
    next: str | None


class SetOffOut(Schema):
    """What is or would be taken off one bill of a cooperative; whole rupiah."""

    bill: int
    owes: bool = Field(description="Whether the cooperative owes it; else it is owed it.")
    partner: Named
    due: date
    before: int
    amount: int
    after: int


class ClearingIn(Input):
    """A new clearing round in one of a coordinator's territories."""

    name: Text
    region: Text = ""
    consent_until: date
