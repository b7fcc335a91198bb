"""The API's reference: where to begin, and a page a subject."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jejaring.web.api.models import Scope
from jejaring.web.api.problems import TITLES
from jejaring.web.api.reference import subjects


def start(request: HttpRequest) -> HttpResponse:
    """How to ask, what holds everywhere, and the subjects."""
    context = {
        "subjects": subjects().values(),
        "scopes": Scope.choices,
        "problems": [(kind, status, title) for kind, (status, title) in TITLES.items()],
        "address": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "api/start.html", context)


def subject(request: HttpRequest, name: str) -> HttpResponse:
    """All that can be asked about one thing."""
    found = subjects().get(name)
    if found is None:
        raise Http404
    return render(request, "api/subject.html", {"subject": found, "subjects": subjects().values()})
