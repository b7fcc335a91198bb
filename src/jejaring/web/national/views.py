"""The commitment counter, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jejaring.web.national.commitments import beginning, commitments


def counter(request: HttpRequest) -> HttpResponse:
    """How many have committed, how that is counted, and where it began."""
    return render(request, "national/commitments.html", {"now": commitments(), "began": beginning()})
