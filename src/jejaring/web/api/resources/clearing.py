"""Clearing rounds and the consents to them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from jejaring.web.api.models import Scope
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.rounds import ClearingIn, ClearingOut, ClearingPage, ConsentOut, ConsentPage
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import guarded, writes
from jejaring.web.clearing import actions
from jejaring.web.clearing.forms.rounds import ClearingForm
from jejaring.web.clearing.visible import consents_of, rounds_of
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
