"""Register files: sent in, their columns named, looked at, run, stopped. A person sees their own only."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Router, Status

from jejaring.web.api.etags import IfMatch
from jejaring.web.api.fields import Key, Said, Upload, file_of
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem, of_form
from jejaring.web.api.shapes.imports import ColumnsIn, ImportOut, ImportPage
from jejaring.web.api.steps import Thing, listed
from jejaring.web.api.tokens import guarded, writes
from jejaring.web.common.sheets import as_csv
from jejaring.web.cooperatives.actions import imports as actions
from jejaring.web.cooperatives.forms.imports import ColumnsForm, UploadForm
from jejaring.web.cooperatives.importing.read import Unreadable
from jejaring.web.cooperatives.importing.telling import fault_headings, fault_rows
from jejaring.web.cooperatives.models import RegisterImport
from jejaring.web.trade.views.access import demand

router = Router(tags=["imports"])


def imports_of(person: Any) -> Any:
    """Those that a coordinator sent in."""
    if not person.has_perm("cooperatives.import"):
        return RegisterImport.objects.none()
    return RegisterImport.objects.filter(by=person)


IMPORT = Thing("work", "/imports", imports_of, ImportOut, Scope.REGISTER)
WRITES = writes(Scope.REGISTER)
listed(router, IMPORT, ImportPage, "Register files that one sent in.", auth=WRITES)


@router.post("/imports", auth=WRITES, response={201: ImportOut})
def send(request: HttpRequest, file: File[Upload], source: Form[Said], as_of: Form[date]) -> Any:
    """A coordinator sends a CSV or XLSX file in; what its columns tell is guessed."""
    _permit(request)
    form = UploadForm({"source": source, "as_of": as_of}, MultiValueDict({"file": [file]}))
    if not form.is_valid():
        raise of_form(form)
    data = form.cleaned_data
    try:
        made = actions.upload(
            data["file"].read(),
            actor=request.user,
            name=data["file"].name,
            source=data["source"],
            as_of=data["as_of"],
        )
    except Unreadable as unreadable:
        raise Problem("not-valid", "", [("file", str(unreadable))]) from None
    return Status(201, IMPORT.shown(request, made.pk))


@router.post("/imports/{id}/columns", auth=WRITES, response=ImportOut)
def name_columns(request: HttpRequest, id: Key, said: ColumnsIn, if_match: IfMatch = None) -> Any:
    """Say which column tells what, and find out what the file would change."""
    _permit(request)
    work = IMPORT.seen(request, id, if_match)
    form = ColumnsForm(work.headings, {name: str(at) for name, at in said.columns.items()})
    if not form.is_valid():
        raise of_form(form)
    actions.name_columns(work, form.columns, actor=request.user)
    return IMPORT.shown(request, id)


@router.post("/imports/{id}/start", auth=WRITES, response=ImportOut)
def start(request: HttpRequest, id: Key, if_match: IfMatch = None) -> Any:
    """Run it; `done` of `rows` says how far it is."""
    _permit(request)
    actions.start(IMPORT.seen(request, id, if_match), actor=request.user)
    return IMPORT.shown(request, id)


@router.post("/imports/{id}/cancel", auth=WRITES, response=ImportOut)
def cancel(request: HttpRequest, id: Key) -> Any:
    """Stop it after the rows in hand, however far it is; what was written stands."""
    _permit(request)
    actions.cancel(IMPORT.shown(request, id), actor=request.user)
    return IMPORT.shown(request, id)


@router.get("/imports/{id}/faults", auth=WRITES, openapi_extra=file_of("text/csv"))
def faults(request: HttpRequest, id: Key) -> Any:
    """What is wrong, row by row, as CSV."""
    _permit(request)
    told = as_csv(fault_headings(), fault_rows(IMPORT.shown(request, id)))
    return HttpResponse(b"".join(told), content_type="text/csv; charset=utf-8")


def _permit(request: HttpRequest) -> None:
    guarded(request)
    demand(request, "cooperatives.import", None)
