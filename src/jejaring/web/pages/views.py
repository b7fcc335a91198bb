"""The front page and one's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jejaring.web.pages.figures import network_figures


def home(request: HttpRequest) -> HttpResponse:
    """What Jejaring is, how large it is today, and where to begin."""
    return render(request, "home.html", {"figures": network_figures()})
