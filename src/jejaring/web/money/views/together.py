"""Report one payment of several bills."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept_whole, signed_in
from jejaring.web.agreements.views.answering import led_on
from jejaring.web.money import actions
from jejaring.web.money.forms.payment import TogetherForm
from jejaring.web.money.ledger import frees_of
from jejaring.web.money.models import Obligation
from jejaring.web.money.visible import bills_of
from jejaring.web.trade.submissions import led_to, new_token, once

MOST = 100
"""Bills that are offered; whoever owes more pays the first due first."""


@signed_in
def together(request: HttpRequest, debtor: int, creditor: int) -> HttpResponse:
    """The open bills between two cooperatives, to be ticked; what is paid of them in one sum."""
    sent, token = request.method == "POST", request.POST.get("token", "")
    if before := led_to(request.user, token):
        return redirect(before)
    bills, frees = _payable(request, debtor, creditor)
    if not bills:
        messages.info(request, _("Tidak ada lagi yang harus dibayar di sini, atau sudah dilaporkan."))
        return redirect("money:bills")
    initial = _initial(request, frees)
    form = TogetherForm(request.POST if sent else None, bills=bills, frees=frees, initial=initial)
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            answer = led_on(
                request,
                form,
                lambda: once(request.user, token, lambda: _reported(request, form)),
                _("Pembayaran dilaporkan. Penerima diminta memastikannya."),
                changed=_("Salah satu tagihan baru saja berubah. Periksa, lalu kirim lagi."),
            )
            if isinstance(answer, HttpResponse):
                return answer
            status = answer
    context = {
        "form": form,
        "debtor": bills[0].debtor,
        "creditor": bills[0].creditor,
        "seen": " ".join(f"{bill.pk}.{bill.version}" for bill in bills),
        "token": token or new_token(),
    }
    return render(request, "money/together.html", context, status=status)


def _payable(request: HttpRequest, debtor: int, creditor: int) -> tuple[list[Obligation], dict[int, int]]:
    """Bills that wait for a payment, the first due first; and what is to be paid of each, by key."""
    rows = bills_of(request.user).filter(debtor=debtor, creditor=creditor)
    if not rows.exists():
        raise Http404
    found = list(rows.filter(state=Obligation.State.OPEN).order_by("due", "pk")[:MOST])
    frees = {key: free for key, free in frees_of(found).items() if free}
    return [bill for bill in found if bill.pk in frees], frees


def _initial(request: HttpRequest, frees: dict[int, int]) -> dict[str, Any]:
    """All of them, whole; or what was typed before the session ran out."""
    back = kept_whole(request)
    if back:
        return back.dict() | {"bills": back.getlist("bills")}
    return {"bills": [str(key) for key in frees], "amount": Decimal(sum(frees.values()))}


def _reported(request: HttpRequest, form: TogetherForm) -> str:
    seen = dict(one.split(".") for one in request.POST.get("seen", "").split() if one.count(".") == 1)
    bills = [(bill, _version(seen.get(str(bill.pk), ""))) for bill in form.chosen()]
    payment = actions.report_together(actor=request.user, bills=bills, paid=form.value())
    return reverse("money:payment", args=[payment.pk])


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
