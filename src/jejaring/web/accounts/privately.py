"""What every answer to somebody who is signed in says to the browser, and what is kept of it.

Pages of people who are signed in are kept by their browser alone, asked about anew each time, and forgotten
when they sign out; so that a shared phone tells the next person nothing. They may be kept at all because
going back to a form must not lose what was typed.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from jejaring.web.accounts.reading import keep_what_was_read

View = Callable[[HttpRequest], HttpResponseBase]


def privately(get_response: View) -> View:
    """Middleware, to stand behind what knows the person."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        keep_what_was_read(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache"'
        if getattr(request.user, "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answered
