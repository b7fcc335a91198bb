"""The cash flow of a cooperative: dated ins and outs, the lowest point, and what closes the gap."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jejaring.finance import CashFlow, Movement
from jejaring.report.cash_chart import PHONE, cash_chart
from jejaring.web.accounts.signed_in import kept, signed_in
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.common.templatetags.figures import language
from jejaring.web.finance.actions import say_cash
from jejaring.web.finance.cash import Cash, Ways, cash_of
from jejaring.web.finance.forms.cash import CashForm, WaysForm
from jejaring.web.finance.views.asking import own

SHOWN = 200


@dataclass(frozen=True)
class Line:
    """A movement, and what is in hand after it."""

    movement: Movement
    day: date
    balance: int


@signed_in
def cash(request: HttpRequest, key: int) -> Any:
    """The page; and the form by which people say how much there is today."""
    cooperative = own(request, key)
    ways, status = WaysForm(request.GET if "muka" in request.GET or "awal" in request.GET else None), 200
    form = CashForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            amount = int(form.cleaned_data["amount"])
            say_cash(actor=request.user, cooperative=cooperative, amount=amount)
            messages.success(request, _("Tercatat."))
            return redirect("finance:cash", key)
    elif ways.is_bound and not ways.is_valid():
        status = 422
    tried = ways.value() if ways.is_bound and ways.is_valid() else Ways()
    found = cash_of(cooperative, timezone.localdate(), tried)
    if not form.is_bound:
        said = {"amount": Decimal(found.said.amount)} if found.said else {}
        form = CashForm(initial=said | kept(request))
    lines = lines_of(found.flow)
    if file := asked_for(request):
        return given(file, f"kas-{key}", headings(), [row_of(line) for line in lines])
    context = {
        "cooperative": cooperative,
        "cash": found,
        "steps": steps_of(found),
        "picture": picture_of(found),
        "lines": lines[:SHOWN],
        "more": len(lines) > SHOWN,
        "form": form,
        "ways": ways,
        "tried": tried,
    }
    return render(request, "finance/cash.html", context, status=status)


def lines_of(flow: CashFlow) -> list[Line]:
    """Every movement in its order; of one day what comes in first, as it can pay what goes out."""
    balance, lines = flow.opening, []
    days = [(max(item.day, flow.start), item) for item in flow.movements]
    for day, item in sorted(days, key=lambda pair: (pair[0], -pair[1].amount)):
        balance += item.amount
        lines.append(Line(item, day, balance))
    return lines


def headings() -> list[str]:
    """Of the table as a file."""
    return [_("Tanggal"), _("Nomor"), _("Mitra"), _("Masuk atau keluar"), _("Kas sesudahnya")]


def row_of(line: Line) -> tuple[Any, ...]:
    """Of the table as a file."""
    moved = line.movement
    return (line.day, moved.reference, moved.partner, moved.amount, line.balance)


def steps_of(found: Cash) -> list[tuple[str, int, int]]:
    """Each way to close the gap: its words, by how much it closes it, and what is left of it."""
    words = {
        "clearing": _("Perjumpaan utang"),
        "down-payments": _("Uang muka"),
        "earlier": _("Kiriman lebih awal"),
    }
    return [(words[step.name], step.closed, step.flow.gap) for step in found.closing.steps[1:]]


def picture_of(found: Cash) -> str:
    """The flow as it is and as it would be, as SVG."""
    drawn = cash_chart(
        found.flow, language(), after=found.closing.flow, name=found.cooperative.name, sheet=PHONE
    )
    return mark_safe(drawn)  # made by our own template, which escapes every word
