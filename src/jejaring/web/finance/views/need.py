"""How much working capital a territory or a round needs, for its coordinators: sums alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.clearing.visible import coordinated_by
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Territory
from jejaring.web.finance.forms.need import TERRITORY, NeedForm
from jejaring.web.finance.need import Share, need_of_round, need_of_territory
from jejaring.web.rounds.models import Round

ROUNDS = 20


@second_factor_required
def need(request: HttpRequest) -> Any:
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
    if context["need"] and (file := asked_for(request)):
        return given(file, f"kebutuhan-{chosen}", headings(), [row_of(one) for one in context["need"].shares])
    return render(request, "finance/need.html", context, status=status)


def headings() -> list[str]:
    """Of the table as a file."""
    before, after, whose = _("Sebelum"), _("Sesudah"), _("Koperasi")
    return [_("Skema"), before, f"{before}: {whose}", after, f"{after}: {whose}"]


def row_of(one: Share) -> tuple[Any, ...]:
    """Of the table as a file."""
    name = one.scheme or _("Tidak ada skema yang cukup besar")
    return (name, one.before, one.count_before, one.after, one.count_after)
