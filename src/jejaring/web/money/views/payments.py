"""What the payee says to a payment, what the payer takes back, and the kuitansi."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import posted, signed_in
from jejaring.web.agreements.views.answering import address_maker, answered, version_of
from jejaring.web.agreements.views.papers import given
from jejaring.web.money import actions
from jejaring.web.money.models import Payment
from jejaring.web.money.papers import receipt_paper
from jejaring.web.money.views.bills import bill_page, seen
from jejaring.web.money.visible import payments_of
from jejaring.web.trade.forms.proposal import ReasonForm


@signed_in
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the first bill that it pays."""
    return redirect("money:bill", _seen(request, pk).first_bill)


@posted("money:payment", "pk")
@second_factor_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It came."""
    return _step(request, pk, actions.confirm, _("Diterima. Kuitansinya dapat dicetak."))


@posted("money:payment", "pk")
@signed_in
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """It did not come, and why one thinks so."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        bill = seen(request, _seen(request, pk).first_bill)
        return bill_page(request, bill, status=422, refuse_form=form, refused=pk)
    reason = form.cleaned_data["reason"]
    return _step(request, pk, actions.refuse, _("Pembayar diberi tahu."), reason=reason)


@posted("money:payment", "pk")
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The report is taken back."""
    return _step(request, pk, actions.withdraw, _("Laporan pembayaran dibatalkan."))


@signed_in
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The kuitansi of a payment that came."""
    rows = payments_of(request.user).filter(state=Payment.State.CONFIRMED)
    found = get_object_or_404(rows, pk=pk)
    return given(receipt_paper(found, address_maker(request)), found.reference)


def _seen(request: HttpRequest, pk: int) -> Payment:
    return get_object_or_404(payments_of(request.user), pk=pk)


def _step(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str, **more: Any) -> HttpResponse:
    found = _seen(request, pk)
    bill = found.first_bill
    return answered(
        request,
        lambda: verb(actor=request.user, payment=found, version=version_of(request), **more),
        done,
        to=reverse("money:bill", args=[bill]),
        page=lambda status: bill_page(request, seen(request, bill), status=status),
    )
