"""Whoever signs for a cooperative or coordinates a territory shows who they are by a second factor (TOTP).

`second_factor_required` goes over every view that signs or decides. Whether this person may do so is not
asked here: that is for the rules of the object.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jejaring.web.accounts.signed_in import keep, signed_in

View = Callable[..., HttpResponse]


def has_second_factor(person: Any) -> bool:
    """Whether the person has set up an authenticator."""
    return is_mfa_enabled(person, ["totp"])


def second_factor_required(view: View) -> View:
    """Lead a person without a second factor to setting it up, then back to where they came from."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if has_second_factor(request.user):
            return view(request, *arguments, **named)
        if request.method == "POST":
            keep(request)
        back = request.get_full_path() if request.method == "GET" else _page_before(request)
        return HttpResponseRedirect(reverse("second-factor") + "?" + urlencode({"next": back}))

    return signed_in(guarded)


def safe_path(request: HttpRequest, path: str) -> str:
    """The path if it lies on this site, else the front page."""
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return path if safe else "/"


def _page_before(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("referer", ""))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if parts.netloc == request.get_host() else "/"
