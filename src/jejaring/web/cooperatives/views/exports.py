"""Download what the directory's filters show."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.common.sheets import FORMS, given
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.directory import asked_for
from jejaring.web.cooperatives.exporting import headings, rows
from jejaring.web.cooperatives.forms.directory import DirectoryForm
from jejaring.web.cooperatives.rules import coordinates_region

EVERYWHERE = ""
"""The code of the whole country."""


def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """CSV or XLSX of all that the filters show."""
    if form not in FORMS:
        raise Http404
    asked = DirectoryForm(request.GET)
    if not asked.is_valid():
        return redirect("cooperatives:directory")
    among = asked_for(asked.cleaned_data)
    found = search.find(among, asked.cleaned_data["cari"]) if asked.cleaned_data["cari"] else None
    chosen = among if found is None else found.cooperatives()
    places = asked.cleaned_data["wilayah"] or [EVERYWHERE]
    person = request.user
    private = person.is_authenticated and has_second_factor(person)
    private = private and all(coordinates_region(person, place) for place in places)
    return given(form, "koperasi", headings(private), rows(chosen, private))
