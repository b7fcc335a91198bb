"""Orders and deliveries: what is promised, what leaves, what arrives."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Router, Status, UploadedFile

from jejaring.web.agreements import actions
from jejaring.web.agreements.forms.delivery import ReceiveForm, SendForm
from jejaring.web.agreements.materials import materials_for
from jejaring.web.agreements.models import Event, Shipment
from jejaring.web.agreements.visible import commitments_of, shipments_of
from jejaring.web.api.etags import IfMatch
from jejaring.web.api.fields import Key, Upload, found
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.agreements import (
    Finishing,
    OrderOut,
    OrderPage,
    Receiving,
    ReceivingPictured,
    ShipmentOut,
    ShipmentPage,
    Shipping,
)
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import writes

router = Router(tags=["deliveries"])
ORDER = Thing("commitment", "/orders", commitments_of, OrderOut, Scope.DELIVERIES)
SHIPMENT = Thing(
    "shipment", "/shipments", shipments_of, ShipmentOut, Scope.DELIVERIES, ("events__corrects", "made_of")
)
listed(router, ORDER, OrderPage, "Orders of one's cooperatives.")
listed(router, SHIPMENT, ShipmentPage, "Deliveries of one's cooperatives.")
step(router, SHIPMENT, "confirm", actions.confirm, "The receipt is right: it is billed.")
step(router, SHIPMENT, "dispute", actions.dispute, "The receipt is not right, and why.", reason=True)
step(router, SHIPMENT, "recall", actions.recall, "It did not leave after all, and why.", reason=True)
step(router, SHIPMENT, "take-back", actions.take_back, "What was refused is back.")


@router.post("/orders/{id}/shipments", auth=writes(Scope.DELIVERIES), response={201: ShipmentOut})
def send(request: HttpRequest, id: Key, said: Shipping) -> Any:
    """Something of it leaves."""
    order = found(commitments_of(request.user), id)
    form = SendForm(said.dict() | {"unit": order.line.unit}, commitment=order, materials=materials_for(order))
    if not form.is_valid():
        raise of_form(form)
    sent = actions.send(actor=request.user, commitment=order, sending=form.value())
    return Status(201, SHIPMENT.shown(request, sent.pk))


@router.post("/orders/{id}/finish", auth=writes(Scope.DELIVERIES), response=OrderOut)
def finish(request: HttpRequest, id: Key, said: Finishing, if_match: IfMatch = None) -> Any:
    """No more is awaited of it."""
    order = ORDER.seen(request, id, if_match)
    actions.finish(actor=request.user, commitment=order, version=order.version, reason=said.reason)
    return ORDER.shown(request, id)


@router.post("/shipments/{id}/receive", auth=writes(Scope.DELIVERIES), response=ShipmentOut)
def receive(request: HttpRequest, id: Key, said: Receiving, if_match: IfMatch = None) -> Any:
    """What arrived; of a delivery that was received before, another receipt in its stead."""
    return _received(request, id, said, if_match, [])


@router.post("/shipments/{id}/receive-with-pictures", auth=writes(Scope.DELIVERIES), response=ShipmentOut)
def receive_with_pictures(
    request: HttpRequest,
    id: Key,
    said: Form[ReceivingPictured],
    pictures: Annotated[list[Upload], File(min_length=1)],
    if_match: IfMatch = None,
) -> Any:
    """The same with photographs, at most four (JPEG, PNG or WebP)."""
    return _received(request, id, said, if_match, pictures)


def _received(
    request: HttpRequest, key: int, said: Receiving, if_match: str | None, pictures: list[UploadedFile]
) -> Any:
    shipment = SHIPMENT.seen(request, key, if_match)
    last = shipment.events.filter(verb__in=Event.RECEIPTS).last()
    data = said.dict() | {"unit": shipment.commitment.line.unit}
    form = ReceiveForm(data, MultiValueDict({"pictures": pictures}), shipment=shipment, last=last)
    if not form.is_valid():
        raise of_form(form)
    act = actions.receive if shipment.state == Shipment.State.SENT else actions.correct
    act(
        actor=request.user,
        shipment=shipment,
        version=shipment.version,
        receipt=form.value(),
        pictures=form.cleaned_data["pictures"],
    )
    return SHIPMENT.shown(request, key)
