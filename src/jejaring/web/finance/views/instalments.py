"""Instalments of a loan, which receivable pays which, and what breaks when buyers pay late."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.finance import (
    Break,
    Cover,
    Instalment,
    Receivable,
    Schedule,
    breaking,
    cover,
    movements_of_commitments,
)
from jejaring.finance.cover import DELAYS
from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.cash import promises_of
from jejaring.web.finance.forms.loan import LoanForm
from jejaring.web.finance.views.asking import own
from jejaring.web.money.models import Obligation


@dataclass(frozen=True)
class Late:
    """What one buyer who pays late breaks."""

    receivable: Receivable
    partner: str
    breaks: Mapping[int, tuple[Break, ...]]
    """Days late -> instalments that break by it alone."""


@signed_in
def instalments(request: HttpRequest, key: int) -> Any:
    """What is typed stands in the address, so that it can be passed on; nothing is kept."""
    cooperative = own(request, key)
    form = LoanForm(request.GET if "amount" in request.GET else None)
    if form.is_bound and form.is_valid() and form.schedule and (file := asked_for(request)):
        return given(file, f"angsuran-{key}", headings(), [row_of(one) for one in form.schedule.instalments])
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"cooperative": cooperative, "form": form, **_told(cooperative, form.schedule)}
    return render(request, "finance/instalments.html", context, status=status)


def headings() -> list[str]:
    """Of the schedule as a file."""
    return [_("Angsuran"), _("Tanggal"), _("Jumlah"), _("Pokok"), _("Bunga"), _("Sisa")]


def row_of(one: Instalment) -> tuple[Any, ...]:
    """Of the schedule as a file."""
    return (one.number, one.day, one.payment, one.principal, one.interest, one.balance)


def _told(cooperative: Cooperative, schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {}
    partners = receivables_of(cooperative)
    receivables = list(partners)
    late = [(days, cover(schedule, receivables, days)) for days in (0, *DELAYS)]
    alone = breaking(schedule, receivables)
    return {
        "schedule": schedule,
        "flat": 100 * schedule.flat_rate,
        "effective": 100 * schedule.rate,
        "costs_flat": int(schedule.amount * schedule.rate * schedule.years),
        "pieces": pieces_of(late[0][1], partners),
        "late": late,
        "alone": [
            Late(one, partners[one], alone[one.reference])
            for one in receivables
            if any(alone[one.reference].values())
        ],
        "delays": DELAYS,
        "receivables": len(receivables),
        "unused": late[0][1].unused,
    }


def receivables_of(cooperative: Cooperative) -> dict[Receivable, str]:
    """What the cooperative is owed, and will be by what it has promised: receivable -> who pays it."""
    bills = Obligation.objects.filter(creditor=cooperative, balance__gt=0).select_related("debtor")
    found = {
        Receivable(bill.reference, bill.due, bill.balance): bill.debtor.name
        for bill in bills.order_by("due", "pk")
    }
    sales = [one for one in promises_of(cooperative, timezone.localdate()) if one.sells]
    for item in movements_of_commitments(sales):
        found[Receivable(item.reference, item.day, item.amount)] = item.partner
    return found


def pieces_of(found: Cover, partners: Mapping[Receivable, str]) -> dict[int, list[tuple[str, str, int]]]:
    """Number of an instalment -> reference, payer and rupiah of each receivable that pays it."""
    names = {one.reference: partner for one, partner in partners.items()}
    pieces: dict[int, list[tuple[str, str, int]]] = {}
    for piece in found.pieces:
        pieces.setdefault(piece.instalment, []).append(
            (piece.reference, names.get(piece.reference, ""), piece.amount)
        )
    return pieces
