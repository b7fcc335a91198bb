"""Rounds: the list, their steps, and the parts that cooperatives are asked about."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from jejaring.web.api.fields import Key, Number, file_of, sent
from jejaring.web.api.models import Scope
from jejaring.web.api.paging import After, Limit, page_of
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.outcomes import OutcomePage
from jejaring.web.api.shapes.rounds import PartOut, PartPage, RoundIn, RoundOut, RoundPage
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import guarded, reads, writes
from jejaring.web.cooperatives.models import Territory
from jejaring.web.rounds import actions
from jejaring.web.rounds.forms import RoundForm
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.rounds.outcomes import outcomes_of, told
from jejaring.web.rounds.visible import attempts_of, parts_of
from jejaring.web.trade.views.access import demand

router = Router(tags=["rounds"])


def rounds_for(person: Any) -> "QuerySet[Round]":
    """All rounds, each with those of its plans that the person may see."""
    states = {each.name.lower(): Count("parts", filter=Q(parts__state=each)) for each in Part.State}
    seen = attempts_of(person).annotate(**states).order_by("number")
    return Round.objects.prefetch_related(Prefetch("attempts", queryset=seen, to_attr="told"))


ROUND = Thing("round", "/rounds", rounds_for, RoundOut, Scope.ROUNDS)
PART = Thing("part", "/parts", parts_of, PartOut, Scope.ROUNDS)
RUN: dict[str, Any] = {"signs": True, "permission": "rounds.run"}
ANSWER: dict[str, Any] = {"signs": True, "permission": "rounds.answer"}
listed(router, ROUND, RoundPage, "Rounds.")
step(router, ROUND, "freeze", actions.freeze, "Take no more listings, and plan.", **RUN)
step(router, ROUND, "retry", actions.retry, "Plan once more.", **RUN)
step(router, ROUND, "announce", actions.announce, "Ask everybody in a chain.", **RUN)
step(router, ROUND, "close", actions.close, "End it.", **RUN)
step(router, ROUND, "cancel", actions.cancel, "Give it up, and say why.", reason=True, **RUN)
listed(router, PART, PartPage, "Parts of one's cooperatives, and of rounds that one coordinates.")
step(router, PART, "accept", actions.accept, "Take the part.", **ANSWER)
step(router, PART, "decline", actions.decline, "Leave the part, and say why.", reason=True, **ANSWER)


@router.post("/rounds", auth=writes(Scope.ROUNDS), response={201: RoundOut})
def open_round(request: HttpRequest, said: RoundIn) -> Any:
    """A coordinator opens a round."""
    guarded(request)
    demand(request, "rounds.open", None)
    territories = list(Territory.objects.of(request.user).values_list("region", flat=True))
    form = RoundForm(territories, said.dict() | {"commodities": ", ".join(said.commodities)})
    if not form.is_valid():
        raise of_form(form)
    made = actions.open_round(actor=request.user, **form.cleaned_data)
    return Status(201, ROUND.shown(request, made.pk))


@router.get("/rounds/{id}/outcomes", auth=reads, response=OutcomePage)
def outcomes(request: HttpRequest, id: Key, after: After = "", limit: Limit = 50) -> Any:
    """What the newest plan that was announced makes of one's listings; of those left out why."""
    announced = attempts_of(request.user).filter(round=id, published__isnull=False)
    attempt = announced.order_by("-number").first()
    if attempt is None:
        raise Http404
    rows, following = page_of(outcomes_of(request.user, attempt), after, limit)
    return {"items": told(id, rows), "next": following}


@router.get("/rounds/{id}/attempts/{number}/files", auth=reads, openapi_extra=file_of("application/zip"))
def attempt_files(request: HttpRequest, id: Key, number: Number) -> Any:
    """The frozen market and the plan of an attempt, for whoever wants to check or replay them."""
    attempts = Attempt.objects.select_related("round").filter(state__in=Attempt.SHOWN)
    attempt = get_object_or_404(attempts, round=id, number=number)
    demand(request, "rounds.audit", attempt.round)
    return sent(attempt.archive, "application/zip")
