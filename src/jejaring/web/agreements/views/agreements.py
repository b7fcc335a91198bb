"""Agreements: read one, propose it, sign it, decline it, take it back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, person_of, posted, signed_in
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement, AgreementStep
from jejaring.web.agreements.views.answering import answered, version_of
from jejaring.web.agreements.visible import agreements_of
from jejaring.web.cooperatives.models import Membership
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.views.market import A_PAGE, page_number, without_page

State = Agreement.State


@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """One's agreements: those that wait for our signature first."""
    page = page_number(request)
    rows = agreements_of(request.user).select_related("latest").prefetch_related("parties__cooperative")
    signed = AgreementStep.objects.filter(
        verb=AgreementStep.Verb.ACCEPTED, by__in=own_cooperatives(request.user)
    ).values("version")
    waiting = rows.filter(state__in=(State.PROPOSED, State.AMENDING)).exclude(latest__in=signed)
    ours = list(waiting.order_by("changed", "pk")[:A_PAGE])
    others = list(
        rows.exclude(pk__in=[one.pk for one in ours]).order_by("-changed", "-pk")[
            (page - 1) * A_PAGE : page * A_PAGE + 1
        ]
    )
    context = {
        "ours": ours,
        "others": others[:A_PAGE],
        "page": page,
        "more": len(others) > A_PAGE,
        "query": without_page(request),
    }
    return render(request, "agreements/agreements.html", context)


@signed_in
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement with its words, signatures and orders, and what the person may do now."""
    return agreement_page(request, seen(request, pk))


@posted("agreements:agreement", "pk")
@signed_in
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask all to sign."""
    return _step(request, pk, actions.propose, _("Diajukan: semua pihak diminta menandatangani."))


@posted("agreements:agreement", "pk")
@second_factor_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign it."""
    return _step(request, pk, actions.accept, _("Ditandatangani atas nama koperasi Anda."))


@posted("agreements:agreement", "pk")
@second_factor_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return agreement_page(request, seen(request, pk), status=422, reason_form=form)
    return _step(
        request,
        pk,
        actions.decline,
        _("Ditolak."),
        reason=form.cleaned_data["reason"],
    )


@posted("agreements:agreement", "pk")
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own words back."""
    return _step(request, pk, actions.withdraw, _("Dibatalkan."))


def seen(request: HttpRequest, pk: int) -> Agreement:
    """The agreement of an address, if the person may see it."""
    rows = agreements_of(request.user).select_related("latest__by", "current")
    return get_object_or_404(rows, pk=pk)


def agreement_page(request: HttpRequest, found: Agreement, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of an agreement."""
    parties = [party.cooperative for party in found.parties.select_related("cooperative")]
    steps = list(found.steps.select_related("by", "person", "version"))
    version = found.latest if found.state in (State.DRAFT, State.PROPOSED, State.AMENDING) else found.current
    version = version or found.latest
    assert version is not None
    asked = found.state in (State.PROPOSED, State.AMENDING)
    waited = actions.waited_for(found) if asked else set()
    mine = dict(
        Membership.objects.of(person_of(request))
        .filter(cooperative__in=parties)
        .values_list("cooperative", "role")
    )
    signs = {one for one, role in mine.items() if role in Membership.SIGNING}
    signed = {
        step.by_id: step
        for step in steps
        if step.verb == AgreementStep.Verb.ACCEPTED and step.version_id == version.pk
    }
    author = found.latest.by_id if found.latest else None
    context = {
        "agreement": found,
        "version": version,
        "parties": [(party, signed.get(party.pk), party.pk in waited) for party in parties],
        "lines": list(version.lines.select_related("giver", "receiver")),
        "steps": steps,
        "mine": set(mine),
        "commitments": list(
            found.commitments.filter(giver__in=parties).select_related("line", "giver", "receiver")
        ),
        "may_amend": found.state in (State.DRAFT, State.PROPOSED, State.IN_FORCE, State.AMENDING),
        "may_propose": found.state == State.DRAFT,
        "may_sign": asked and bool(waited & signs),
        "asked_of_signers": asked and bool(waited & set(mine)) and not waited & signs,
        "may_decline": asked and bool(signs),
        "may_withdraw": found.state in (State.DRAFT, State.PROPOSED, State.AMENDING)
        and (author is None or author in mine)
        and not (author is None and found.state == State.AMENDING),
        "reason_form": ReasonForm(
            initial=kept(request, reverse("agreements:decline", args=[found.pk])), label_suffix=""
        ),
    } | more
    return render(request, "agreements/agreement.html", context, status=status)


def _step(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str, **more: Any) -> HttpResponse:
    found = seen(request, pk)
    return answered(
        request,
        lambda: verb(actor=request.user, agreement=found, version=version_of(request), **more),
        done,
        to=reverse("agreements:agreement", args=[pk]),
        page=lambda status: agreement_page(request, seen(request, pk), status=status),
    )
