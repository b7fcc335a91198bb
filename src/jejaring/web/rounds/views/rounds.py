"""Rounds: the list, one of them, its steps, its files, two beside each other."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor, second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.common.renewing import renews_itself
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Territory
from jejaring.web.rounds import actions
from jejaring.web.rounds.forms import RoundForm
from jejaring.web.rounds.models import Attempt, Outcome, Part, Round
from jejaring.web.rounds.outcomes import answers_of, outcomes_of, told
from jejaring.web.rounds.rules import may
from jejaring.web.rounds.visible import attempts_of
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.submissions import new_token, once

A_PAGE = 20
LEFT_OUT_SHOWN = 50
LONGEST = 16
"""Digits of a key."""


def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, the newest first."""
    context = {
        "rounds": Round.objects.order_by("-pk")[:A_PAGE],
        "may_open": request.user.has_perm("rounds.open") if request.user.is_authenticated else False,
    }
    return render(request, "rounds/rounds.html", context)


@second_factor_required
def open_round(request: HttpRequest) -> HttpResponse:
    """A new round."""
    if not request.user.has_perm("rounds.open"):
        raise PermissionDenied
    territories = list(Territory.objects.of(request.user).values_list("region", flat=True))
    form = RoundForm(territories, request.POST or None, initial=kept(request), label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():

            def do() -> str:
                made = actions.open_round(actor=request.user, **form.cleaned_data)
                return reverse("rounds:round", args=[made.pk])

            try:
                return redirect(once(request.user, request.POST.get("token", ""), do))
            except (NotAllowed, ValidationError) as fault:
                form.add_error(None, str(fault) if isinstance(fault, NotAllowed) else fault)
    context = {"form": form, "token": request.POST.get("token") or new_token()}
    return render(request, "rounds/open.html", context, status=status)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: where it stands; for those in it their parts, for its coordinators its steps."""
    return _page(request, get_object_or_404(Round, pk=pk))


def compare(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Two rounds, or two attempts of one, side by side."""
    this = get_object_or_404(Round, pk=pk)
    number = request.GET.get("dengan", "")
    known = number.isascii() and number.isdigit() and len(number) < LONGEST
    other = Round.objects.filter(pk=int(number)).first() if known else None
    shown = [
        attempt
        for round in ([this, other] if other else [this])
        for attempt in attempts_of(request.user)
        .filter(round=round, published__isnull=False)
        .select_related("round")
        .order_by("number")
    ]
    attempts = [(attempt, answers_of(attempt)) for attempt in shown]
    if file := asked_for(request):
        return given(file, f"banding-{pk}", _compared_headings(), [_compared(*each) for each in attempts])
    context = {
        "round": this,
        "other": other,
        "attempts": attempts,
        "choices": Round.objects.exclude(pk=pk).order_by("-pk")[:A_PAGE],
    }
    return render(request, "rounds/compare.html", context)


def _compared_headings() -> list[str]:
    return [
        *(_("Putaran"), _("Susunan"), _("Dibuat"), _("Catatan"), _("Terpakai"), _("Koperasi"), _("Rantai")),
        *(_("Keuntungan bersama"), _("Diterima"), _("Ditolak"), _("Tidak dijawab")),
    ]


def _compared(attempt: Attempt, answers: dict[str, int]) -> list[Any]:
    counts = ("listings", "listings_used", "cooperatives", "chains")
    return [
        *(attempt.round.name, attempt.number, attempt.made and timezone.localdate(attempt.made)),
        *(attempt.counts.get(each) for each in counts),
        *(attempt.surplus, answers["accepted"], answers["declined"], answers["silent"]),
    ]


@signed_in
def files(request: HttpRequest, pk: int, number: int) -> Any:
    """The market and the plan of an attempt, for whoever wants to check or replay them."""
    attempt = get_object_or_404(
        Attempt.objects.select_related("round"), round=pk, number=number, state__in=Attempt.SHOWN
    )
    if not may(request.user, "rounds.audit", attempt.round):
        raise PermissionDenied
    if not attempt.archive.exists():
        raise Http404
    return FileResponse(attempt.archive.open("rb"), as_attachment=True, filename=f"putaran-{pk}-{number}.zip")


@posted("rounds:round", "pk")
@second_factor_required
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more listings, and plan."""
    return _step(request, pk, actions.freeze, _("Catatan dibekukan; rencana sedang disusun."))


@posted("rounds:round", "pk")
@second_factor_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan once more."""
    return _step(request, pk, actions.retry, _("Rencana disusun lagi."))


@posted("rounds:round", "pk")
@second_factor_required
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask everybody in a chain."""
    return _step(request, pk, actions.announce, _("Usulan diumumkan kepada koperasi di dalam rantai."))


@posted("rounds:round", "pk")
@second_factor_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the round."""
    return _step(request, pk, actions.close, _("Putaran ditutup."))


@posted("rounds:round", "pk")
@second_factor_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the round up, and say why."""
    round = get_object_or_404(Round, pk=pk)
    form = ReasonForm(request.POST, label_suffix="")
    if may(request.user, "rounds.run", round) and not form.is_valid():
        return _page(request, round, reason_form=form, status=422)
    reason = request.POST.get("reason", "")
    return _step(
        request, pk, lambda **given: actions.cancel(reason=reason, **given), _("Putaran dibatalkan.")
    )


def _step(request: HttpRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    round = get_object_or_404(Round, pk=pk)
    if not may(request.user, "rounds.run", round):
        raise PermissionDenied
    try:
        act(actor=request.user, round=round, version=_version(request))
    except ChangedMeanwhile:
        messages.error(request, _("Putaran ini baru saja berubah. Inilah keadaannya sekarang."))
    except NotAllowed as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, done)
    return redirect("rounds:round", pk)


def _page(request: HttpRequest, round: Round, *, status: int = 200, **more: Any) -> HttpResponse:
    last = round.attempts.order_by("-number").first()
    runs = may(request.user, "rounds.run", round) if request.user.is_authenticated else False
    attempts = attempts_of(request.user).filter(round=round)
    shown = attempts.order_by("-number").first()
    announced = shown if shown is not None and shown.published else None
    parts, left_out = _ours(request.user, announced)
    context = {
        "round": round,
        "last": last,
        "shown": shown,
        "small": shown is None and round.attempts.filter(published__isnull=False).exists(),
        "making": last is not None and last.state in (Attempt.State.QUEUED, Attempt.State.RUNNING),
        "percent": round_share(last),
        "answers": answers_of(shown) if shown else {},
        "runs": runs,
        "guarded": runs and has_second_factor(request.user),
        "may_audit": shown is not None
        and request.user.is_authenticated
        and may(request.user, "rounds.audit", round),
        "attempts": attempts.order_by("number"),
        "parts": parts,
        "left_out": left_out,
        "declined": Part.objects.filter(attempt__round=round, state=Part.State.DECLINED)
        .select_related("cooperative")
        .order_by("pk")[:LEFT_OUT_SHOWN]
        if runs
        else [],
        "reason_form": ReasonForm(
            initial=kept(request, reverse("rounds:cancel", args=[round.pk])), label_suffix=""
        ),
    } | more
    reason = context["reason_form"]
    context["giving_up"] = bool("batal" in request.GET or reason.errors or reason.initial)
    response = render(request, "rounds/round.html", context, status=status)
    if context["making"] and not (runs and context["giving_up"]):  # which would lose what is being typed
        renews_itself(response)
    return response


def round_share(attempt: Attempt | None) -> int:
    """How far the stage in hand has come, per cent."""
    return round(100 * attempt.share) if attempt else 0


def _ours(person: Any, attempt: Attempt | None) -> tuple[list[Part], list[Outcome]]:
    """What an attempt asks of the person's cooperatives, and which of their listings it does not use."""
    if attempt is None or not person.is_authenticated:
        return [], []
    mine = {"attempt": attempt, "cooperative__in": own_cooperatives(person)}
    parts = (
        Part.objects.filter(**mine).select_related("cooperative", "chain").order_by("-state", "chain", "pk")
    )
    unused = outcomes_of(person, attempt).filter(level__lte=0)
    return list(parts[:LEFT_OUT_SHOWN]), told(attempt.round_id, unused[:LEFT_OUT_SHOWN])


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
