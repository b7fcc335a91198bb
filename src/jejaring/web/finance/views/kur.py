"""Which people's business credit fits, and why: asked, kept, and shown as it was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jejaring.finance import FinanceFaults
from jejaring.web.accounts.signed_in import kept, signed_in
from jejaring.web.common.templatetags.figures import language
from jejaring.web.finance.actions import keep_assessment
from jejaring.web.finance.forms.kur import KurForm
from jejaring.web.finance.models import KeptAssessment
from jejaring.web.finance.views.asking import own
from jejaring.web.trade.models.listing import own_cooperatives

SHOWN = 20
MARKS = {"met": "✓", "failed": "✗", "bank": "?", "open": "○", "told": "·"}


@signed_in
def kur(request: HttpRequest, key: int) -> HttpResponse:
    """Ask; and what was asked before."""
    cooperative = own(request, key)
    form = KurForm(cooperative, request.POST if request.method == "POST" else None, initial=kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = keep_assessment(
                    actor=request.user,
                    cooperative=cooperative,
                    applicant=form.applicant(),
                    amount=int(data["amount"]),
                    purpose=data["purpose"],
                    day=data["day"],
                    months=data["months"],
                )
            except FinanceFaults as faults:
                for fault in faults.faults:
                    form.add_error("day" if fault.kind.startswith("rules-") else None, fault.say(language()))
            else:
                return redirect("finance:assessment", made.pk)
    before = KeptAssessment.objects.filter(cooperative=cooperative).order_by("-pk")[:SHOWN]
    context = {"cooperative": cooperative, "form": form, "before": before}
    return render(request, "finance/kur.html", context, status=status)


@signed_in
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was kept: every scheme with every reason, and the rules it was made with."""
    mine = KeptAssessment.objects.filter(cooperative__in=own_cooperatives(request.user))
    found = get_object_or_404(mine.select_related("cooperative", "person"), pk=pk)
    return render(request, "finance/assessment.html", {"kept": found, **told(found)})


def told(found: KeptAssessment) -> dict[str, Any]:
    """What the page says of it, in the page's language."""
    record = found.record[language()]
    return {"record": record, "schemes": schemes_of(record)}


def schemes_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The schemes of a record, those that fit first, each reason with its mark."""
    order = ("fits", "bank", "does-not-fit")
    return [
        scheme | {"reasons": [reason | {"mark": MARKS[reason["outcome"]]} for reason in scheme["reasons"]]}
        for scheme in sorted(record["schemes"], key=lambda scheme: order.index(scheme["verdict"]))
    ]
