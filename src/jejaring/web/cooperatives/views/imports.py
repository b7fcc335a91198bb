"""Take register files in: upload, columns, preview, run. A person sees their own imports only."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, person_of, posted
from jejaring.web.common.renewing import renews_itself
from jejaring.web.common.sheets import FORMS, given
from jejaring.web.cooperatives.actions import imports
from jejaring.web.cooperatives.forms.imports import ColumnsForm, UploadForm
from jejaring.web.cooperatives.importing.check import label
from jejaring.web.cooperatives.importing.read import Unreadable
from jejaring.web.cooperatives.importing.run import SILENT
from jejaring.web.cooperatives.importing.telling import fault_headings, fault_rows
from jejaring.web.cooperatives.models import RegisterImport
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.views.asking import permit


@second_factor_required
def listing(request: HttpRequest) -> HttpResponse:
    """One's imports, and a new one."""
    permit(request, "cooperatives.import")
    form = UploadForm(request.POST or None, request.FILES or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            work = imports.upload(
                file.read(),
                actor=request.user,
                name=file.name,
                source=form.cleaned_data["source"],
                as_of=form.cleaned_data["as_of"],
            )
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("cooperatives:import-columns", work.pk)
    own = RegisterImport.objects.filter(by=person_of(request)).order_by("-uploaded")[:50]
    return render(request, "cooperatives/imports.html", {"form": form, "imports": own})


@second_factor_required
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Say which column tells what; guessed already."""
    work = _own(request, key)
    guessed = {name: str(at) for name, at in work.columns.items()}
    form = ColumnsForm(work.headings, request.POST or None, initial=guessed | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            imports.name_columns(work, form.columns, actor=request.user)
            return redirect("cooperatives:import", key)
        except Refused as refused:
            messages.error(request, str(refused))
    return render(request, "cooperatives/import_columns.html", {"work": work, "form": form})


@second_factor_required
def one(request: HttpRequest, key: int) -> HttpResponse:
    """What the file would change, or how far its run has come."""
    work = _own(request, key)
    running = work.state == RegisterImport.State.RUNNING
    silent = running and (work.progressed is None or work.progressed < timezone.now() - SILENT)
    context: dict[str, Any] = {
        "work": work,
        "preview": work.preview,
        "error_rows": [
            (row, label(column), cell, problem)
            for row, column, cell, problem in work.preview.get("error_rows", ())
        ],
        "running": running and not silent,
        "silent": silent,
        "taken": work.rows - work.preview.get("left_out", 0),
    }
    response = render(request, "cooperatives/import.html", context)
    if running and not silent:
        renews_itself(response)
    return response


@second_factor_required
@posted("cooperatives:import", "key")
def start(request: HttpRequest, key: int) -> HttpResponseRedirect:
    """Run it in the background."""
    try:
        imports.start(_own(request, key), actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("cooperatives:import", key)


@second_factor_required
@posted("cooperatives:import", "key")
def cancel(request: HttpRequest, key: int) -> HttpResponseRedirect:
    """Stop it after the batch in hand."""
    imports.cancel(_own(request, key), actor=request.user)
    messages.success(request, _("Impor dihentikan. Yang sudah tercatat tetap tercatat."))
    return redirect("cooperatives:import", key)


@second_factor_required
def errors(request: HttpRequest, key: int, form: str) -> Any:
    """What is wrong, row by row, as CSV or XLSX."""
    if form not in FORMS:
        raise Http404
    work = _own(request, key)
    return given(form, f"kesalahan-{work.pk}", fault_headings(), fault_rows(work))


def _own(request: HttpRequest, key: int) -> RegisterImport:
    permit(request, "cooperatives.import")
    return get_object_or_404(RegisterImport, pk=key, by=person_of(request))
