"""Receivables and payables with their ages; one bill; paying it; disputing it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, person_of, posted, signed_in
from jejaring.web.agreements.views.answering import answered, led_on, version_of
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.money import actions
from jejaring.web.money.ageing import Age, ageing
from jejaring.web.money.forms.payment import PaymentForm
from jejaring.web.money.ledger import free_of
from jejaring.web.money.models import Allocation, Entry, Obligation, Payment
from jejaring.web.money.visible import bills_of
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.submissions import new_token, once
from jejaring.web.trade.views.access import own_cooperatives

SHOWN = 100
State = Obligation.State


@dataclass(frozen=True)
class Book:
    """What one cooperative is owed and owes."""

    cooperative: Cooperative
    receivable: list[Obligation]
    payable: list[Obligation]
    receivable_ages: list[Age]
    payable_ages: list[Age]

    @property
    def together(self) -> list[tuple[Cooperative, int]]:
        """To whom several bills are owed, which one payment may pay; and how many."""
        owed = [bill.creditor for bill in self.payable if bill.state == State.OPEN]
        several = {one.pk: one for one in owed}
        counted = [(one, sum(each.pk == key for each in owed)) for key, one in several.items()]
        return [(one, count) for one, count in counted if count > 1]

    @property
    def receivable_total(self) -> int:
        """Whole rupiah."""
        return sum(age.amount for age in self.receivable_ages)

    @property
    def payable_total(self) -> int:
        """Whole rupiah."""
        return sum(age.amount for age in self.payable_ages)


@signed_in
def bills(request: HttpRequest) -> HttpResponse:
    """What each of one's cooperatives is owed and owes, by age; what was settled last."""
    mine = own_cooperatives(request.user)
    rows = bills_of(request.user)
    owed = list(rows.filter(balance__gt=0).order_by("due", "pk"))
    today = timezone.localdate()
    signing = set(
        Membership.objects.of(person_of(request))
        .filter(role__in=Membership.SIGNING, cooperative__in=mine)
        .values_list("cooperative", flat=True)
    )
    context = {
        "books": [_book(one, owed, today) for one in mine],
        "signing": signing,
        "settled": list(rows.filter(state=State.SETTLED).order_by("-settled_on", "-pk")[:20]),
        "today": today,
        "shown": SHOWN,
        "waiting": list(
            Payment.objects.filter(state=Payment.State.REPORTED, payee__in=mine)
            .select_related("payer")
            .order_by("pk")[:SHOWN]
        ),
    }
    return render(request, "money/bills.html", context)


@signed_in
def bill(request: HttpRequest, pk: int) -> Any:
    """One bill: what it consists of, what was paid, and what the person may do now."""
    found = seen(request, pk)
    if file := asked_for(request):
        rows = [(each.on, each.get_kind_display(), each.note, each.amount) for each in entries_of(found)]
        return given(file, found.reference, [_("Tanggal"), _("Apa"), _("Catatan"), _("Rupiah")], rows)
    return bill_page(
        request, found, payment_form=_payment_form(found, kept(request, reverse("money:pay", args=[pk])))
    )


@posted("money:bill", "pk")
@signed_in
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """The payer says that it, or a part of it, is paid."""
    found, form, status = seen(request, pk), PaymentForm(request.POST), 422
    if form.is_valid():

        def do() -> str:
            actions.report(
                actor=request.user, obligation=found, version=version_of(request), paid=form.value()
            )
            return reverse("money:bill", args=[pk])

        answer = led_on(
            request,
            form,
            lambda: once(request.user, request.POST.get("token", ""), do),
            _("Pembayaran dilaporkan. Penerima diminta memastikannya."),
            changed=_("Tagihan ini baru saja berubah. Periksa sisanya, lalu kirim lagi."),
        )
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    return bill_page(request, seen(request, pk), status=status, payment_form=form)


