"""The person behind a request; and what they typed into a form when their session had run out meanwhile.

Such a form waits in the new, still anonymous session behind the sign-in page, for half an hour at most, and
is shown again filled in. It never stands in an address, where logs would keep it. The same happens to what is
sent by somebody who has yet to set up a second factor for it.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jejaring.web.accounts.models import Person

View = Callable[..., HttpResponse]
KEPT = "form-kept"
KEPT_SECONDS = 1800
LONGEST = 20_000
"""Letters of a form that is kept."""
NOT_KEPT = ("csrfmiddlewaretoken",)


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
            keep(request)
            return redirect_to_login(request.path)
        return redirect_to_login(request.get_full_path())

    return wrapped


def posted(page: str, *names: str) -> Callable[[View], View]:
    """For what is done by a button or form of another page: who comes by its address is led to that page.

    People do so who had to sign in again after pressing the button, or who reload the page.

    Parameters
    ----------
    page : str
        Name of the page's address.
    *names : str
        Which parts of this address the page's has as well.
    """

    def over(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *arguments, **named)
            _say_if_not_sent(request)
            return redirect(page, **{name: named[name] for name in names})

        return wrapped

    return over


def kept(request: HttpRequest, *paths: str) -> dict[str, str]:
    """What was typed into a form before its session ran out, one value for each field; given once.

    Parameters
    ----------
    *paths : str
        Where the form is sent to (or may be), when that is not the page it stands on.
    """
    return {name: str(value) for name, value in kept_whole(request, *paths).items()}


def kept_whole(request: HttpRequest, *paths: str) -> QueryDict:
    """The same with all values of fields that have several."""
    whole = QueryDict(mutable=True)
    found = request.session.get(KEPT)
    if not found or found["path"] not in (paths or (request.path,)) or request.method != "GET":
        return whole
    if not paths:
        _say_if_not_sent(request)
    del request.session[KEPT]
    if time.time() - found["at"] < KEPT_SECONDS:
        for name, values in found["fields"].items():
            whole.setlist(name, values)
    return whole


def keep(request: HttpRequest) -> None:
    """Let what a form said wait until whoever sent it may be here, and tell them so."""
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    if sum(len(value) for values in fields.values() for value in values) <= LONGEST:
        request.session[KEPT] = {"path": request.path, "fields": fields, "at": time.time()}
        messages.info(request, _("Belum terkirim. Yang Anda isi disimpan dan tampil lagi sesudah ini."))
    else:
        messages.info(request, _("Belum terkirim, dan terlalu panjang untuk disimpan. Salin dahulu isinya."))


def _say_if_not_sent(request: HttpRequest) -> None:
    found = request.session.get(KEPT)
    if found and found["path"] == request.path:
        messages.info(request, _("Belum terkirim. Periksa, lalu kirim sekali lagi."))
