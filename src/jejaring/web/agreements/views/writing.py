"""Write an agreement from an accepted proposal, and change its words."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, signed_in
from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.agreements.forms.lines import LineForm, NewLineForm
from jejaring.web.agreements.forms.terms import TermsForm, first_terms
from jejaring.web.agreements.from_proposal import line_of, source_of
from jejaring.web.agreements.models import Agreement, Line
from jejaring.web.agreements.terms import Promise
from jejaring.web.agreements.views.agreements import seen
from jejaring.web.agreements.views.answering import version_of
from jejaring.web.agreements.wording import line_thing
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Proposal
from jejaring.web.trade.visible import proposals_of


class Writing:
    """The forms of one agreement: terms, each line, and a line that may be added."""

    def __init__(
        self,
        request: HttpRequest,
        lines: Sequence[Line],
        parties: Sequence[Cooperative],
        first: dict[str, Any],
    ) -> None:
        data = request.POST if request.method == "POST" else None
        back: dict[str, Any] = dict(kept(request))
        self.terms = TermsForm(data, initial={**first, **back})
        self.lines = [
            LineForm(data, line=line, droppable=len(lines) > 1, prefix=f"baris{line.number}")
            for line in lines
        ]
        added = {"giver": str(parties[-1].pk), "receiver": str(parties[0].pk)}
        if lines:
            added = {"giver": str(lines[0].receiver_id), "receiver": str(lines[0].giver_id)}
        self.added = NewLineForm(data, parties=parties, prefix="tambah", initial=added)
        for form in (*self.lines, self.added):
            form.initial = {**(form.initial or {})} | {
                name.removeprefix(f"{form.prefix}-"): value
                for name, value in back.items()
                if name.startswith(f"{form.prefix}-")
            }

    def is_valid(self) -> bool:
        """Whether all of them are; each says what is wrong with it."""
        found = [form.is_valid() for form in (self.terms, *self.lines, self.added)]
        return all(found)

    def promises(self) -> list[Promise]:
        """The lines as they are now worded."""
        given = [*(form.value() for form in self.lines), self.added.value()]
        return [promise for promise in given if promise is not None]


@signed_in
def from_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement of the two sides of an accepted proposal; written once, then led to."""
    proposal = get_object_or_404(proposals_of(request.user).filter(state=Proposal.State.ACCEPTED), pk=pk)
    known = Agreement.objects.filter(source=source_of(proposal)).first()
    if known is not None:
        return redirect("agreements:agreement", known.pk)
    line, words = line_of(proposal)
    parties = [line.giver, line.receiver]
    writing = Writing(request, [line], parties, first_terms() | {"other": words})
    status = 200
    if request.method == "POST":
        status = 422
        if writing.is_valid():
            try:
                made = actions.draft(
                    actor=request.user,
                    title=line_thing(line),
                    parties=parties,
                    lines=writing.promises(),
                    terms=writing.terms.value(),
                    source=source_of(proposal),
                )
            except (ValidationError, NotAllowed) as error:
                writing.terms.add_error(None, _words(error))
            else:
                messages.success(
                    request, _("Rancangan tersimpan. Periksa, lalu ajukan untuk ditandatangani.")
                )
                return redirect("agreements:agreement", made.pk)
    context = {"writing": writing, "parties": parties, "back": reverse("trade:proposal", args=[pk])}
    return render(request, "agreements/write.html", context, status=status)


@signed_in
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words: a new version, signed anew by all."""
    found = seen(request, pk)
    latest = found.latest
    assert latest is not None
    lines = list(latest.lines.select_related("giver", "receiver"))
    parties = [party.cooperative for party in found.parties.select_related("cooperative")]
    writing = Writing(request, lines, parties, first_terms(latest))
    status = 200
    if request.method == "POST":
        status = 422
        if writing.is_valid():
            try:
                actions.amend(
                    actor=request.user,
                    agreement=found,
                    version=version_of(request),
                    terms=writing.terms.value(),
                    lines=writing.promises(),
                )
            except ChangedMeanwhile:
                writing.terms.add_error(
                    None, _("Perjanjian ini baru saja berubah. Baca dahulu yang terbaru.")
                )
                status = 409
            except (ValidationError, NotAllowed) as error:
                writing.terms.add_error(None, _words(error))
            else:
                messages.success(request, _("Perubahan tersimpan sebagai versi baru."))
                return redirect("agreements:agreement", pk)
    context = {
        "writing": writing,
        "parties": parties,
        "agreement": found,
        "back": reverse("agreements:agreement", args=[pk]),
    }
    return render(request, "agreements/write.html", context, status=status)


def _words(error: Exception) -> Any:
    return error.messages if isinstance(error, ValidationError) else str(error)
