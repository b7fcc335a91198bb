"""Pages for machines, under /-/: answered before anything else, whatever host or scheme was asked for.

`/-/healthy` says that the process lives, `/-/ready` whether it can serve (else 503 and what is wrong in a
word each), `/-/metrics` figures for Prometheus, to whoever brings JEJARING_METRICS_TOKEN.
"""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from jejaring.web.operations import health, metrics

UNDER = "/-/"


def answer(request: HttpRequest) -> HttpResponse:
    """What the page says; never kept by anybody on the way."""
    page = {"healthy": _healthy, "ready": _ready, "metrics": _metrics}.get(
        request.path[len(UNDER) :], _nothing
    )
    response = page(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def _healthy(_request: HttpRequest) -> HttpResponse:
    return _plain("ok")


def _ready(_request: HttpRequest) -> HttpResponse:
    found = health.faults()
    return _plain(" ".join(found), 503) if found else _plain("ok")


def _metrics(request: HttpRequest) -> HttpResponse:
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    brought = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(brought.encode(), wanted.encode()):
        return _nothing(request)
    return HttpResponse(metrics.told(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _nothing(_request: HttpRequest) -> HttpResponse:
    return _plain("not found", 404)


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")
