"""Report, confirm, refuse and withdraw payments; dispute bills and uphold them; by `money.steps`."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.completion import complete_if_done
from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.agreements.receipt import day_fault
from jejaring.web.common import audit
from jejaring.web.common.templatetags.figures import rupiah
from jejaring.web.money.ledger import enter, free_of, owe, tell
from jejaring.web.money.models import Entry, MoneyStep, Obligation, Payment
from jejaring.web.money.steps import OBLIGATION, PAYMENT, Allowed

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


@transaction.atomic
def report(*, actor: Any, obligation: Obligation, version: int, paid: Paid) -> Payment:
    """The payer says that a bill, or a part of it, is paid.

    Raises
    ------
    ValidationError
        For each field that does not fit the bill.
    """
    current, allowed = _locked(obligation, Verb.REPORTED, version)
    _by, role = acting(actor, [current.debtor_id], signs=False)
    faults = {}
    free = free_of(current)
    if paid.amount <= 0:
        faults["amount"] = _("Angka ini harus lebih dari nol.")
    elif paid.amount > free:
        faults["amount"] = _("Yang masih harus dibayar %(free)s; Anda menulis %(amount)s.") % {
            "free": rupiah(free),
            "amount": rupiah(paid.amount),
        }
    fault = day_fault(paid.on, current.arose - EARLIER)
    if fault:
        faults["on"] = fault
    if faults:
        raise ValidationError(faults)
    payment = Payment.objects.create(obligation=current, amount=paid.amount, on=paid.on, means=paid.means)
    current.state = allowed.after
    _say(current, Verb.REPORTED, actor, current.debtor_id, role, payment=payment)
    return payment


@transaction.atomic
def confirm(*, actor: Any, payment: Payment, version: int) -> Payment:
    """The payee says that it came: the bill is less by it. What it is more than the bill is owed back."""
    current, bill, allowed, role = _answered(actor, payment, Verb.CONFIRMED, version)
    part = min(current.amount, bill.balance)
    enter(bill, Entry.Kind.PAID, -part, on=current.on, payment=current)
    if current.amount > part:
        refund = owe(
            kind=Obligation.Kind.REFUND, commitment=bill.commitment, shipment=bill.shipment,
            on=current.on, due=current.on + timedelta(days=14),
        )  # fmt: skip
        enter(refund, Entry.Kind.BILLED, current.amount - part, on=current.on, payment=current)
        tell("billed", refund, actor=actor, amount=refund.amount)
    _answer(current, bill, allowed, Verb.CONFIRMED, actor, bill.creditor_id, role)
    complete_if_done(bill.commitment.agreement)
    return current


@transaction.atomic
def refuse(*, actor: Any, payment: Payment, version: int, reason: str) -> Payment:
    """The payee says that it did not come, and why it thinks so: the bill stays as it is."""
    current, bill, allowed, role = _answered(actor, payment, Verb.REFUSED, version, reason)
    _answer(current, bill, allowed, Verb.REFUSED, actor, bill.creditor_id, role, reason=reason.strip())
    return current


@transaction.atomic
def withdraw(*, actor: Any, payment: Payment, version: int) -> Payment:
    """The payer takes the report back."""
    current, bill, allowed, role = _answered(actor, payment, Verb.WITHDRAWN, version)
    _answer(current, bill, allowed, Verb.WITHDRAWN, actor, bill.debtor_id, role)
    return current


@transaction.atomic
def dispute(*, actor: Any, obligation: Obligation, version: int, reason: str) -> Obligation:
    """The debtor does not stand by the bill, and says why: it is not set off until that is taken back."""
    return _about(Verb.DISPUTED, actor, obligation, version, reason)


@transaction.atomic
def uphold(*, actor: Any, obligation: Obligation, version: int) -> Obligation:
    """The debtor stands by the bill after all."""
    return _about(Verb.UPHELD, actor, obligation, version, "")


def _about(verb: MoneyStep.Verb, actor: Any, obligation: Obligation, version: int, reason: str) -> Obligation:
    current, allowed = _locked(obligation, verb, version)
    _by, role = acting(actor, [current.debtor_id], signs=False, reason=reason if allowed.reason else None)
    current.state = allowed.after
    _say(current, verb, actor, current.debtor_id, role, reason=reason.strip())
    return current


def _locked(obligation: Obligation, verb: MoneyStep.Verb, version: int) -> tuple[Obligation, Allowed]:
    current = Obligation.objects.select_for_update().get(pk=obligation.pk)
    return current, allowed_step(OBLIGATION, verb, current, version)


def _answered(
    actor: Any, payment: Payment, verb: MoneyStep.Verb, version: int, reason: str = ""
) -> tuple[Payment, Obligation, Allowed, str]:
    """The payment and its bill as they are now, locked; what is allowed; the person's role."""
    bill = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("commitment__agreement")
        .get(pk=payment.obligation_id)
    )
    current = Payment.objects.select_for_update().get(pk=payment.pk)
    allowed = allowed_step(PAYMENT, verb, current, version)
    who = bill.creditor_id if allowed.who == "creditor" else bill.debtor_id
    _by, role = acting(actor, [who], signs=allowed.signs, reason=reason if allowed.reason else None)
    return current, bill, allowed, role


def _answer(
    payment: Payment,
    bill: Obligation,
    allowed: Allowed,
    verb: MoneyStep.Verb,
    actor: Any,
    by_id: int,
    role: str,
    *,
    reason: str = "",
) -> None:
    payment.state = allowed.after
    payment.version += 1
    payment.save()
    _say(bill, verb, actor, by_id, role, payment=payment, reason=reason)


def _say(
    obligation: Obligation,
    verb: MoneyStep.Verb,
    actor: Any,
    by_id: int,
    role: str,
    *,
    payment: Payment | None = None,
    reason: str = "",
) -> None:
    """Write the step, the bill as it now is, and the audit trail."""
    obligation.version += 1
    obligation.save()
    MoneyStep.objects.create(
        obligation=obligation, number=obligation.version, payment=payment, verb=verb, by_id=by_id,
        person=actor, role=role, reason=reason,
    )  # fmt: skip
    audit.record(
        f"payment.{verb.name.lower()}" if payment else f"obligation.{verb.name.lower()}",
        payment or obligation,
        actor=actor,
        state=str((payment or obligation).state),
        obligation=obligation.pk,
    )
