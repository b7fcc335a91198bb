"""Listings and who fits them."""

from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Literal

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Amount, Id, Input, Month, Named, Text, month
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import Partner

Kind = Literal["offers", "needs", "capacities", "stores", "haulage"]
SAME = (
    *("id", "kind", "commodity", "recipe", "quantity", "price", "minimum", "region", "destination"),
    *("hours", "note", "state", "expires", "entered", "changed"),
)
"""Told as the model has it."""


class PhotoOut(Schema):
    """A photograph; the picture itself is at `/photos/{id}`."""

    id: int
    width: int
    height: int


class ListingOut(Schema):
    """What a cooperative offers, needs, can make, keep or carry."""

    id: int
    kind: Kind
    cooperative: Named
    commodity: str
    recipe: str
    quantity: Decimal
    unit: str = Field(description="The base unit of `quantity`, `minimum` and `price`.")
    price: Decimal = Field(description="Rupiah per unit; of capacities, stores and haulage the fee.")
    minimum: Decimal | None
    region: str
    destination: str
    hours: Decimal | None
    first_month: Month | None
    last_month: Month | None
    note: str
    state: Literal["buka", "tutup"]
    open: bool = Field(description="Whether it is shown and planned today.")
    expires: date
    entered: datetime
    changed: datetime
    photos: list[PhotoOut]

    @classmethod
    def of(cls, listing: Listing) -> "ListingOut":
        """As it stands now: what the database tells has these kinds already, and is not checked again."""
        return cls.model_construct(
            cooperative=Named.model_construct(id=listing.cooperative.pk, name=listing.cooperative.name),
            unit=base_of(listing.kind, listing.commodity, listing.recipe),
            first_month=month(listing.first_month),
            last_month=month(listing.last_month),
            open=listing.is_open,
            photos=[
                PhotoOut.model_construct(id=each.pk, width=each.width, height=each.height)
                for each in listing.photos.all()
            ],
            **{name: getattr(listing, name) for name in SAME},
        )


class ListingPage(Schema):
    """Listings, the newest first."""

    items: list[ListingOut]
    next: str | None


class ListingTerms(Input):
    """The terms of a listing, in base units. What is left out stays as it is."""

    quantity: Amount | None = None
    price: Amount | None = None
    minimum: Amount | None = None
    region: Text | None = None
    hours: Amount | None = None
    first_month: Month | None = None
    last_month: Month | None = None
    note: Text | None = None


class ListingIn(ListingTerms):
    """A new listing."""

    cooperative: Id
    kind: Kind
    commodity: Text = ""
    recipe: Text = ""
    quantity: Amount
    price: Amount
    destination: Text | None = None


class PartnerOut(Schema):
    """Another cooperative's listing that fits."""

    listing: ListingOut
    freight: float | None = Field(description="Rupiah per unit.")
    delivered: float | None = Field(description="Rupiah per unit for the buyer, freight included.")
    margin: float | None = Field(description="What is left between the two prices; below 0 they do not meet.")
    deals: int = Field(description="Proposals of that cooperative that were accepted so far.")

    @classmethod
    def of(cls, partner: Partner) -> "PartnerOut":
        """As found."""
        return cls(
            listing=ListingOut.of(partner.listing),
            freight=_finite(partner.freight),
            delivered=_finite(partner.delivered),
            margin=_finite(partner.margin),
            deals=partner.deals,
        )


class PartnersOut(Schema):
    """Who fits, the best first."""

    count: int
    items: list[PartnerOut]
    makers: list[PartnerOut] = Field(description="Of an offer: who could make something of it.")


def _finite(number: float | None) -> float | None:
    return round(number, 2) if number is not None and isfinite(number) else None
