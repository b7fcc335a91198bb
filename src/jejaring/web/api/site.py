"""The API itself: its description, its subjects, how faults are told."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongShape

from jejaring.web.agreements.actions import NotYours
from jejaring.web.api.description import Description
from jejaring.web.api.etags import tagged
from jejaring.web.api.problems import Problem, of_outage, of_shape, of_validation
from jejaring.web.api.resources import (
    agreements,
    bulk,
    clearing,
    cooperatives,
    credit,
    deliveries,
    finance,
    imports,
    inbox,
    listings,
    money,
    papers,
    proposals,
    rounds,
    valueflows,
    webhooks,
)
from jejaring.web.cooperatives.actions.register import ChangedMeanwhile as CooperativeChanged
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.operations.outages import is_outage
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

log = logging.getLogger("jejaring.api")
VERSION = "1.0.0"


class Api(NinjaAPI):
    """Answers with entity tags; its description tells all problems."""

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """The answer and its tag."""
        return tagged(request, super().create_response(request, data, **more))

    def get_openapi_schema(self, *, path_prefix: str | None = None, **_more: Any) -> Any:
        """OpenAPI 3.1, with the answers that every operation may give."""
        return Description(self, self.get_root_path({}) if path_prefix is None else path_prefix)


api = Api(
    title="Jejaring",
    version=VERSION,
    description="Everything the site can do, for programs. Quantities and prices are decimal strings in base "
    "units and rupiah; months are YYYY-MM; places are Kemendagri codes.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)
SUBJECTS = (
    *(listings, cooperatives, imports, proposals, agreements, deliveries),
    *(money, finance, credit, rounds, clearing, inbox, papers, webhooks, bulk, valueflows),
)
for subject in SUBJECTS:
    api.add_router("", subject.router)


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.response()


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _fault: Http404) -> HttpResponse:
    return Problem("missing", _("Tidak ada, atau bukan untuk Anda.")).response()


@api.exception_handler(PermissionDenied)
def _forbidden(_request: HttpRequest, _fault: PermissionDenied) -> HttpResponse:
    return Problem("forbidden", _("Anda tidak berhak atas langkah ini.")).response()


@api.exception_handler(NotYours)
def _not_yours(_request: HttpRequest, fault: NotYours) -> HttpResponse:
    return Problem("forbidden", str(fault)).response()


@api.exception_handler(NotAllowed)
@api.exception_handler(Refused)
def _not_now(_request: HttpRequest, fault: Exception) -> HttpResponse:
    return Problem("not-now", str(fault)).response()


@api.exception_handler(ChangedMeanwhile)
@api.exception_handler(CooperativeChanged)
def _changed(_request: HttpRequest, _fault: Exception) -> HttpResponse:
    return Problem("changed-meanwhile", _("Ambil keadaannya sekarang, lalu coba lagi.")).response()


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return of_validation(fault).response()


@api.exception_handler(WrongShape)
def _wrong_shape(_request: HttpRequest, fault: WrongShape) -> HttpResponse:
    return of_shape(fault.errors).response()


@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
def _no_form(_request: HttpRequest, fault: Exception) -> HttpResponse:
    return Problem("too-large" if isinstance(fault, RequestDataTooBig) else "malformed").response()


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, fault: HttpError) -> HttpResponse:
    kind = {401: "signed-out", 403: "forbidden", 429: "too-many"}.get(fault.status_code, "malformed")
    return Problem(kind).response()


@api.exception_handler(Exception)
def _broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    if is_outage(fault):
        return of_outage(request, fault).response()
    log.exception("%s %s", request.method, request.path, exc_info=fault)
    return Problem("broken").response()