@posted("money:bill", "pk")
@signed_in
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """The debtor does not stand by it."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return bill_page(request, seen(request, pk), status=422, reason_form=form)
    return _step(request, pk, actions.dispute, _("Keberatan tercatat."), reason=form.cleaned_data["reason"])


@posted("money:bill", "pk")
@signed_in
def uphold(request: HttpRequest, pk: int) -> HttpResponse:
    """The debtor stands by it after all."""
    return _step(request, pk, actions.uphold, _("Tagihan diakui."))


def seen(request: HttpRequest, pk: int) -> Obligation:
    """The bill of an address, if the person may see it."""
    return get_object_or_404(bills_of(request.user), pk=pk)


def entries_of(found: Obligation) -> list[Entry]:
    """What made it more or less, in its order."""
    return list(found.entries.select_related("payment", "set_off"))


def bill_page(request: HttpRequest, found: Obligation, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a bill."""
    roles = dict(
        Membership.objects.of(person_of(request))
        .filter(cooperative__in=(found.debtor_id, found.creditor_id))
        .values_list("cooperative", "role")
    )
    owes, is_owed = found.debtor_id in roles, found.creditor_id in roles
    allocations = list(found.allocations.select_related("payment").order_by("payment"))
    payments = [one.payment for one in allocations]
    context = {
        "bill": found,
        "entries": entries_of(found),
        "payments": _with_others(found, allocations),
        "steps": list(found.steps.select_related("by", "person", "payment")),
        "free": free_of(found),
        "late": found.balance > 0 and found.due < timezone.localdate(),
        "may_pay": owes and found.state == State.OPEN and free_of(found) > 0,
        "may_dispute": owes and found.state == State.OPEN,
        "may_uphold": owes and found.state == State.DISPUTED,
        "owes": owes,
        "is_owed": is_owed,
        "may_confirm": is_owed and roles[found.creditor_id] in Membership.SIGNING,
        "mine": set(roles),
        "payment_form": _payment_form(found, {}),
        "reason_form": ReasonForm(
            initial=kept(request, reverse("money:dispute", args=[found.pk])), label_suffix=""
        ),
        "token": request.POST.get("token") or new_token(),
    }
    context |= _refusal_kept(request, payments) | more
    return render(request, "money/bill.html", context, status=status)


def _payment_form(found: Obligation, back: dict[str, str]) -> PaymentForm:
    return PaymentForm(initial={"amount": Decimal(free_of(found)) or None} | back)


def _with_others(
    found: Obligation, allocations: list[Allocation]
) -> list[tuple[Allocation, list[Allocation]]]:
    """What paid the bill, and what else each of these payments paid."""
    together = Allocation.objects.filter(payment__in=[one.payment_id for one in allocations])
    others = list(together.exclude(obligation=found).select_related("obligation"))
    return [(one, [other for other in others if other.payment_id == one.payment_id]) for one in allocations]


def _refusal_kept(request: HttpRequest, payments: list[Payment]) -> dict[str, Any]:
    """What the payee wrote about a payment before the session ran out."""
    for payment in payments:
        back = kept(request, reverse("money:refuse", args=[payment.pk]))
        if back:
            return {"refused": payment.pk, "refuse_form": ReasonForm(initial=back, label_suffix="")}
    return {}


def _book(one: Cooperative, owed: list[Obligation], today: Any) -> Book:
    receivable = [bill for bill in owed if bill.creditor_id == one.pk]
    payable = [bill for bill in owed if bill.debtor_id == one.pk]
    return Book(one, receivable[:SHOWN], payable[:SHOWN], ageing(receivable, today), ageing(payable, today))


def _step(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str, **more: Any) -> HttpResponse:
    found = seen(request, pk)
    return answered(
        request,
        lambda: verb(actor=request.user, obligation=found, version=version_of(request), **more),
        done,
        to=reverse("money:bill", args=[pk]),
        page=lambda status: bill_page(request, seen(request, pk), status=status),
    )
