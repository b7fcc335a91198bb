"""What a round's plan means: who depends on whom, what would be lost, what is missing."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router

from jejaring.web.api.fields import Key, found
from jejaring.web.api.tokens import reads
from jejaring.web.rounds.insight import insight_of
from jejaring.web.rounds.insight.tables import finite, tables_for
from jejaring.web.rounds.models import Round
from jejaring.web.rounds.visible import attempts_of
from jejaring.web.trade.views.access import demand

router = Router(tags=["rounds"])
Table = Literal[
    "provinces",
    "partners",
    "loops",
    "savings",
    "ranking",
    "hurt",
    "stronger",
    "unserved",
    "openings",
]


@router.get("/rounds/{id}/insight/{table}", auth=reads, response=list[dict[str, Any]])
def insight(request: HttpRequest, id: Key, table: Table) -> Any:
    """A table of the newest plan: coordinators all rows, others those of their cooperatives (`partners`,
    `ranking`, `hurt`). None before it is worked out; of large markets the first three alone."""
    round = found(Round.objects.all(), id)
    demand(request, "rounds.audit", round)
    attempt = attempts_of(request.user).filter(round=round).order_by("-number").first()
    known = insight_of(attempt) if attempt else None
    tables = tables_for(request.user, round, known) if known else {}
    if table not in tables:
        raise Http404
    return finite(tables[table]).to_dicts()
