"""What an announced round brings between provinces, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jejaring.web.national.models import RoundPicture
from jejaring.web.national.wording import group_name, short_name

ALONE = 4
"""Provinces of a group that are all called by name."""


def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The first plan of the round that was announced."""
    found = RoundPicture.objects.select_related("round", "attempt").filter(round=pk).first()
    if found is None:
        raise Http404
    ways = [(group_name(way["from"]), _goal(way["to"]), way) for way in found.ways or ()]
    context = {
        "picture": found,
        "ways": ways,
        "total": {
            each: sum(way[each] for way in found.ways) for each in ("value", "freight", "trades", "tonnes")
        }
        if found.ways
        else None,
        "scopes": found.scopes,
    }
    return render(request, "national/round.html", context)


def _goal(codes: list[str]) -> str:
    return (
        group_name(codes) if len(codes) <= ALONE else _("%(names)s (digabung)") % {"names": short_name(codes)}
    )
