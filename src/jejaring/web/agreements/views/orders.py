"""The order calendar, one order, and sending something of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import NotAllowed, NotYours
from jejaring.web.agreements.actions.commitments import moving_of
from jejaring.web.agreements.calendar import calendar
from jejaring.web.agreements.forms.delivery import SendForm
from jejaring.web.agreements.materials import materials_for
from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.agreements.route import route_of
from jejaring.web.agreements.views.answering import answered, version_of
from jejaring.web.agreements.views.way import way_as_file
from jejaring.web.agreements.visible import commitments_of, shipments_of
from jejaring.web.common.sheets import asked_for
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.submissions import new_token, once
from jejaring.web.trade.views.access import own_cooperatives

SOON = timedelta(days=31)


@signed_in
def orders(request: HttpRequest) -> HttpResponse:
    """What we deliver and what we await, month by month; and an order found by its number."""
    number, told = request.GET.get("nomor", "").strip(), ""
    if number:
        key = number.upper().removeprefix("PSN").strip(" -")
        found = commitments_of(request.user).filter(pk=int(key)).first() if _is_key(key) else None
        if found is not None:
            return redirect("agreements:order", found.pk)
        told = _("Tidak ada pesanan bernomor “%(number)s” pada koperasi Anda.") % {"number": number}
    mine = {one.pk for one in own_cooperatives(request.user)}
    context = {
        "months": calendar(commitments_of(request.user), mine),
        "arriving": list(
            shipments_of(request.user).filter(state__in=(Shipment.State.SENT, Shipment.State.RECEIVED))[:50]
        ),
        "mine": mine,
        "number": number,
        "told": told,
    }
    return render(request, "agreements/orders.html", context, status=404 if told else 200)


@signed_in
def order(request: HttpRequest, pk: int) -> Any:
    """One order: what is promised, what came, the way it goes."""
    found = _seen(request, pk)
    if file := asked_for(request):
        return way_as_file(file, found)
    return order_page(request, found)


@signed_in
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Something of it leaves."""
    found = _seen(request, pk)
    if found.giver_id not in {one.pk for one in own_cooperatives(request.user)}:
        messages.error(request, _("Kiriman pesanan ini dicatat oleh pengirimnya."))
        return order_page(request, found, status=403)
    materials = materials_for(found)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        commitment=found,
        materials=materials,
        initial={"quantity": max(found.promised - moving_of(found), Decimal(0)) or None} | kept(request),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                to = once(request.user, request.POST.get("token", ""), lambda: _sent(request, found, form))
            except ValidationError as error:
                form.add_error(None, error)
            except NotYours as error:
                form.add_error(None, str(error))
                status = 403
            except NotAllowed as error:
                form.add_error(None, str(error))
                status = 409
            else:
                messages.success(request, _("Kiriman tercatat. Cetak surat jalannya untuk dibawa."))
                return redirect(to)
    context = {"form": form, "order": found, "token": request.POST.get("token") or new_token()}
    return render(request, "agreements/send.html", context, status=status)


@posted("agreements:order", "pk")
@signed_in
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """No more is awaited of it."""
    found, reason = _seen(request, pk), request.POST.get("reason", "")
    return answered(
        request,
        lambda: actions.finish(
            actor=request.user, commitment=found, version=version_of(request), reason=reason[:300]
        ),
        _("Pesanan ditutup."),
        to=reverse("agreements:order", args=[pk]),
        page=lambda status: order_page(request, _seen(request, pk), status=status, reason=reason),
    )


def order_page(
    request: HttpRequest, found: Commitment, *, status: int = 200, reason: str = ""
) -> HttpResponse:
    """The page of an order."""
    mine = {one.pk for one in own_cooperatives(request.user)}
    shipments = list(found.shipments.all())
    for shipment in shipments:
        shipment.commitment = found
    running = found.state == Commitment.State.OPEN and found.agreement.is_binding
    legs = route_of(found.line)
    reason_form = ReasonForm(
        initial={"reason": reason} | kept(request, reverse("agreements:finish", args=[found.pk])),
        label_suffix="",
    )
    reason_form.fields["reason"].required = not found.is_kept
    context: dict[str, Any] = {
        "order": found,
        "shipments": shipments,
        "legs": legs,
        "hours": sum(leg.hours for leg in legs),
        "gives": found.giver_id in mine,
        "receives": found.receiver_id in mine,
        "may_send": running and found.giver_id in mine,
        "may_finish": running
        and found.receiver_id in mine
        and all(one.state in (*Shipment.AGREED, Shipment.State.RECALLED) for one in shipments),
        "reason_form": reason_form,
        "late": _late(found),
        "bills": list(found.obligations.select_related("debtor", "creditor").order_by("due", "pk")),
    }
    return render(request, "agreements/order.html", context, status=status)


def _sent(request: HttpRequest, found: Commitment, form: SendForm) -> str:
    shipment = actions.send(actor=request.user, commitment=found, sending=form.value())
    return reverse("agreements:shipment", args=[shipment.pk])


def _seen(request: HttpRequest, pk: int) -> Commitment:
    return get_object_or_404(commitments_of(request.user), pk=pk)


def _late(found: Commitment) -> bool:
    today: date = timezone.localdate()
    return bool(
        found.state == Commitment.State.OPEN and found.due and found.due < today and not found.is_kept
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
