"""The network as ValueFlows 1.0 (JSON-LD), and listings out of it."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from ninja import Body, Router, Schema

from jejaring.valueflows import NotValueFlows, read, write
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem, ProblemOut
from jejaring.web.api.resources.listings import written
from jejaring.web.api.tokens import reads, writes
from jejaring.web.api.valueflows.taking import listings_in
from jejaring.web.api.valueflows.telling import graph_of

router = Router(tags=["valueflows"])
MEDIA_TYPE = "application/ld+json"
GRAPH = {"type": "object", "required": ["@context", "@graph"]}
TOLD = {"responses": {200: {"description": "JSON-LD.", "content": {MEDIA_TYPE: {"schema": GRAPH}}}}}
MOST = 2_000
"""Proposals that are taken at once."""


class Taken(Schema):
    """What came of one proposal."""

    proposal: str
    listing: int | None
    problem: ProblemOut | None


class TakenGraph(Schema):
    """What came of a document."""

    items: list[Taken]
    unread: list[str]


@router.get("/valueflows", auth=reads, openapi_extra=TOLD)
def tell(request: HttpRequest) -> Any:
    """Agents, intents, recipes, agreements, commitments and events of one's cooperatives."""
    return JsonResponse(write(graph_of(request.user)), content_type=MEDIA_TYPE)


@router.post("/valueflows", auth=writes(Scope.TRADE), response=TakenGraph)
def take(request: HttpRequest, document: dict[str, Any] = Body(...)) -> Any:  # noqa: B008
    """Write the proposals of a document down as listings, each by itself.

    Agreements, commitments and events are read and checked, but not taken: what was signed and what happened
    is told by those who signed and by those to whom it happened.
    """
    try:
        graph = read(document)
    except NotValueFlows as fault:
        errors = [("@graph", each) for each in fault.faults[:100]]
        raise Problem("not-valid", "", errors) from None
    items = []
    for number, (key, said) in enumerate(listings_in(graph)):
        if number >= MOST:
            said = Problem("too-large")
        try:
            if isinstance(said, Problem):
                raise said
            with transaction.atomic():
                items.append(Taken(proposal=key, listing=written(request, said).id, problem=None))
        except Problem as problem:
            items.append(Taken(proposal=key, listing=None, problem=ProblemOut(**problem.told())))
        except PermissionDenied:
            told = ProblemOut(**Problem("forbidden").told())
            items.append(Taken(proposal=key, listing=None, problem=told))
    return json.loads(TakenGraph(items=items, unread=list(graph.unread)).model_dump_json())
