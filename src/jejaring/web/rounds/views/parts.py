"""A cooperative's part in a chain: what it is asked, the whole chain, its answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.web.accounts.second_factor import has_second_factor, second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.rounds import actions
from jejaring.web.rounds.models import Attempt, Load, Part, Round, Trade
from jejaring.web.rounds.picture import chain_picture
from jejaring.web.rounds.rules import may
from jejaring.web.rounds.visible import parts_of
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.names import commodity_name, place_name

SHOWN = 60
"""Trades of a chain on a page; a longer chain is told whole in the files."""


@signed_in
def part(request: HttpRequest, pk: int) -> Any:
    """What is asked: what, how much, with whom, at what price, what it gains, and the whole chain."""
    found = get_object_or_404(parts_of(request.user), pk=pk)
    if file := asked_for(request):
        return given(file, f"rantai-{pk}", headings(), [row_of(trade) for trade in _trades(found)])
    return _page(request, found)


@posted("rounds:part", "pk")
@second_factor_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the part."""
    return _answer(
        request,
        pk,
        lambda found: actions.accept(actor=request.user, part=found, version=_version(request)),
        _("Bagian Anda diterima. Perjanjiannya dikirim setelah semua pihak menerima."),
    )


@posted("rounds:part", "pk")
@second_factor_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the part, and say why."""
    form = ReasonForm(request.POST, label_suffix="")
    found = get_object_or_404(parts_of(request.user), pk=pk)
    if not may(request.user, "rounds.answer", found):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, found, reason_form=form, status=422)
    return _answer(
        request,
        pk,
        lambda found: actions.decline(
            actor=request.user,
            part=found,
            reason=form.cleaned_data["reason"],
            version=_version(request),
        ),
        _("Bagian Anda ditolak. Rencananya disusun ulang tanpa Anda."),
    )


def headings() -> list[str]:
    """Of the chain's table as a file."""
    return [
        *(_("Barang"), _("Pemberi"), _("Dari"), _("Penerima"), _("Ke"), _("Bulan"), _("Jumlah")),
        *(_("Diterima pemberi"), _("Ongkos kirim"), _("Dibayar penerima")),
    ]


def row_of(trade: Trade) -> tuple[Any, ...]:
    """Of the chain's table as a file; rupiah, and quantities in base units."""
    return (
        *(commodity_name(trade.commodity), trade.giver.name, place_name(trade.origin), trade.receiver.name),
        *(place_name(trade.destination), f"{trade.month:%Y-%m}" if trade.month else "", trade.quantity),
        *(trade.received, trade.freight, trade.paid),
    )


def _trades(found: Part) -> "QuerySet[Trade]":
    rows = Trade.objects.filter(chain=found.chain_id).select_related("giver", "receiver", "agreement")
    return rows.order_by("month", "pk")


def _answer(request: HttpRequest, pk: int, act: Callable[[Part], Part], done: str) -> HttpResponse:
    found = get_object_or_404(parts_of(request.user), pk=pk)
    if not may(request.user, "rounds.answer", found):
        raise PermissionDenied
    try:
        act(found)
    except ChangedMeanwhile:
        messages.error(request, _("Bagian ini sudah dijawab. Inilah keadaannya sekarang."))
    except NotAllowed as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, done)
    return redirect("rounds:part", pk)


def _page(request: HttpRequest, found: Part, *, status: int = 200, **more: Any) -> HttpResponse:
    trades = list(_trades(found)[: SHOWN + 1])
    loads = list(Load.objects.filter(trade__chain=found.chain_id).select_related("carrier", "trade"))
    own = found.cooperative_id
    carried = {load.trade_id for load in loads if load.carrier_id == own}
    mine = [trade for trade in trades if own in (trade.giver_id, trade.receiver_id) or trade.pk in carried]
    mine.sort(key=lambda trade: trade.giver_id == trade.receiver_id)  # with others first
    asking = found.attempt.state == Attempt.State.ASKING and found.attempt.round.state == Round.State.ASKING
    in_time = found.attempt.answer_until is not None and found.attempt.answer_until >= timezone.localdate()
    signs = may(request.user, "rounds.answer", found)
    waits = found.state == Part.State.WAITING and asking and in_time
    agreements = {trade.agreement_id: trade.agreement for trade in mine if trade.agreement}
    context = {
        "part": found,
        "round": found.attempt.round,
        "mine": mine,
        "trades": trades[:SHOWN],
        "more": len(trades) > SHOWN,
        "loads": loads,
        "own": own,
        "picture": chain_picture(trades, {own}, _label(found, trades)),
        "others": list(found.chain.parts.select_related("cooperative").order_by("cooperative__name")),
        "may_answer": waits and signs,
        "must_guard": waits and signs and not has_second_factor(request.user),
        "for_signers": waits and not signs and may(request.user, "cooperatives.act_for", found.cooperative),
        "agreements": list(agreements.values()),
        "reason_form": ReasonForm(
            initial=kept(request, reverse("rounds:decline", args=[found.pk])), label_suffix=""
        ),
        "address": request.build_absolute_uri(reverse("rounds:part", args=[found.pk])),
    } | more
    return render(request, "rounds/part.html", context, status=status)


def _label(part: Part, trades: list[Trade]) -> str:
    """The picture in words."""
    sides = {trade.giver_id for trade in trades} | {trade.receiver_id for trade in trades}
    return ngettext(
        "Rantai %(goods)s untuk %(buyer)s: %(n)s koperasi. Semua transaksinya ada di tabel.",
        "Rantai %(goods)s untuk %(buyer)s: %(n)s koperasi. Semua transaksinya ada di tabel.",
        len(sides),
    ) % {
        "goods": commodity_name(part.chain.commodity),
        "buyer": part.chain.need.cooperative.name,
        "n": len(sides),
    }


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
