"""What a round's plan means: for its coordinators the whole network, for each cooperative in it its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, render

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.rounds.insight import insight_of
from jejaring.web.rounds.insight.tables import finite, named, tables_for
from jejaring.web.rounds.insight.telling import told_network, told_own
from jejaring.web.rounds.models import Round
from jejaring.web.rounds.rules import may
from jejaring.web.rounds.visible import attempts_of
from jejaring.web.trade.views.access import own_cooperatives


@signed_in
def insight(request: HttpRequest, pk: int) -> Any:
    """Who depends on whom, what would be lost, what is missing, what the network saves."""
    round = get_object_or_404(Round, pk=pk)
    if not may(request.user, "rounds.audit", round):
        raise PermissionDenied
    attempt = attempts_of(request.user).filter(round=round).order_by("-number").first()
    found = insight_of(attempt) if attempt else None
    if found is not None and (file := asked_for(request)):
        tables = tables_for(request.user, round, found)
        name = request.GET.get("tabel", "")
        if name not in tables:
            raise Http404
        told = named(finite(tables[name]))
        return given(file, f"{name}-{pk}", told.columns, told.iter_rows())
    context: dict[str, Any] = {"round": round, "attempt": attempt, "found": found}
    if found is not None:
        context["own"] = told_own(found, own_cooperatives(request.user))
        context["network"] = told_network(found) if may(request.user, "rounds.run", round) else None
    return render(request, "rounds/insight.html", context)
