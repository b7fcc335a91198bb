"""Deliveries: receive it, correct it, agree to it, dispute it, recall it, take back what was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.agreements import actions
from jejaring.web.agreements.forms.delivery import ReceiveForm
from jejaring.web.agreements.models import Event, Picture, Shipment
from jejaring.web.agreements.route import route_of
from jejaring.web.agreements.steps import SHIPMENT
from jejaring.web.agreements.trace import trace
from jejaring.web.agreements.views.answering import answered, led_on, version_of
from jejaring.web.agreements.views.way import way_as_file
from jejaring.web.agreements.visible import shipments_of
from jejaring.web.common.sheets import asked_for
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.views.access import own_cooperatives

Verb = Event.Verb
REASONED = ("agreements:dispute", "agreements:recall")
"""Buttons that ask for a reason."""


@signed_in
def shipment(request: HttpRequest, pk: int) -> Any:
    """A delivery with everything that happened to it, and what the person may do now."""
    found = _seen(request, pk)
    if file := asked_for(request):
        return way_as_file(file, found.commitment)
    return shipment_page(request, found)


@signed_in
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """What arrived; of a delivery that was received before, another receipt in its stead."""
    found = _seen(request, pk)
    verb = Verb.RECEIVED if found.state == Shipment.State.SENT else Verb.CORRECTED
    mine = {one.pk for one in own_cooperatives(request.user)}
    if (verb, found.state) not in SHIPMENT or found.commitment.receiver_id not in mine:
        messages.error(request, _("Kiriman ini tidak dapat diterima atau dibetulkan oleh Anda sekarang."))
        return shipment_page(request, found, status=409 if found.commitment.receiver_id in mine else 403)
    last, sent = found.events.filter(verb__in=Event.RECEIPTS).last(), request.method == "POST"
    form = ReceiveForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        shipment=found,
        last=last,
        initial=kept(request),
    )
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            act = actions.receive if verb == Verb.RECEIVED else actions.correct

            def do() -> str:
                act(
                    actor=request.user,
                    shipment=found,
                    version=version_of(request),
                    receipt=form.value(),
                    pictures=form.cleaned_data["pictures"],
                )
                return reverse("agreements:shipment", args=[pk])

            answer = led_on(
                request,
                form,
                do,
                _("Penerimaan tercatat. Pengirim diminta mencocokkan."),
                changed=_("Kiriman ini baru saja berubah. Baca dahulu yang terbaru."),
            )
            if isinstance(answer, HttpResponse):
                return answer
            status = answer
    context = {"form": form, "shipment": found, "correcting": last is not None}
    return render(request, "agreements/receive.html", context, status=status)


@posted("agreements:shipment", "pk")
@signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt is right."""
    return _step(request, pk, actions.confirm, _("Cocok: tagihannya sudah dibuat."))


@posted("agreements:shipment", "pk")
@signed_in
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What was refused is back."""
    return _step(request, pk, actions.take_back, _("Tercatat: yang ditolak sudah kembali."))


@posted("agreements:shipment", "pk")
@signed_in
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt is not right, and why."""
    return _reasoned(request, pk, actions.dispute, _("Penerima diminta memeriksa lagi."))


@posted("agreements:shipment", "pk")
@signed_in
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """It did not leave after all, and why."""
    return _reasoned(request, pk, actions.recall, _("Kiriman dibatalkan."))


@signed_in
def origins(request: HttpRequest, pk: int) -> HttpResponse:
    """What it was made of, down to the raw material."""
    found = _seen(request, pk)
    return render(request, "agreements/trace.html", {"shipment": found, "links": trace(found)})


@signed_in
@cache_control(private=True, max_age=3600)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph of a receipt, to the two sides."""
    found = get_object_or_404(Picture.objects.filter(event__shipment__in=shipments_of(request.user)), pk=pk)
    try:
        return HttpResponse(found.image.read(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None


def shipment_page(request: HttpRequest, found: Shipment, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a delivery."""
    mine = {one.pk for one in own_cooperatives(request.user)}
    gives, receives = found.commitment.giver_id in mine, found.commitment.receiver_id in mine
    events = list(found.events.select_related("by", "person", "corrects").prefetch_related("pictures"))
    legs = route_of(found.commitment.line)
    may = {
        Verb(verb).name.lower(): (gives if allowed.who == "giver" else receives)
        for (verb, state), allowed in SHIPMENT.items()
        if state == found.state
    }
    context = {
        "shipment": found,
        "order": found.commitment,
        "events": events,
        "mine": mine,
        "legs": legs,
        "hours": sum(leg.hours for leg in legs),
        "may": may,
        "agreed": found.state in Shipment.AGREED,
        "bills": list(found.obligations.select_related("debtor", "creditor").order_by("pk")),
        "reason_form": ReasonForm(
            initial=kept(request, *(reverse(name, args=[found.pk]) for name in REASONED)), label_suffix=""
        ),
        "traced": found.inputs.exists(),
    } | more
    return render(request, "agreements/shipment.html", context, status=status)


def _seen(request: HttpRequest, pk: int) -> Shipment:
    return get_object_or_404(shipments_of(request.user), pk=pk)


def _reasoned(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return shipment_page(request, _seen(request, pk), status=422, reason_form=form)
    return _step(request, pk, verb, done, reason=form.cleaned_data["reason"])


def _step(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str, **more: Any) -> HttpResponse:
    found = _seen(request, pk)
    return answered(
        request,
        lambda: verb(actor=request.user, shipment=found, version=version_of(request), **more),
        done,
        to=reverse("agreements:shipment", args=[pk]),
        page=lambda status: shipment_page(request, _seen(request, pk), status=status),
    )
