"""The API itself: its description, its subjects, how faults are told."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongShape
from ninja.router import BoundRouter

from jejaring.web.api.description import Description
from jejaring.web.api.etags import tagged
from jejaring.web.api.faults import REFUSALS, of_refusal
from jejaring.web.api.known import only_what_is_known
from jejaring.web.api.problems import Problem, of_outage, of_shape
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
    insight,
    listings,
    money,
    nation,
    papers,
    proposals,
    rounds,
    tokens,
    valueflows,
    ways,
    webhooks,
)
from jejaring.web.operations.outages import is_outage

log = logging.getLogger("jejaring.api")
VERSION = "1.0.0"


class Api(NinjaAPI):
    """Answers with entity tags; its description tells all problems."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._described: dict[str, Description] = {}
        """By the prefix of all paths: a description takes a second to make, and stays as it is."""

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """The answer and its tag."""
        return tagged(request, super().create_response(request, data, **more))

    def _get_bound_routers(self) -> list[BoundRouter]:
        first = self._bound_routers_cache is None
        bound = super()._get_bound_routers()
        for router in bound if first else ():
            for path in router.path_operations.values():
                for operation in path.operations:
                    only_what_is_known(operation)
        return bound

    def get_openapi_schema(self, *, path_prefix: str | None = None, **_more: Any) -> Any:
        """OpenAPI 3.1, with the answers that every operation may give."""
        prefix = self.get_root_path({}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = Description(self, prefix)
        return self._described[prefix]


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
    *(listings, cooperatives, imports, proposals, agreements, deliveries, ways),
    *(money, finance, credit, rounds, insight, clearing, inbox, nation),
    *(papers, tokens, webhooks, bulk, valueflows),
)
for subject in SUBJECTS:
    api.add_router("", subject.router)


def _refused(_request: HttpRequest, fault: Any) -> HttpResponse:
    return of_refusal(fault).response()


for refusal in REFUSALS:
    api.add_exception_handler(refusal, _refused)


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
