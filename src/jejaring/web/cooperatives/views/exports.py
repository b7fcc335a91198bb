"""Download what the directory's filters show."""

import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.directory import asked_for
from jejaring.web.cooperatives.exporting import as_csv, as_xlsx
from jejaring.web.cooperatives.forms.directory import DirectoryForm
from jejaring.web.cooperatives.rules import coordinates_region

EVERYWHERE = ""
"""The code of the whole country."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """CSV or XLSX of all that the filters show."""
    if form not in ("csv", "xlsx"):
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
    name = f"koperasi-{timezone.localdate():%Y-%m-%d}.{form}"
    if form == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            as_csv(chosen, private), content_type="text/csv; charset=utf-8", headers=disposition
        )
    file = io.BytesIO()
    as_xlsx(chosen, private, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
