"""Cash, financing files, tax status and insolvency."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import LARGEST, Input, Text

Rupiah = Annotated[int, Field(ge=0, le=LARGEST)]


class MovementOut(Schema):
    """Money that comes in (above 0) or goes out on a day."""

    reference: str
    on: date = Field(alias="day")
    amount: int
    partner: str


class WayOut(Schema):
    """A way to close the gap, by how much it does, and what is left of the gap."""

    way: str = Field(description="clearing, down-payments or earlier.")
    closes: int
    gap: int


class CashFlowOut(Schema):
    """The cash flow from today on; whole rupiah."""

    said: bool = Field(description="Whether somebody said how much there is; else it begins with 0.")
    opening: int
    lowest: int
    lowest_on: date
    gap: int = Field(description="Missing at the lowest point.")
    to_finance: int = Field(description="What is left of the gap after all ways.")
    ways: list[WayOut]
    movements: list[MovementOut]


class CashSaid(Input):
    """How much cash there is today."""

    amount: Rupiah


class FinancingOut(Schema):
    """A file for one bank."""

    id: int
    reference: str
    cooperative: int = Field(alias="cooperative_id")
    bank: str
    purpose: str
    amount: int
    made: datetime
    revoked: datetime | None


class FinancingPage(Schema):
    """Files of one's cooperatives, the newest first."""

    items: list[FinancingOut]
    next: str | None


class TaxStatusOut(Schema):
    """Whether the cooperative is a taxable firm today, and which taxes there are."""

    taxable: bool
    taxes: list[str]


class TaxStatusIn(Input):
    """Whether it is, since when."""

    taxable: bool
    since: date


class InsolvencyOut(Schema):
    """What was said of insolvency; the newest day first."""

    insolvent: bool
    since: date
    source: str
    at: datetime


class InsolvencyIn(Input):
    """What is so from a day on, and what says so."""

    insolvent: bool
    since: date
    source: Text


def as_choice(said: dict[str, Any], name: str) -> dict[str, Any]:
    """A yes or no as the page's form takes it."""
    return said | {name: "ya" if said[name] else "tidak"}
