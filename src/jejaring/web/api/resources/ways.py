"""Where deliveries come from, and the way that they are planned to take."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jejaring.web.agreements.route import route_of
from jejaring.web.agreements.trace import trace
from jejaring.web.agreements.visible import commitments_of, shipments_of
from jejaring.web.api.fields import Key, Named, found
from jejaring.web.api.tokens import reads

router = Router(tags=["deliveries"])


class OriginOut(Schema):
    """A delivery of the chain behind one, as its sender wrote it down."""

    depth: int = Field(description="0: the delivery itself; 1: what it was made of; ...")
    shipment: int
    reference: str
    commodity: str
    recipe: str
    giver: Named
    receiver: Named
    origin: str
    sent: Decimal
    unit: str
    sent_on: date
    received_on: date | None


class LegOut(Schema):
    """A stretch of the way on one kind of vehicle."""

    mode: Literal["road", "ferry", "sea", "air"]
    from_name: str
    to_name: str
    kilometres: float
    hours: float


@router.get("/shipments/{id}/origins", auth=reads, response=list[OriginOut])
def origins(request: HttpRequest, id: Key) -> Any:
    """What a delivery was made of, down to the raw material; each delivery once."""
    links = trace(found(shipments_of(request.user), id))
    return [_told(link.shipment, link.depth) for link in links]


@router.get("/orders/{id}/route", auth=reads, response=list[LegOut])
def route(request: HttpRequest, id: Key) -> Any:
    """The legs between the regencies of an order; none inside one regency, or where nothing is carried."""
    return route_of(found(commitments_of(request.user), id).line)


def _told(shipment: Any, depth: int) -> dict[str, Any]:
    order = shipment.commitment
    return {
        **{name: getattr(shipment, name) for name in ("reference", "sent", "sent_on", "received_on")},
        **{name: getattr(order.line, name) for name in ("commodity", "recipe", "origin", "unit")},
        "depth": depth,
        "shipment": shipment.pk,
        "giver": order.giver,
        "receiver": order.receiver,
    }
