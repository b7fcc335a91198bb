"""Clearing rounds: all that concern a person, one of them, and the steps its coordinator takes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor, second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.agreements.views.answering import answered, version_of
from jejaring.web.clearing import actions
from jejaring.web.clearing.forms.rounds import ClearingForm
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.rules import may
from jejaring.web.clearing.statement import cleared_of
from jejaring.web.clearing.visible import consents_of, rounds_of
from jejaring.web.common.renewing import renews_itself
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Territory
from jejaring.web.trade.actions.errors import NotAllowed
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.submissions import new_token, once

A_PAGE = 20
PARTIES_SHOWN = 100


@signed_in
def rounds(request: HttpRequest) -> HttpResponse:
    """All that ask a cooperative of the person's or lie in a territory of theirs, the newest first."""
    context = {
        "rounds": rounds_of(request.user).order_by("-pk")[:A_PAGE],
        "consents": consents_of(request.user).order_by("-round")[:A_PAGE],
        "may_open": request.user.has_perm("clearing.open"),
    }
    return render(request, "clearing/rounds.html", context)


@second_factor_required
def open_round(request: HttpRequest) -> HttpResponse:
    """A new round."""
    if not request.user.has_perm("clearing.open"):
        raise PermissionDenied
    territories = list(Territory.objects.of(request.user).values_list("region", flat=True))
    form = ClearingForm(territories, request.POST or None, initial=kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():

            def do() -> str:
                made = actions.open_round(actor=request.user, **form.cleaned_data)
                messages.success(
                    request, _("Persetujuan diminta dari semua yang punya tagihan di wilayah ini.")
                )
                return reverse("clearing:round", args=[made.pk])

            try:
                return redirect(once(request.user, request.POST.get("token", ""), do))
            except (NotAllowed, ValidationError) as fault:
                form.add_error(None, str(fault) if isinstance(fault, NotAllowed) else fault)
    context = {"form": form, "token": request.POST.get("token") or new_token()}
    return render(request, "clearing/open.html", context, status=status)


@signed_in
def one(request: HttpRequest, pk: int) -> Any:
    """A round: where it stands; for those asked their consent; for its coordinators its steps."""
    round = _seen(request, pk)
    if (file := asked_for(request)) and may(request.user, "clearing.run", round):
        rows = [(one.cooperative.name, one.get_state_display(), cleared) for one, cleared in _parties(round)]
        return given(file, round.reference, [_("Koperasi"), _("Jawaban"), _("Dicoret")], rows)
    return _page(request, round)


@posted("clearing:round", "pk")
@second_factor_required
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out what can be cancelled among those who consent."""
    return _step(request, pk, actions.compute, _("Sedang dihitung."))


@posted("clearing:round", "pk")
@second_factor_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off all debts."""
    return _step(request, pk, actions.post, _("Dibukukan. Setiap koperasi dapat melihat rinciannya."))


@posted("clearing:round", "pk")
@second_factor_required
def reverse_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back by a counter-entry, and say why."""
    return _with_reason(request, pk, actions.reverse, _("Dibalik dengan pencatatan lawan."))


@posted("clearing:round", "pk")
@second_factor_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up before it is posted, and say why."""
    return _with_reason(request, pk, actions.cancel, _("Putaran dibatalkan."))


@second_factor_required
def files(request: HttpRequest, pk: int) -> Any:
    """The debts, the set-offs and their certificate, for its coordinators to check."""
    round = _seen(request, pk)
    if not may(request.user, "clearing.run", round):
        raise PermissionDenied
    if not round.claim or not round.archive.exists():
        raise Http404
    return FileResponse(round.archive.open("rb"), as_attachment=True, filename=f"{round.reference}.zip")


def _seen(request: HttpRequest, pk: int) -> ClearingRound:
    return get_object_or_404(rounds_of(request.user).select_related("set_off", "counter"), pk=pk)


def _with_reason(request: HttpRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    round = _seen(request, pk)
    form = ReasonForm(request.POST, label_suffix="")
    if may(request.user, "clearing.run", round) and not form.is_valid():
        return _page(request, round, reason_form=form, status=422)
    reason = request.POST.get("reason", "")
    return _step(request, pk, lambda **given: act(reason=reason, **given), done)


def _step(request: HttpRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    round = _seen(request, pk)
    if not may(request.user, "clearing.run", round):
        raise PermissionDenied
    return answered(
        request,
        lambda: act(actor=request.user, round=round, version=version_of(request)),
        done,
        to=reverse("clearing:round", args=[pk]),
        page=lambda status: _page(request, _seen(request, pk), status=status),
    )


def _page(request: HttpRequest, round: ClearingRound, *, status: int = 200, **more: Any) -> HttpResponse:
    runs = may(request.user, "clearing.run", round)
    counted = dict(round.consents.order_by().values_list("state").annotate(count=Count("pk")))
    context: dict[str, Any] = {
        "round": round,
        "runs": runs,
        "guarded": runs and has_second_factor(request.user),
        "answers": {state.name.lower(): counted.get(state.value, 0) for state in Consent.State},
        "share": round.cleared / round.gross if round.gross else 0,
        "consents": consents_of(request.user).filter(round=round).order_by("pk"),
        "parties": _parties(round)[:PARTIES_SHOWN] if runs else [],
        "more_parties": runs and sum(counted.values()) > PARTIES_SHOWN,
        "before_posting": round.state in ClearingRound.BEFORE_POSTING,
        "has_files": runs and bool(round.claim) and round.archive.exists(),
        "reason_form": ReasonForm(
            initial=kept(
                request, *(reverse(f"clearing:{name}", args=[round.pk]) for name in ("cancel", "reverse"))
            ),
            label_suffix="",
        ),
    } | more
    reason = context["reason_form"]
    context["computing"] = round.state == ClearingRound.State.COMPUTING
    context["giving_up"] = bool("batal" in request.GET or reason.errors or reason.initial)
    response = render(request, "clearing/round.html", context, status=status)
    if context["computing"] and not (runs and context["giving_up"]):  # which would lose what is being typed
        renews_itself(response)
    return response


def _parties(round: ClearingRound) -> list[tuple[Consent, int]]:
    """Who was asked, and what is taken off the debts of each; those with most first."""
    cleared = cleared_of(round)
    rows = round.consents.select_related("cooperative").order_by("cooperative__name")
    found = [(one, cleared.get(one.cooperative_id, 0)) for one in rows]
    return sorted(found, key=lambda pair: -pair[1])
