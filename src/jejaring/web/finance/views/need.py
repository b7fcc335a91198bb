"""How much working capital a territory or a round needs, for its coordinators: sums alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.clearing.visible import coordinated_by
from jejaring.web.cooperatives.models import Territory
from jejaring.web.finance.forms.need import TERRITORY, NeedForm
from jejaring.web.finance.need import need_of_round, need_of_territory
from jejaring.web.rounds.models import Round

ROUNDS = 20


@second_factor_required
def need(request: HttpRequest) -> HttpResponse:
    """Before and after clearing, by scheme."""
    mine = Territory.objects.of(request.user).order_by("region")
    territories = list(mine.values_list("region", flat=True))
    if not territories:
        raise PermissionDenied
    announced = Round.objects.filter(coordinated_by(request.user), attempts__published__isnull=False)
    rounds = list(announced.distinct().order_by("-pk")[:ROUNDS])
    first = f"{TERRITORY}-{territories[0]}"
    form = NeedForm(territories, rounds, {"apa": request.GET.get("apa", first)})
    context: dict[str, Any] = {"form": form, "need": None, "today": timezone.localdate()}
    status = 422
    if form.is_valid():
        status, chosen = 200, form.cleaned_data["apa"]
        round = form.rounds.get(chosen)
        context["round"] = round
        context["need"] = (
            need_of_round(round, timezone.localdate())
            if round
            else need_of_territory(chosen.removeprefix(f"{TERRITORY}-"), timezone.localdate())
        )
    return render(request, "finance/need.html", context, status=status)
