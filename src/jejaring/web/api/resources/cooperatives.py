"""The register: the directory, one cooperative, its facts, its people, where registers disagree."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from jejaring.web.accounts.reading import note
from jejaring.web.agreements.record import record_of
from jejaring.web.api.etags import IfMatch, demand_seen
from jejaring.web.api.fields import Key, found
from jejaring.web.api.models import Scope
from jejaring.web.api.paging import After, cursor_of, read_cursor
from jejaring.web.api.problems import Problem, of_form
from jejaring.web.api.shapes.cooperatives import (
    PRIVATE,
    CooperativeChange,
    CooperativeIn,
    CooperativeOut,
    CooperativePage,
    FactIn,
    FactOut,
    MismatchOut,
    PersonOut,
    RecordOut,
    Settling,
    Type,
)
from jejaring.web.api.tokens import anybody, guarded, reads, writes
from jejaring.web.cooperatives.actions import register
from jejaring.web.cooperatives.directory import page
from jejaring.web.cooperatives.forms.cooperative import CooperativeForm, FactForm
from jejaring.web.cooperatives.forms.directory import DirectoryForm
from jejaring.web.cooperatives.models import Cooperative, Membership, Mismatch
from jejaring.web.cooperatives.rules import coordinates_region, coordinates_somewhere
from jejaring.web.cooperatives.seen import facts_seen, seen_privately, sees_private
from jejaring.web.trade.views.access import demand

router = Router(tags=["cooperatives"])
NAMES = {
    "cari": "words",
    "wilayah": "region",
    "jenis": "type",
    "komoditas": "trading",
    "rat": "met_for",
    "sertifikat": "certified",
    "badan_hukum": "legal",
}


@router.get("/cooperatives", auth=anybody, response=CooperativePage)
def directory(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=200, description="Name, business or place.")] = "",
    region: Annotated[str, Query(max_length=120)] = "",
    type: Annotated[Type, Query()] = "",
    trading: Annotated[str, Query(max_length=60, description="A commodity offered or needed now.")] = "",
    met_for: Annotated[int | None, Query(ge=2000, le=9999, description="Year of an annual meeting.")] = None,
    certified: bool = False,
    legal: bool = False,
    after: After = "",
) -> Any:
    """The directory, 25 a page."""
    asked = {"cari": words, "wilayah": region, "jenis": type, "komoditas": trading, "rat": met_for or ""}
    form = DirectoryForm(asked | {"sertifikat": certified, "badan_hukum": legal})
    if not form.is_valid():
        raise of_form(form, NAMES)
    shown = page(form.cleaned_data, read_cursor(after) if after else "")
    private = seen_privately(request.user, shown.cooperatives)
    return CooperativePage(
        items=[
            CooperativeOut.of(each, shown.facts[each.pk], private=each.pk in private)
            for each in shown.cooperatives
        ],
        next=cursor_of(shown.following) if shown.following else None,
        total=shown.total,
    )


@router.post("/cooperatives", auth=writes(Scope.REGISTER), response={201: CooperativeOut})
def enter(request: HttpRequest, said: CooperativeIn) -> Any:
    """A coordinator enters a cooperative of their territory."""
    guarded(request)
    demand(request, "cooperatives.import", None)
    form = CooperativeForm(said.over(None))
    if not form.is_valid():
        raise of_form(form)
    if not coordinates_region(request.user, form.cleaned_data["region"]):
        raise Problem("not-valid", "", [("region", _("Tempat ini di luar wilayah tugas Anda."))])
    entered = register.enter(form.save(commit=False), actor=request.user)
    return Status(201, _shown(request, entered.pk))


@router.get("/cooperatives/{id}", auth=anybody, response=CooperativeOut)
def one(request: HttpRequest, id: Key) -> Any:
    """One cooperative with its facts; money and numbers only for its own people and coordinators."""
    return _shown(request, id)


@router.patch("/cooperatives/{id}", auth=writes(Scope.REGISTER), response=CooperativeOut)
def change(request: HttpRequest, id: Key, said: CooperativeChange, if_match: IfMatch = None) -> Any:
    """Change what the register says."""
    cooperative = _changeable(request, id)
    demand_seen(if_match, _shown(request, id))
    form = CooperativeForm(said.over(cooperative), instance=Cooperative.objects.get(pk=id))
    if not form.is_valid():
        raise of_form(form)
    register.change(cooperative, form.values, actor=request.user, version=cooperative.version)
    return _shown(request, id)


@router.post("/cooperatives/{id}/facts", auth=writes(Scope.REGISTER), response={201: FactOut})
def tell(request: HttpRequest, id: Key, said: FactIn) -> Any:
    """Tell a dated fact; told again for the same day by the same source, it is put right."""
    cooperative = _changeable(request, id)
    form = FactForm({name: "" if value is None else value for name, value in said.dict().items()})
    if not form.is_valid():
        raise of_form(form)
    fact = register.add_fact(cooperative, actor=request.user, **form.cleaned_data)
    return Status(201, FactOut.of(fact))


@router.get("/cooperatives/{id}/record", auth=anybody, response=RecordOut)
def record(request: HttpRequest, id: Key) -> Any:
    """How it has kept its word on the network so far: counts, never a score."""
    return record_of(found(Cooperative.objects.all(), id), timezone.localdate())


@router.get("/cooperatives/{id}/people", auth=reads, response=list[PersonOut])
def people(request: HttpRequest, id: Key) -> Any:
    """Who acts for it."""
    cooperative = found(Cooperative.objects.all(), id)
    _demand_guarded(request, "cooperatives.see_people", cooperative)
    board = Membership.objects.filter(cooperative=cooperative, ended=None).select_related("person")
    note(request, *(each.person for each in board))
    return [
        PersonOut(name=each.person.name, role=each.role, phone=each.person.phone, email=each.person.email)
        for each in board.order_by("since")
    ]


@router.get("/cooperatives/{id}/mismatches", auth=reads, response=list[MismatchOut])
def mismatches(request: HttpRequest, id: Key) -> Any:
    """Where registers disagree."""
    cooperative = _changeable(request, id)
    rows = cooperative.mismatches.filter(settled=None).order_by("field")
    if not sees_private(request.user, cooperative):
        rows = rows.exclude(field__in=PRIVATE)
    return [
        MismatchOut(id=each.pk, field=each.field, ours=each.ours, theirs=each.theirs, source=each.source)
        for each in rows
    ]


@router.post("/cooperatives/{id}/mismatches/{mismatch}", auth=writes(Scope.REGISTER), response=CooperativeOut)
def settle(request: HttpRequest, id: Key, mismatch: Key, said: Settling) -> Any:
    """Say which of two registers is right."""
    cooperative = _changeable(request, id)
    disagreed = found(Mismatch.objects.filter(cooperative=cooperative), mismatch)
    register.settle(disagreed, actor=request.user, take_theirs=said.take == "theirs")
    return _shown(request, id)


def _shown(request: HttpRequest, key: int) -> CooperativeOut:
    cooperative = found(Cooperative.objects.all(), key)
    private = sees_private(request.user, cooperative)
    return CooperativeOut.of(cooperative, list(facts_seen(request.user, cooperative)), private=private)


def _changeable(request: HttpRequest, key: int) -> Cooperative:
    cooperative: Cooperative = found(Cooperative.objects.all(), key)
    _demand_guarded(request, "cooperatives.change", cooperative)
    return cooperative


def _demand_guarded(request: HttpRequest, permission: str, cooperative: Cooperative) -> None:
    """Coordinators need a second factor, as on the pages (`coordinators_guarded`)."""
    demand(request, permission, cooperative)
    if coordinates_somewhere(request.user):
        guarded(request)
