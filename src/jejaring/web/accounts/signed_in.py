"""The person behind a request; and what they typed into a form when their session had run out meanwhile.

Such a form waits in the new, still anonymous session behind the sign-in page, for half an hour at most, and
is shown again filled in. It never stands in an address, where logs would keep it.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from jejaring.web.accounts.models import Person

View = Callable[..., HttpResponse]
KEPT = "form-kept"
KEPT_SECONDS = 1800
LONGEST = 20_000
"""Letters of a form that is kept."""
TOKEN = "csrfmiddlewaretoken"


def person_of(request: HttpRequest) -> Person:
    """Who sent the request, where the view lets only people in who are signed in.

    Raises
    ------
    PermissionDenied
        When nobody is signed in after all.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied("signed out")
    return request.user


def signed_in(view: View) -> View:
    """A page for people who are signed in; what a form said waits for them to have signed in again."""

    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *arguments, **named)
        if request.method == "POST":
            _keep(request)
            return redirect_to_login(request.path)
        return redirect_to_login(request.get_full_path())

    return wrapped


def kept(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form of this page before its session ran out; given once."""
    found = request.session.get(KEPT)
    if not found or found["path"] != request.path or request.method != "GET":
        return {}
    del request.session[KEPT]
    fresh = time.time() - found["at"] < KEPT_SECONDS
    return found["fields"] if fresh else {}


def _keep(request: HttpRequest) -> None:
    fields = {name: value for name, value in request.POST.items() if name != TOKEN}
    if fields and sum(map(len, fields.values())) <= LONGEST:
        request.session[KEPT] = {"path": request.path, "fields": fields, "at": time.time()}
