"""Papers as PDF for those they concern; and for everybody a page that says whether a paper is genuine."""

import hashlib
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.agreements.models import AgreementVersion, Document, Shipment
from jejaring.web.agreements.papers.agreement import agreement_paper
from jejaring.web.agreements.papers.shipment import handover, waybill
from jejaring.web.agreements.views.agreements import seen
from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.visible import agreements_of, shipments_of
from jejaring.web.clearing.visible import consents_of
from jejaring.web.finance.models import FinancingFile
from jejaring.web.money.models import Payment
from jejaring.web.money.visible import payments_of
from jejaring.web.trade.models.listing import own_cooperatives

LARGEST_PAPER = 12 * 1024 * 1024
"""Bytes of a file that is compared."""


@signed_in
def agreement_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version of an agreement."""
    version = get_object_or_404(
        AgreementVersion.objects.select_related("agreement"), agreement=seen(request, pk), number=number
    )
    return given(agreement_paper(version, address_maker(request)), f"{version.agreement.number}-v{number}")


@signed_in
def waybill_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The surat jalan of a delivery."""
    found = get_object_or_404(shipments_of(request.user), pk=pk)
    return given(waybill(found, address_maker(request)), found.reference)


@signed_in
def handover_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The berita acara of a delivery that both agree on."""
    found = get_object_or_404(shipments_of(request.user).filter(state__in=Shipment.AGREED), pk=pk)
    return given(handover(found, address_maker(request)), found.reference.replace("SJ", "BAST"))


def given(document: Document, name: str) -> HttpResponse:
    """The file, shown in the browser."""
    try:
        content = document.file.read()
    except FileNotFoundError:
        raise Http404 from None
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=shown)


def _leads_to(request: HttpRequest, document: Document) -> str:
    """Where the paper's own page is, for those it concerns: a waybill leads its receiver to the delivery."""
    person, kind = request.user, Document.Kind(document.kind)
    if kind == Document.Kind.QUARTERLY:
        return reverse("national:nation")
    if not person.is_authenticated:
        return ""
    _kind, key, *more = document.subject.split(":")
    if kind == Document.Kind.CLEARING:
        asked = consents_of(person).filter(round=int(key), cooperative=int(more[0])).first()
        return reverse("clearing:consent", args=[asked.pk]) if asked else ""
    rows: QuerySet[Any] = shipments_of(person)
    address = "agreements:shipment"
    if kind == Document.Kind.AGREEMENT:
        rows, address = agreements_of(person), "agreements:agreement"
    elif kind == Document.Kind.FINANCING:
        rows = FinancingFile.objects.filter(cooperative__in=own_cooperatives(person))
        address = "finance:file"
    elif kind == Document.Kind.RECEIPT:
        rows, address = payments_of(person), "money:bill"
    found = rows.filter(pk=key).first()
    if found is None:
        return ""
    return reverse(address, args=[found.first_bill if isinstance(found, Payment) else found.pk])


class FileForm(forms.Form):
    """A paper that somebody holds."""

    paper = forms.FileField(label=gettext_lazy("Berkas PDF"))


def check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a paper is genuine: its kind, its day and its digest, and nothing of what it says."""
    document = get_object_or_404(Document, token=token)
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None, label_suffix="")
    same = None
    if sent and form.is_valid():
        upload = form.cleaned_data["paper"]
        if upload.size > LARGEST_PAPER:
            form.add_error("paper", _("Berkas ini terlalu besar untuk dokumen dari Jejaring."))
        else:
            same = hashlib.sha256(upload.read()).hexdigest() == document.digest
    context = {"document": document, "form": form, "same": same, "leads_to": _leads_to(request, document)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "agreements/check.html", context, status=status)
