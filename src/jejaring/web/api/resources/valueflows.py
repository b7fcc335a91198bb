"""The network as ValueFlows 1.0 (JSON-LD), told and taken."""

from typing import Any, Literal

from django.http import HttpRequest, JsonResponse
from ninja import Body, Router, Schema
from pydantic import Field

from jejaring.valueflows import write
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import ProblemOut
from jejaring.web.api.tokens import reads, writes
from jejaring.web.api.valueflows.taking import document_taken
from jejaring.web.api.valueflows.telling import MEDIA_TYPE, graph_of

router = Router(tags=["valueflows"])
GRAPH = {"type": "object", "required": ["@context", "@graph"]}
TOLD = {"responses": {200: {"description": "JSON-LD.", "content": {MEDIA_TYPE: {"schema": GRAPH}}}}}
WRITES = writes(Scope.TRADE, Scope.AGREEMENTS, Scope.DELIVERIES, Scope.MONEY)


class Taken(Schema):
    """What came of one thing of a document."""

    id: str
    kind: str = Field(description="Its kind in ValueFlows.")
    outcome: Literal["taken", "known", "refused"]
    path: str | None = Field(
        description="Where it stands in this API; null where it has no place of its own."
    )
    problem: ProblemOut | None = Field(description="Why it was refused.")


class TakenGraph(Schema):
    """What came of a document."""

    items: list[Taken]
    unread: list[str] = Field(description="Kinds and properties that are not known here.")


@router.get("/valueflows", auth=reads, openapi_extra=TOLD)
def tell(request: HttpRequest) -> Any:
    """Agents, intents, recipes, agreements, commitments and events of one's cooperatives."""
    return JsonResponse(write(graph_of(request.user)), content_type=MEDIA_TYPE)


@router.post("/valueflows", auth=WRITES, response=TakenGraph)
def take(request: HttpRequest, document: dict[str, Any] = Body(...)) -> Any:  # noqa: B008
    """Take a document in, each thing by itself; what is known already changes nothing.

    Proposals become listings. Agreements are proposed to their parties, who still sign. Events are told by
    the verbs of the side that they are for: what leaves and what comes back by the giver, what arrives by the
    receiver, payments by who pays and who is paid. Each needs its scope.
    """
    entries, unread = document_taken(request, document)
    items = [
        Taken(
            id=entry.thing.id,
            kind=type(entry.thing).__name__,
            outcome=entry.outcome,
            path=entry.path,
            problem=ProblemOut(**entry.problem.told()) if entry.problem else None,
        )
        for entry in entries
    ]
    return TakenGraph(items=items, unread=list(unread))
