"""Papers as PDF, and photographs of receipts: the files that the pages lead to."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema
from pydantic import Field

from jejaring.web.agreements.models import AgreementVersion, Document, Picture, Shipment
from jejaring.web.agreements.papers.agreement import agreement_paper
from jejaring.web.agreements.papers.shipment import handover, waybill
from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.views.papers import given
from jejaring.web.agreements.visible import agreements_of, shipments_of
from jejaring.web.api.fields import Key, Number, file_of, found, sent
from jejaring.web.api.tokens import anybody, reads
from jejaring.web.money.models import Payment
from jejaring.web.money.papers import receipt_paper
from jejaring.web.money.visible import payments_of

router = Router(tags=["papers"])
PDF: dict[str, Any] = {"auth": reads, "openapi_extra": file_of("application/pdf")}
Token = Annotated[str, Path(max_length=40, description="What its QR code leads to ends with it.")]


class PictureOut(Schema):
    """A photograph of what was received."""

    id: int
    width: int
    height: int
    digest: str


class PaperOut(Schema):
    """A paper that the site made; nothing of what it says."""

    kind: str
    digest: str = Field(description="SHA-256 of the file: what is genuine has it.")
    made: datetime


@router.get("/agreements/{id}/versions/{number}/paper", **PDF)
def agreement(request: HttpRequest, id: Key, number: Number) -> Any:
    """A version of an agreement."""
    versions = AgreementVersion.objects.select_related("agreement")
    version = get_object_or_404(versions, agreement=found(agreements_of(request.user), id), number=number)
    return given(agreement_paper(version, address_maker(request)), f"{version.agreement.number}-v{number}")


@router.get("/shipments/{id}/waybill", **PDF)
def shipment_waybill(request: HttpRequest, id: Key) -> Any:
    """The surat jalan of a delivery."""
    shipment = found(shipments_of(request.user), id)
    return given(waybill(shipment, address_maker(request)), shipment.reference)


@router.get("/shipments/{id}/handover", **PDF)
def shipment_handover(request: HttpRequest, id: Key) -> Any:
    """The berita acara of a delivery that both agree on."""
    shipment = found(shipments_of(request.user).filter(state__in=Shipment.AGREED), id)
    name = shipment.reference.replace("SJ", "BAST")
    return given(handover(shipment, address_maker(request)), name)


@router.get("/payments/{id}/receipt", **PDF)
def payment_receipt(request: HttpRequest, id: Key) -> Any:
    """The kuitansi of a payment that came."""
    payment = found(payments_of(request.user).filter(state=Payment.State.CONFIRMED), id)
    return given(receipt_paper(payment, address_maker(request)), payment.reference)


@router.get("/shipments/{id}/pictures", auth=reads, response=list[PictureOut])
def pictures(request: HttpRequest, id: Key) -> Any:
    """Photographs of a delivery's receipts."""
    return list(Picture.objects.filter(event__shipment=found(shipments_of(request.user), id)))


@router.get("/pictures/{id}", auth=reads, openapi_extra=file_of("image/jpeg"))
def picture(request: HttpRequest, id: Key) -> Any:
    """The photograph itself."""
    seen = Picture.objects.filter(event__shipment__in=shipments_of(request.user))
    return sent(found(seen, id).image, "image/jpeg")


@router.get("/papers/{token}", auth=anybody, response=PaperOut)
def paper(request: HttpRequest, token: Token) -> Any:
    """Whether a paper that somebody holds is genuine."""
    return get_object_or_404(Document, token=token)
