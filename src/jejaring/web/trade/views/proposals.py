"""Proposals: send one, read it, answer, take back, write about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, kept_whole, posted, signed_in
from jejaring.web.common.numbers import whole
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade import actions
from jejaring.web.trade.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.trade.actions.proposals import MOST_RECEIVERS
from jejaring.web.trade.forms.proposal import MessageForm, ReasonForm, TermsForm
from jejaring.web.trade.last_terms import last_terms
from jejaring.web.trade.models import Listing, Proposal, ProposalStep
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import commodity_of
from jejaring.web.trade.submissions import new_token, once
from jejaring.web.trade.views.access import demand, own_cooperatives
from jejaring.web.trade.views.listing import visible
from jejaring.web.trade.views.market import A_PAGE, page_number, without_page
from jejaring.web.trade.visible import proposals_of

TERMS = ("quantity", "price", "region", "first_month", "last_month", "terms")


@signed_in
def proposals(request: HttpRequest) -> HttpResponse:
    """One's proposals: those that wait for our answer first."""
    mine = {one.pk for one in own_cooperatives(request.user)}
    rows, page = proposals_of(request.user), page_number(request)
    waiting = Proposal.State.WAITING
    others = list(
        rows.exclude(state=waiting, asked__in=mine).order_by("-changed", "-pk")[
            (page - 1) * A_PAGE : page * A_PAGE + 1
        ]
    )
    ours = list(rows.filter(state=waiting, asked__in=mine).order_by("expires", "pk")[:A_PAGE])
    terms = last_terms([*ours, *others])
    context = {
        "ours": [(one, terms.get(one.pk)) for one in ours],
        "others": [(one, terms.get(one.pk)) for one in others[:A_PAGE]],
        "mine": mine,
        "page": page,
        "more": len(others) > A_PAGE,
        "query": without_page(request),
    }
    return render(request, "trade/proposals.html", context)


@signed_in
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal about a listing: of one's own to others, of another's to its owner."""
    listing = visible(request, pk)
    demand(request, "trade.propose", listing)
    mine = own_cooperatives(request.user)
    own = [one for one in mine if one.pk == listing.cooperative_id]
    before = kept_whole(request)
    data = request.POST if request.method == "POST" else before or request.GET
    wanted = [whole(text) for text in data.getlist("kepada")]
    senders = own or [one for one in mine if one.pk != listing.cooperative_id]
    sender = next((one for one in senders if str(one.pk) == data.get("dari")), senders[0])
    receivers = (
        list(
            Cooperative.objects.filter(pk__in=wanted[:MOST_RECEIVERS])
            .exclude(pk=sender.pk)
            .order_by("name", "pk")
        )
        if own
        else [listing.cooperative]
    )
    if not receivers:
        messages.error(request, _("Pilih dahulu koperasi yang akan diajak."))
        return redirect("trade:partners", pk)
    form = _terms_form(request, listing, commodity_of(listing), _first_terms(listing) | before.dict())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():

            def do() -> str:
                sent = actions.send_proposals(
                    actor=request.user,
                    listing=listing,
                    sender=sender,
                    receivers=receivers,
                    terms=form.value(),
                )
                return _address(sent[0]) if len(sent) == 1 else reverse("trade:proposals")

            try:
                leads_to = once(request.user, request.POST.get("token", ""), do)
            except NotAllowed as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Usulan terkirim."))
                return redirect(leads_to)
    context = {
        "form": form,
        "listing": listing,
        "sender": sender,
        "senders": senders,
        "receivers": receivers,
        "token": request.POST.get("token") or new_token(),
    }
    return render(request, "trade/propose.html", context, status=status)


@signed_in
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal with all its steps and messages, and what the person may do now."""
    return _page(request, _visible(request, pk))


