"""A ValueFlows document sent in by hand, as programs send it by the API: what came of it, thing by thing."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jejaring.valueflows import write
from jejaring.web.accounts.signed_in import kept, person_of, signed_in
from jejaring.web.api.forms.document import DocumentForm
from jejaring.web.api.problems import Problem
from jejaring.web.api.valueflows.taking import Entry, document_taken
from jejaring.web.api.valueflows.telling import MEDIA_TYPE, graph_of
from jejaring.web.trade.views.access import own_cooperatives

SHOWN = 1_000
"""Things told one by one, what was refused first; of the others how many they are."""
PAGES = {
    "agreements": "agreements:agreement",
    "cooperatives": "cooperatives:page",
    "listings": "trade:listing",
    "orders": "agreements:order",
    "payments": "money:payment",
    "shipments": "agreements:shipment",
}
"""Place in the API -> page of the same."""
ORDER = ("refused", "taken", "known")


@dataclass(frozen=True)
class Row:
    """What came of one thing, in words."""

    outcome: str
    kind: str
    said: str
    """Its id in the document."""
    address: str
    """Of its page; empty where it has none."""
    why: tuple[str, ...]
    """Why it was refused."""


@signed_in
def document(request: HttpRequest) -> HttpResponse:
    """A form for a document; sent, what was taken, what was known already and what was refused and why."""
    person = person_of(request)
    sent = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES) if sent else DocumentForm(initial=kept(request))
    context: dict[str, Any] = {}
    if sent and form.is_valid():
        try:
            entries, unread = document_taken(request, form.cleaned_data["file"])
        except Problem as problem:
            form.add_error("file", list(_reasons(problem)))
        else:
            context = _told(entries) | {"unread": unread[:SHOWN]}
    context |= {"form": form, "cooperatives": own_cooperatives(person)}
    return render(request, "api/document.html", context, status=422 if form.errors else 200)


@signed_in
def download(request: HttpRequest) -> HttpResponse:
    """What the API tells as ValueFlows, as a file."""
    name = f"jejaring-{timezone.localdate():%Y-%m-%d}.jsonld"
    shown = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(write(graph_of(person_of(request))), content_type=MEDIA_TYPE, headers=shown)


def _told(entries: list[Entry]) -> dict[str, Any]:
    counts: Counter[str] = Counter(entry.outcome for entry in entries)
    first = sorted(entries, key=lambda entry: ORDER.index(entry.outcome))[:SHOWN]
    return {
        "counts": {outcome: counts[outcome] for outcome in ORDER},
        "rows": [_row(entry) for entry in first],
        "more": max(len(entries) - SHOWN, 0),
    }


def _row(entry: Entry) -> Row:
    return Row(
        outcome=entry.outcome,
        kind=_kinds()[type(entry.thing).__name__],
        said=entry.thing.id,
        address=_page_of(entry.path),
        why=tuple(_reasons(entry.problem)) if entry.problem else (),
    )


def _reasons(problem: Problem) -> list[str]:
    each = [f"{field}: {message}" if field else message for field, message in problem.errors]
    return each or [problem.told()["detail"]]


def _page_of(path: str | None) -> str:
    """The page of what stands at this place in the API."""
    if path is None:
        return ""
    place, key = path.strip("/").split("/")
    return reverse(PAGES[place], args=[key])


def _kinds() -> dict[str, str]:
    return {
        "Organization": pgettext("satu", "Koperasi"),
        "ResourceSpecification": _("Komoditas"),
        "RecipeProcess": _("Resep"),
        "Proposal": pgettext("satu", "Catatan"),
        "Agreement": pgettext("satu", "Perjanjian"),
        "Commitment": pgettext("satu", "Pesanan"),
        "EconomicEvent": _("Kejadian"),
    }
