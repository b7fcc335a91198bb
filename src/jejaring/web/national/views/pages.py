"""Pages of national figures: the country for everybody, a territory for its coordinators, the open data."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from jejaring.geography import region
from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.common.sheets import asked_for, given
from jejaring.web.cooperatives.models import Territory
from jejaring.web.cooperatives.views.asking import permit
from jejaring.web.national.beginning import beginning
from jejaring.web.national.cells import PROVINCE, REGENCY
from jejaring.web.national.draft import MEASURES
from jejaring.web.national.map import shaded_map
from jejaring.web.national.models import Release, RoundPicture
from jejaring.web.national.opendata import FORMS, TABLES, dictionary, table
from jejaring.web.national.quarters import Quarter
from jejaring.web.national.rules import SEE
from jejaring.web.national.tables import Row, inside, of_last_year, releases, rows_by, total_of
from jejaring.web.national.wording import group_name, period_name, quarter_name, short_name

YEAR, ALL = "setahun", "semua"
QUARTERS_SHOWN = 8
ROUNDS_SHOWN = 5
LEVELS = ("province", "regency")


def nation(request: HttpRequest) -> HttpResponseBase:
    """The country, by province."""
    every = releases()
    chosen = chosen_releases(request, every)
    if chosen is None:
        return no_such_quarter(request, every, request.GET.get("masa", ""))
    rows = rows_by(PROVINCE, chosen)
    own = _territories_of(request)
    if file := asked_for(request):
        return _file(file, "nasional", rows)
    context = {
        "every": total_of(rows_by(PROVINCE, every)),
        "since_beginning": period_name(every),
        "last": every[-1] if every else None,
        "began": beginning(),
        "quarters": quarters_of(every)[:QUARTERS_SHOWN],
        "pictures": RoundPicture.objects.select_related("round").order_by("-pk")[:ROUNDS_SHOWN],
        "territories": [(each, group_name([each])) for each in own if each],
    }
    return render(request, "national/nation.html", context | _table(request, chosen, rows, linked=own))


@second_factor_required
def territory(request: HttpRequest, code: str) -> Any:
    """A province or a regency, by regency, for those who coordinate it."""
    place = region(code)
    if place is None or place.level not in LEVELS:
        raise Http404
    permit(request, SEE, code)
    every = releases()
    chosen = chosen_releases(request, every)
    if chosen is None:
        return no_such_quarter(request, every, request.GET.get("masa", ""))
    rows = inside(rows_by(REGENCY, chosen), code)
    if file := asked_for(request):
        return _file(file, f"wilayah-{code}", rows, code)
    linked = [code] if place.level == "province" else []
    context = {
        "place": place,
        "last": every[-1] if every else None,
        "quarters": quarters_of(every)[:QUARTERS_SHOWN],
        "whole": place.level == "regency",
        "shared": any(not each.startswith(code) for row in rows for each in row.regions),
    }
    return render(request, "national/territory.html", context | _table(request, chosen, rows, code, linked))


def data(request: HttpRequest) -> HttpResponse:
    """The open data's files and their dictionary."""
    every = releases()
    tables = [
        (name, [each for each in dictionary() if each.table == name], table(name, every).height)
        for name in TABLES
    ]
    context = {"tables": tables, "forms": FORMS, "last": every[-1] if every else None}
    return render(request, "national/data.html", context)


def chosen_releases(request: HttpRequest, every: Sequence[Release]) -> Sequence[Release] | None:
    """Those of the time that is asked for; None when nothing was released then."""
    return released_in(request.GET.get("masa", YEAR), every)


def released_in(time: str, every: Sequence[Release]) -> Sequence[Release] | None:
    """Those of a quarter, of the last year or all of them; None when nothing was released then."""
    if time in (YEAR, ALL):
        return every if time == ALL else of_last_year(every)
    return [each for each in every if each.quarter == time] or None


def no_such_quarter(request: HttpRequest, every: Sequence[Release], text: str) -> HttpResponse:
    """Why there is nothing of this quarter, and of which there is."""
    context = {"asked": text, "quarter": Quarter.parse(text), "quarters": quarters_of(every)}
    return render(request, "national/no_such_quarter.html", context, status=404)


def quarters_of(every: Sequence[Release]) -> list[tuple[str, str]]:
    """Code and name of every quarter with a report, the newest first."""
    return [(str(each), quarter_name(each)) for each in sorted({each.period for each in every}, reverse=True)]


def _table(
    request: HttpRequest,
    chosen: Sequence[Release],
    rows: list[Row],
    code: str = "",
    linked: Sequence[str] = (),
) -> dict[str, Any]:
    """The table and the map of these rows; those in the territories `linked` lead to their own pages."""
    names = [group_name(row.regions, code[:PROVINCE]) for row in rows]
    words = [
        _("%(place)s: %(n)s dari %(all)s")
        % {"place": name, "n": row.figures["committed"] or 0, "all": row.cooperatives}
        for name, row in zip(names, rows, strict=True)
    ]
    label = _("Peta: berapa dari seratus koperasi di register yang berkomitmen, %(period)s") % {
        "period": period_name(chosen)
    }
    return {
        "asked": request.GET.get("masa", YEAR),
        "period": period_name(chosen),
        "rows": [
            (short_name(row.regions, code[:PROVINCE]), name, row, _leads_to(row, linked))
            for name, row in zip(names, rows, strict=True)
        ],
        "total": total_of(rows),
        "map": shaded_map(rows, words, label, code[:PROVINCE]),
        "held": chosen[-1].held if chosen else [],
    }


def _file(form: str, name: str, rows: list[Row], code: str = "") -> HttpResponseBase:
    """The table as a file; nothing where a figure is held back."""
    headings = [_("Kode"), _("Wilayah"), _("Berkomitmen"), _("Perjanjian"), _("Rupiah")]
    headings += [_("Kebutuhan terpenuhi"), _("Koperasi di register")]
    told = [
        (
            *("+".join(row.regions), group_name(row.regions, code[:PROVINCE])),
            *(row.figures[measure] for measure in MEASURES),
            row.cooperatives,
        )
        for row in rows
    ]
    return given(form, name, headings, told)


def _leads_to(row: Row, linked: Sequence[str]) -> str:
    """Code of the page of the row's only region, in a territory; empty for none."""
    code = row.regions[0]
    known = len(row.regions) == 1 and region(code) is not None
    return code if known and any(code.startswith(each) for each in linked) else ""


def _territories_of(request: HttpRequest) -> list[str]:
    """Codes of the provinces and regencies that the person coordinates; empty text: the whole country."""
    if not request.user.is_authenticated:
        return []
    own = Territory.objects.filter(person=request.user.pk, ended=None).values_list("region", flat=True)
    return sorted({code[:REGENCY] for code in own})