@signed_in
def counter(request: HttpRequest, pk: int) -> HttpResponse:
    """Other terms instead."""
    found = _visible(request, pk)
    demand(request, "trade.answer_proposal", found)
    last = _last_terms(found)
    unit = base_of(found.listing.kind, found.commodity, "")
    first = {name: getattr(last, name) for name in TERMS} | {"unit": unit, "price_unit": unit}
    form = _terms_form(request, found.listing, found.commodity, first | kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.counter(
                    actor=request.user, proposal=found, version=_version(request), terms=form.value()
                )
            except ChangedMeanwhile:
                form.add_error(None, _("Usulan ini baru saja berubah. Baca dahulu langkah terakhirnya."))
                status = 409
            except NotAllowed as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Tawaran balik terkirim."))
                return redirect("trade:proposal", pk)
    return render(
        request, "trade/counter.html", {"form": form, "proposal": found, "last": last}, status=status
    )


@posted("trade:proposal", "pk")
@signed_in
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the last terms."""
    return _answer(
        request,
        pk,
        "trade.answer_proposal",
        lambda found: actions.accept(actor=request.user, proposal=found, version=_version(request)),
        _("Usulan diterima."),
    )


@posted("trade:proposal", "pk")
@signed_in
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        found = _visible(request, pk)
        demand(request, "trade.answer_proposal", found)
        return _page(request, found, reason_form=form, status=422)
    return _answer(
        request,
        pk,
        "trade.answer_proposal",
        lambda found: actions.refuse(
            actor=request.user,
            proposal=found,
            version=_version(request),
            reason=form.cleaned_data["reason"],
        ),
        _("Usulan ditolak."),
    )


@posted("trade:proposal", "pk")
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last terms."""
    return _answer(
        request,
        pk,
        "trade.withdraw_proposal",
        lambda found: actions.withdraw(actor=request.user, proposal=found, version=_version(request)),
        _("Usulan dibatalkan."),
    )


@posted("trade:proposal", "pk")
@signed_in
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A message to the other party."""
    found = _visible(request, pk)
    demand(request, "trade.write_in_proposal", found)
    form = MessageForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, message_form=form, status=422)
    by = next(one for one in own_cooperatives(request.user) if one.pk in (found.sender_id, found.receiver_id))

    def do() -> str:
        actions.write_message(actor=request.user, proposal=found, by=by, text=form.cleaned_data["text"])
        return _address(found)

    return redirect(once(request.user, request.POST.get("token", ""), do))


def _visible(request: HttpRequest, pk: int) -> Proposal:
    return get_object_or_404(proposals_of(request.user), pk=pk)


def _page(request: HttpRequest, found: Proposal, *, status: int = 200, **more: Any) -> HttpResponse:
    steps = list(found.steps.select_related("by", "person"))
    mine = {one.pk for one in own_cooperatives(request.user)}
    waiting = found.state == Proposal.State.WAITING and found.expires >= timezone.localdate()
    context = {
        "proposal": found,
        "steps": steps,
        "last": next(step for step in reversed(steps) if step.quantity is not None),
        "talk": list(found.messages.select_related("by")),
        "mine": mine,
        "may_answer": waiting and found.asked_id in mine,
        "may_withdraw": waiting and found.other_party_id(found.asked_id) in mine,
        "overdue": found.state == Proposal.State.WAITING and not waiting,
        "reason_form": ReasonForm(initial=_kept(request, "trade:refuse", found), label_suffix=""),
        "message_form": MessageForm(initial=_kept(request, "trade:write", found), label_suffix=""),
        "token": new_token(),
        "address": request.build_absolute_uri(_address(found)),
    } | more
    return render(request, "trade/proposal.html", context, status=status)


def _answer(
    request: HttpRequest, pk: int, permission: str, act: Callable[[Proposal], Proposal], done: str
) -> HttpResponse:
    found = _visible(request, pk)
    if found.version == _version(request):
        demand(request, permission, found)
    try:
        act(found)
    except ChangedMeanwhile:
        messages.error(request, _("Usulan ini sudah dijawab atau berubah. Inilah keadaannya sekarang."))
    except NotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("trade:proposal", pk)


def _terms_form(request: HttpRequest, listing: Listing, commodity: str, first: dict[str, Any]) -> TermsForm:
    given: dict[str, Any] = {
        "commodity": commodity,
        "carried": listing.kind == Listing.Kind.HAULAGE,
        "near": listing.cooperative.region,
    }
    if request.method == "POST":
        return TermsForm(request.POST, **given)
    form = TermsForm(**given)
    form.initial = first
    return form


def _first_terms(listing: Listing) -> dict[str, Any]:
    unit = base_of(listing.kind, listing.commodity, listing.recipe)
    month = timezone.localdate().replace(day=1)
    names = ("quantity", "price", "region", "first_month", "last_month")
    found: dict[str, Any] = {name: getattr(listing, name) for name in names}
    for name in ("first_month", "last_month"):
        if found[name] and found[name] < month:
            found[name] = None
    return found | {"unit": unit, "price_unit": unit}


def _last_terms(found: Proposal) -> ProposalStep:
    return found.steps.filter(quantity__isnull=False).latest("number")


def _kept(request: HttpRequest, form: str, found: Proposal) -> dict[str, Any]:
    """What was typed into a form of the proposal's page before the session ran out."""
    return kept(request, reverse(form, args=[found.pk]))


def _address(found: Proposal) -> str:
    return reverse("trade:proposal", args=[found.pk])


def _version(request: HttpRequest) -> int:
    return whole(request.POST.get("version"))
