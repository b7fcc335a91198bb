"""Clearing rounds and the consents to them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Status

from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.views.papers import given
from jejaring.web.api.fields import Key, Named, file_of, sent
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.rounds import (
    ClearingIn,
    ClearingOut,
    ClearingPage,
    ConsentOut,
    ConsentPage,
    SetOffOut,
)
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import guarded, reads, writes
from jejaring.web.clearing import actions
from jejaring.web.clearing.forms.rounds import ClearingForm
from jejaring.web.clearing.models import Consent
from jejaring.web.clearing.statement import statement_of, statement_paper, statement_workbook
from jejaring.web.clearing.visible import consents_of, rounds_of
from jejaring.web.common.sheets import XLSX
from jejaring.web.cooperatives.models import Territory
from jejaring.web.trade.views.access import demand

router = Router(tags=["clearing"])
CLEARING = Thing("round", "/clearings", rounds_of, ClearingOut, Scope.ROUNDS)
CONSENT = Thing("consent", "/consents", consents_of, ConsentOut, Scope.ROUNDS)
RUN: dict[str, Any] = {"signs": True, "permission": "clearing.run"}
listed(router, CLEARING, ClearingPage, "Rounds that ask one's cooperatives, or that one coordinates.")
step(router, CLEARING, "compute", actions.compute, "Work out what can be cancelled.", **RUN)
step(router, CLEARING, "post", actions.post, "Take it off all debts.", **RUN)
step(router, CLEARING, "reverse", actions.reverse, "Take it back, and say why.", reason=True, **RUN)
step(router, CLEARING, "cancel", actions.cancel, "Give it up, and say why.", reason=True, **RUN)
listed(router, CONSENT, ConsentPage, "What is asked of one's cooperatives.")
step(router, CONSENT, "give", actions.give, "Consent.", signs=True)
step(router, CONSENT, "revoke", actions.revoke, "Take no part.", signs=True)


@router.post("/clearings", auth=writes(Scope.ROUNDS), response={201: ClearingOut})
def open_clearing(request: HttpRequest, said: ClearingIn) -> Any:
    """A coordinator opens a clearing round."""
    guarded(request)
    demand(request, "clearing.open", None)
    territories = list(Territory.objects.of(request.user).values_list("region", flat=True))
    form = ClearingForm(territories, said.dict())
    if not form.is_valid():
        raise of_form(form)
    made = actions.open_round(actor=request.user, **form.cleaned_data)
    return Status(201, CLEARING.shown(request, made.pk))


@router.get("/clearings/{id}/files", auth=writes(Scope.ROUNDS), openapi_extra=file_of("application/zip"))
def clearing_files(request: HttpRequest, id: Key) -> Any:
    """The debts, the set-offs and their certificate, for its coordinators to check."""
    guarded(request)
    round = CLEARING.shown(request, id)
    demand(request, "clearing.run", round)
    if not round.claim:
        raise Http404
    return sent(round.archive, "application/zip")


@router.get("/consents/{id}/set-offs", auth=reads, response=list[SetOffOut])
def set_offs(request: HttpRequest, id: Key) -> Any:
    """What is or would be taken off which of its debts and claims."""
    statement = statement_of(CONSENT.shown(request, id))
    return [
        SetOffOut(
            bill=row.planned.obligation_id,
            owes=row.owes,
            partner=Named(id=row.partner.pk, name=row.partner.name),
            due=row.planned.obligation.due,
            before=row.planned.before,
            amount=row.planned.amount,
            after=row.planned.after,
        )
        for row in statement.rows
    ]


@router.get("/consents/{id}/statement", auth=reads, openapi_extra=file_of("application/pdf"))
def statement(request: HttpRequest, id: Key) -> Any:
    """What was posted, as a paper."""
    found = _posted(request, id)
    return given(
        statement_paper(found, address_maker(request)), f"{found.round.reference}-{found.cooperative_id}"
    )


@router.get("/consents/{id}/workbook", auth=reads, openapi_extra=file_of(XLSX))
def workbook(request: HttpRequest, id: Key) -> Any:
    """The same as a workbook."""
    return HttpResponse(statement_workbook(statement_of(_posted(request, id))), content_type=XLSX)


def _posted(request: HttpRequest, key: int) -> Consent:
    found: Consent = CONSENT.shown(request, key)
    if found.round.set_off is None:
        raise Http404
    return found
