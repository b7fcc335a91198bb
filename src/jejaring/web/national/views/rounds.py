"""What an announced round brings between provinces, for everybody."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from jejaring.web.common.sheets import asked_for, given
from jejaring.web.national.models import RoundPicture
from jejaring.web.national.wording import group_name, short_name

COLUMNS = ("value", "tonnes", "trades", "freight")
ALONE = 4
"""Provinces of a group that are all called by name."""


def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The first plan of the round that was announced."""
    found = RoundPicture.objects.select_related("round", "attempt").filter(round=pk).first()
    if found is None:
        raise Http404
    ways = [(group_name(way["from"]), _goal(way["to"]), way) for way in found.ways or ()]
    if file := asked_for(request):
        if request.GET.get("tabel") == "hemat":
            rows = [(scope["scope"], scope["surplus"], scope["needs"]) for scope in found.scopes or ()]
            return given(
                file, f"hemat-{pk}", [_("Ruang"), _("Keuntungan bersama"), _("Kebutuhan terpenuhi")], rows
            )
        headings = [_("Dari"), _("Ke"), _("Nilai"), _("Ton"), _("Transaksi"), _("Ongkos angkut")]
        rows = [(origin, goal, *(way[each] for each in COLUMNS)) for origin, goal, way in ways]
        return given(file, f"antarprovinsi-{pk}", headings, rows)
    context = {
        "picture": found,
        "ways": ways,
        "total": {each: sum(way[each] for way in found.ways) for each in COLUMNS} if found.ways else None,
        "scopes": found.scopes,
    }
    return render(request, "national/round.html", context)


def _goal(codes: list[str]) -> str:
    return (
        group_name(codes) if len(codes) <= ALONE else _("%(names)s (digabung)") % {"names": short_name(codes)}
    )
