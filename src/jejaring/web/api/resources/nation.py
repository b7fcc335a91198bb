"""National figures of a time, of a territory, of a round; the quarters' reports."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from jejaring.geography import region
from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.views.papers import given
from jejaring.web.api.fields import Key, file_of
from jejaring.web.api.problems import Problem
from jejaring.web.api.tokens import anybody, guarded, reads
from jejaring.web.common.sheets import XLSX
from jejaring.web.national.cells import PROVINCE, REGENCY
from jejaring.web.national.models import RoundPicture
from jejaring.web.national.quarters import Quarter
from jejaring.web.national.report import Report, quarterly_paper, report_of, workbook
from jejaring.web.national.rules import SEE
from jejaring.web.national.tables import Row, inside, releases, rows_by
from jejaring.web.national.views.files import name_of
from jejaring.web.national.views.pages import LEVELS, YEAR, released_in
from jejaring.web.trade.views.access import demand

router = Router(tags=["national"])
Time = Annotated[str, Query(max_length=10, description="`setahun`, `semua`, or a quarter as `2026-4`.")]
Territory = Annotated[str, Path(max_length=13, description="Kemendagri code of a province or regency.")]
QuarterName = Annotated[str, Path(max_length=6, description="As `2026-4`.")]


class FiguresOut(Schema):
    """One group of regions; null: held back until the next release."""

    regions: list[str] = Field(description="Codes; more than one where single ones would be told apart.")
    committed: int | None
    agreements: int | None
    value: int | None = Field(description="Whole rupiah.")
    needs: int | None
    cooperatives: int = Field(description="In the register.")


class FlowOut(Schema):
    """What goes from some provinces to some, of at least five sellers and five buyers."""

    origins: list[str]
    destinations: list[str]
    value: int
    freight: int
    trades: int
    tonnes: float


class ScopeOut(Schema):
    """What the same market comes to when trade is kept within a scope."""

    scope: str
    surplus: int
    needs: int


class RoundPictureOut(Schema):
    """What a round's first announced plan brings between provinces; null: of too few cooperatives."""

    round: int = Field(alias="round_id")
    ways: list[FlowOut] | None
    scopes: list[ScopeOut] | None

    @staticmethod
    def resolve_ways(picture: Any) -> Any:
        """By the names of the description."""
        renamed = [way | {"origins": way["from"], "destinations": way["to"]} for way in picture.ways or ()]
        return None if picture.ways is None else renamed


@router.get("/national-figures", auth=anybody, response=list[FiguresOut])
def figures(request: HttpRequest, time: Time = YEAR) -> Any:
    """The country by groups of provinces, of the last year, all times or a quarter."""
    return [_told(row) for row in rows_by(PROVINCE, _released(time))]


@router.get("/national-figures/{code}", auth=reads, response=list[FiguresOut])
def territory(request: HttpRequest, code: Territory, time: Time = YEAR) -> Any:
    """A province or a regency by regencies, for those who coordinate it."""
    guarded(request)
    place = region(code)
    if place is None or place.level not in LEVELS:
        raise Http404
    demand(request, SEE, code)
    return [_told(row) for row in inside(rows_by(REGENCY, _released(time)), code)]


@router.get("/rounds/{id}/picture", auth=anybody, response=RoundPictureOut)
def picture(request: HttpRequest, id: Key) -> Any:
    """Who supplies whom, between provinces, and what the network saves."""
    return get_object_or_404(RoundPicture, round=id)


@router.get("/reports/{quarter}/paper", auth=anybody, openapi_extra=file_of("application/pdf"))
def paper(request: HttpRequest, quarter: QuarterName) -> Any:
    """The report of a quarter."""
    report = _report(quarter)
    return given(quarterly_paper(report, address_maker(request)), name_of(report))


@router.get("/reports/{quarter}/workbook", auth=anybody, openapi_extra=file_of(XLSX))
def sheets(request: HttpRequest, quarter: QuarterName) -> Any:
    """The same as XLSX."""
    return HttpResponse(workbook(_report(quarter)), content_type=XLSX)


def _released(time: str) -> Any:
    chosen = released_in(time, releases())
    if chosen is None:
        told = _("Tidak ada angka untuk masa itu. Pakai setahun, semua, atau triwulan seperti 2026-4.")
        raise Problem("not-valid", "", [("time", told)])
    return chosen


def _report(quarter: str) -> Report:
    asked = Quarter.parse(quarter)
    report = report_of(asked, releases()) if asked else None
    if report is None:
        raise Http404
    return report


def _told(row: Row) -> dict[str, Any]:
    return {"regions": row.regions, "cooperatives": row.cooperatives, **row.figures}
