"""Outermost around every answer: gives it its id, measures it, writes it down, and tells outages as such."""

import logging
import re
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from jejaring.web.common.correlation import belonging_to
from jejaring.web.common.language import language_of
from jejaring.web.operations import endpoints, metrics
from jejaring.web.operations.logs import REQUESTS
from jejaring.web.operations.outages import AGAIN_IN, is_outage

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
LOG = logging.getLogger(REQUESTS)


class RequestMiddleware:
    """Stands first of all middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and account for it."""
        name = _id_of(request)
        with belonging_to(name):
            if request.path.startswith(endpoints.UNDER):
                response = endpoints.answer(request)
            else:
                response = self._accounted(request)
        response.headers[HEADER] = name
        return response

    def _accounted(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with metrics.ANSWERING.track_inprogress():
            response = self.get_response(request)
        if response.status_code == 500 and is_outage(getattr(request, "fault", None)):
            response = _away(request)
        seconds = time.perf_counter() - began
        match = request.resolver_match
        metrics.answered(
            str(request.method), match.view_name if match else "-", response.status_code, seconds
        )
        _write_down(request, response.status_code, seconds)
        return response


def _write_down(request: HttpRequest, status: int, seconds: float) -> None:
    """One line. Not the address itself: some hold secrets; but its pattern, and the numbers in it."""
    match = request.resolver_match
    route = match.route if match else "-"
    person = getattr(request, "_cached_user", None)  # only if the answer needed to know
    said = {
        "method": request.method,
        "route": route,
        "keys": {name: key for name, key in match.kwargs.items() if isinstance(key, int)} if match else {},
        "status": status,
        "milliseconds": round(1000 * seconds, 1),
        "person": person.pk if person is not None else None,
    }
    failed = status >= 500
    level, fault = (logging.ERROR, getattr(request, "fault", None)) if failed else (logging.INFO, None)
    LOG.log(level, "%s %s %s", request.method, route, status, extra=said, exc_info=fault)


def _id_of(request: HttpRequest) -> str:
    """The proxy's where there is one that says it, else a new one."""
    given = request.headers.get(HEADER, "")
    if settings.SECURE_PROXY_SSL_HEADER and GIVEN.fullmatch(given):
        return given
    return uuid.uuid4().hex


def note_fault(request: HttpRequest | None = None, **_more: Any) -> None:
    """Keep what went wrong with the request; Django's signal tells."""
    if request is not None:
        request.fault = sys.exc_info()[1]  # type: ignore[attr-defined]


got_request_exception.connect(note_fault)


def _away(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request)):
        page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN_IN)})
