"""What a clearing round asks of one cooperative, what it does to its debts, and the papers about it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.accounts.second_factor import has_second_factor, second_factor_required
from jejaring.web.accounts.signed_in import posted, signed_in
from jejaring.web.agreements.views.answering import address_maker, answered, version_of
from jejaring.web.agreements.views.papers import given
from jejaring.web.clearing import actions
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.rules import may
from jejaring.web.clearing.statement import Row, statement_of, statement_paper, statement_workbook, sums
from jejaring.web.clearing.visible import consents_of
from jejaring.web.common.sheets import XLSX, asked_for
from jejaring.web.common.sheets import given as sheet

HEADINGS = (
    *(gettext_lazy("Tagihan"), gettext_lazy("Utang atau piutang"), gettext_lazy("Koperasi")),
    *(gettext_lazy("Jatuh tempo"), gettext_lazy("Semula"), gettext_lazy("Dicoret"), gettext_lazy("Sisa")),
)


@signed_in
def consent(request: HttpRequest, pk: int) -> Any:
    """What is asked, and what is or would be taken off which debt."""
    found = _seen(request, pk)
    if file := asked_for(request):
        name = f"{found.round.reference}-{found.cooperative_id}"
        return sheet(
            file, name, [str(each) for each in HEADINGS], [_line(row) for row in statement_of(found).rows]
        )
    return _page(request, found)


def _line(row: Row) -> tuple[Any, ...]:
    planned, debt = row.planned, row.planned.obligation
    side = _("Utang") if row.owes else _("Piutang")
    return (debt.reference, side, row.partner.name, debt.due, planned.before, planned.amount, planned.after)


@posted("clearing:consent", "pk")
@second_factor_required
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Consent."""
    return _step(request, pk, actions.give, _("Persetujuan tercatat. Dapat dicabut sampai dibukukan."))


@posted("clearing:consent", "pk")
@second_factor_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no part."""
    return _step(request, pk, actions.revoke, _("Tercatat: koperasi Anda tidak ikut."))


@signed_in
def statement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement of what was posted, as a paper."""
    found = _posted(request, pk)
    return given(
        statement_paper(found, address_maker(request)), f"{found.round.reference}-{found.cooperative_id}"
    )


@signed_in
def statement_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    found = _posted(request, pk)
    name = f"{found.round.reference}-{found.cooperative_id}.xlsx"
    shown = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(statement_workbook(statement_of(found)), content_type=XLSX, headers=shown)


def _seen(request: HttpRequest, pk: int) -> Consent:
    return get_object_or_404(consents_of(request.user), pk=pk)


def _posted(request: HttpRequest, pk: int) -> Consent:
    found = _seen(request, pk)
    if found.round.set_off is None:
        raise Http404
    return found


def _step(request: HttpRequest, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = _seen(request, pk)
    return answered(
        request,
        lambda: act(actor=request.user, consent=found, version=version_of(request)),
        done,
        to=reverse("clearing:consent", args=[pk]),
        page=lambda status: _page(request, _seen(request, pk), status=status),
    )


def _page(request: HttpRequest, found: Consent, *, status: int = 200) -> HttpResponse:
    round, told = found.round, statement_of(found)
    signs, guarded = may(request.user, "clearing.answer", found), has_second_factor(request.user)
    waits = round.state in ClearingRound.BEFORE_POSTING
    in_time = round.consent_until >= timezone.localdate()
    context = {
        "consent": found,
        "round": round,
        "statement": told,
        "tables": [
            (_("Utang kami"), _("Kepada"), told.debts, sums(told.debts)),
            (_("Piutang kami"), _("Dari"), told.claims, sums(told.claims)),
        ],
        "may_give": waits and in_time and signs and guarded and found.state != Consent.State.GIVEN,
        "may_revoke": waits and signs and guarded and found.state != Consent.State.REVOKED,
        "must_guard": waits and signs and not guarded,
        "for_signers": waits and not signs,
    }
    return render(request, "clearing/consent.html", context, status=status)
