"""Report, confirm, refuse and withdraw payments; by `money.steps`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.agreements.receipt import day_fault
from jejaring.web.common import audit
from jejaring.web.common.templatetags.figures import rupiah
from jejaring.web.money.actions.saying import held, say
from jejaring.web.money.ledger import enter, frees_of, owe, tell
from jejaring.web.money.models import Allocation, Entry, MoneyStep, Obligation, Payment
from jejaring.web.money.steps import OBLIGATION, PAYMENT, Allowed
from jejaring.web.trade.actions.errors import NotAllowed

Verb = MoneyStep.Verb
EARLIER = timedelta(days=31)
"""So long before a bill arose may it have been paid."""


@dataclass(frozen=True)
class Paid:
    """What the payer says."""

    amount: int
    """Whole rupiah."""
    on: date
    means: str = ""


def report(*, actor: Any, obligation: Obligation, version: int, paid: Paid) -> Payment:
    """The payer says that a bill, or a part of it, is paid.

    Raises
    ------
    ValidationError
        For each field that does not fit the bill.
    """
    return report_together(actor=actor, bills=[(obligation, version)], paid=paid)


@transaction.atomic
def report_together(*, actor: Any, bills: Sequence[tuple[Obligation, int]], paid: Paid) -> Payment:
    """The payer says that one payment pays several bills of one payee, the first due first.

    Parameters
    ----------
    actor : Person
    bills : sequence of (Obligation, int)
        Each bill, and its version as the person saw it.
    paid : Paid
        Of the last bill a part may stay owed; none of the bills is left without anything.

    Raises
    ------
    ValidationError
        For each field that does not fit the bills.
    NotAllowed, ChangedMeanwhile
        When one of the bills is not to be paid now, or they are not all between the same two.
    """
    seen = {bill.pk: version for bill, version in bills}
    current = held(seen)
    if not current or len({(bill.debtor_id, bill.creditor_id) for bill in current}) > 1:
        raise NotAllowed(_("Satu pembayaran hanya untuk tagihan di antara dua koperasi yang sama."))
    steps = [allowed_step(OBLIGATION, Verb.REPORTED, bill, seen[bill.pk]) for bill in current]
    payer, role = acting(actor, [current[0].debtor_id], signs=False)
    parts = _split(paid, current)
    payment = Payment.objects.create(
        payer_id=payer, payee_id=current[0].creditor_id, amount=paid.amount, on=paid.on, means=paid.means
    )
    for bill, step in zip(current, steps, strict=True):
        Allocation.objects.create(payment=payment, obligation=bill, amount=parts[bill.pk])
        bill.state = step.after
        say(bill, Verb.REPORTED, actor=actor, by=payer, role=role, payment=payment)
    _record(Verb.REPORTED, payment, actor, current)
    return payment


@transaction.atomic
def confirm(*, actor: Any, payment: Payment, version: int) -> Payment:
    """The payee says that it came: its bills are less by it. What it is more than a bill is owed back."""
    current, bills, allowed, role = _answered(actor, payment, Verb.CONFIRMED, version)
    parts = _parts(current)
    for bill in bills:
        _enter(current, bill, parts[bill.pk], actor)
    _answer(current, bills, allowed, Verb.CONFIRMED, actor, current.payee_id, role)
    for agreement in {bill.commitment.agreement_id: bill.commitment.agreement for bill in bills}.values():
        end_or_reopen(agreement)
    return current


@transaction.atomic
def refuse(*, actor: Any, payment: Payment, version: int, reason: str) -> Payment:
    """The payee says that it did not come, and why it thinks so: the bills stay as they are."""
    current, bills, allowed, role = _answered(actor, payment, Verb.REFUSED, version, reason)
    _answer(current, bills, allowed, Verb.REFUSED, actor, current.payee_id, role, reason=reason.strip())
    return current


@transaction.atomic
def withdraw(*, actor: Any, payment: Payment, version: int) -> Payment:
    """The payer takes the report back."""
    current, bills, allowed, role = _answered(actor, payment, Verb.WITHDRAWN, version)
    _answer(current, bills, allowed, Verb.WITHDRAWN, actor, current.payer_id, role)
    return current


def _split(paid: Paid, bills: list[Obligation]) -> dict[int, int]:
    """What of the payment pays which bill, key -> whole rupiah; their sum is its amount.

    Raises
    ------
    ValidationError
    """
    faults = {}
    frees = frees_of(bills)
    free, left = sum(frees.values()), paid.amount
    parts: dict[int, int] = {}
    for bill in bills:
        parts[bill.pk] = min(frees[bill.pk], max(left, 0))
        left -= parts[bill.pk]
    if paid.amount <= 0:
        faults["amount"] = _("Angka ini harus lebih dari nol.")
    elif paid.amount > free:
        faults["amount"] = _("Yang masih harus dibayar %(free)s; Anda menulis %(amount)s.") % {
            "free": rupiah(free),
            "amount": rupiah(paid.amount),
        }
    elif spare := [bill.reference for bill in bills if not parts[bill.pk]]:
        faults["amount"] = _(
            "Dari %(amount)s tidak tersisa apa-apa untuk %(bills)s: lepaskan tagihan itu dari pilihan."
        ) % {"amount": rupiah(paid.amount), "bills": ", ".join(spare)}
    fault = day_fault(paid.on, max(bill.arose for bill in bills) - EARLIER)
    if fault:
        faults["on"] = fault
    if faults:
        raise ValidationError(faults)
    return parts


def _enter(payment: Payment, bill: Obligation, amount: int, actor: Any) -> None:
    """What of a payment that came pays a bill; the bill may have become less since it was reported."""
    part = min(amount, bill.balance)
    enter(bill, Entry.Kind.PAID, -part, on=payment.on, payment=payment)
    if amount > part:
        refund = owe(
            kind=Obligation.Kind.REFUND, commitment=bill.commitment, shipment=bill.shipment,
            on=payment.on, due=payment.on + timedelta(days=14),
        )  # fmt: skip
        enter(refund, Entry.Kind.BILLED, amount - part, on=payment.on, payment=payment)
        tell("billed", refund, actor=actor, amount=refund.amount)


def _parts(payment: Payment) -> dict[int, int]:
    return dict(payment.allocations.values_list("obligation", "amount"))


def _answered(
    actor: Any, payment: Payment, verb: MoneyStep.Verb, version: int, reason: str = ""
) -> tuple[Payment, list[Obligation], Allowed, str]:
    """The payment and its bills as they are now, locked; what is allowed; the person's role."""
    bills = held(_parts(payment))
    current = Payment.objects.select_for_update().get(pk=payment.pk)
    allowed = allowed_step(PAYMENT, verb, current, version)
    who = current.payee_id if allowed.who == "creditor" else current.payer_id
    _by, role = acting(actor, [who], signs=allowed.signs, reason=reason if allowed.reason else None)
    return current, bills, allowed, role


def _answer(
    payment: Payment,
    bills: list[Obligation],
    allowed: Allowed,
    verb: MoneyStep.Verb,
    actor: Any,
    by: int,
    role: str,
    *,
    reason: str = "",
) -> None:
    payment.state = allowed.after
    payment.version += 1
    payment.save()
    for bill in bills:
        say(bill, verb, actor=actor, by=by, role=role, payment=payment, reason=reason)
    _record(verb, payment, actor, bills)


def _record(verb: MoneyStep.Verb, payment: Payment, actor: Any, bills: list[Obligation]) -> None:
    """The audit trail."""
    audit.record(
        f"payment.{verb.name.lower()}",
        payment,
        actor=actor,
        state=str(payment.state),
        obligations=[bill.pk for bill in bills],
    )
