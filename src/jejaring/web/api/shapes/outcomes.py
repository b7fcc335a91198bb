"""What plans make of listings."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Named
from jejaring.web.rounds.templatetags.rounds import why_left_out


class OutcomeOut(Schema):
    """A listing in a plan of a round."""

    listing: int = Field(alias="listing_id")
    cooperative: Named
    level: Decimal = Field(description="Base units used by what is to be signed; 0: it is left out.")
    price: Decimal | None = Field(description="Rupiah per unit that it asked or offered when it was frozen.")
    worth: Decimal = Field(description="Rupiah per unit that it is worth there.")
    exact: bool = Field(description="Whether, left out, `worth` is the very price at which it would be in.")
    gain: int
    why: str = Field(description="Of one left out, why and at which price it would be in; else empty.")

    @staticmethod
    def resolve_why(outcome: Any) -> Any:
        """As the page says it."""
        return "" if outcome.level > 0 else why_left_out(outcome)


class OutcomePage(Schema):
    """Outcomes, those of the newest listings first."""

    items: list[OutcomeOut]
    next: str | None


class PlannedOut(Schema):
    """A listing in the network's last plan."""

    listing: int = Field(alias="listing_id")
    cooperative: Named
    level: Decimal = Field(description="Base units used; 0: not used.")
    gain: int


class OutlookOut(Schema):
    """What one's cooperatives could gain by the network's last plan."""

    made: datetime | None = Field(description="Null: no plan knows of their listings.")
    gain: int = Field(description="Whole rupiah over the plan's months, beside the prices asked.")
    items: list[PlannedOut] = Field(description="The largest gain first.")
