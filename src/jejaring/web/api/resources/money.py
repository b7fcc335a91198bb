"""Bills and payments."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from jejaring.web.api.etags import IfMatch
from jejaring.web.api.fields import Key, named
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem, of_form
from jejaring.web.api.shapes.money import BillOut, BillPage, Paying, PayingTogether, PaymentOut, PaymentPage
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import writes
from jejaring.web.money import actions
from jejaring.web.money.forms.payment import PaymentForm
from jejaring.web.money.visible import bills_of, payments_of
from jejaring.web.trade.actions.errors import ChangedMeanwhile

router = Router(tags=["money"])
ALONG = ("entries", "payments__allocations", "payments__payer", "payments__payee", "steps")
BILL = Thing("obligation", "/bills", bills_of, BillOut, Scope.MONEY, ALONG)
PAYMENT = Thing("payment", "/payments", payments_of, PaymentOut, Scope.MONEY, ("allocations",))
listed(router, BILL, BillPage, "Bills that one's cooperatives owe or are owed.")
listed(router, PAYMENT, PaymentPage, "Payments of such bills.")
step(router, BILL, "dispute", actions.dispute, "The debtor does not stand by it, and why.", reason=True)
step(router, BILL, "uphold", actions.uphold, "The debtor stands by it after all.")
step(router, PAYMENT, "confirm", actions.confirm, "It came.", signs=True)
step(router, PAYMENT, "refuse", actions.refuse, "It did not come, and why one thinks so.", reason=True)
step(router, PAYMENT, "withdraw", actions.withdraw, "The report is taken back.")


@router.post("/bills/{id}/payments", auth=writes(Scope.MONEY), response={201: PaymentOut})
def pay(request: HttpRequest, id: Key, said: Paying, if_match: IfMatch = None) -> Any:
    """The payer says that it, or a part of it, is paid."""
    bill = BILL.seen(request, id, if_match)
    form = PaymentForm(said.dict())
    if not form.is_valid():
        raise of_form(form)
    payment = actions.report(actor=request.user, obligation=bill, version=bill.version, paid=form.value())
    return Status(201, PAYMENT.shown(request, payment.pk))


@router.post("/payments", auth=writes(Scope.MONEY), response={201: PaymentOut})
def pay_together(request: HttpRequest, said: PayingTogether) -> Any:
    """The payer says that one payment pays several bills of one payee, the first due first."""
    seen = {each.id: each.version for each in said.bills}
    bills = [(named(bills_of(request.user), key, "bills"), version) for key, version in seen.items()]
    form = PaymentForm(said.dict(include={"amount", "on", "means"}))
    if not form.is_valid():
        raise of_form(form)
    try:
        payment = actions.report_together(actor=request.user, bills=bills, paid=form.value())
    except ChangedMeanwhile:
        raise Problem("not-now", _("Ambil keadaannya sekarang, lalu coba lagi.")) from None
    return Status(201, PAYMENT.shown(request, payment.pk))
