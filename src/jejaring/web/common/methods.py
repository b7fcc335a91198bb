"""Methods that are no business of a page, TRACE above all, are refused before any view is asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

View = Callable[[HttpRequest], HttpResponseBase]
KNOWN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def known_methods(get_response: View) -> View:
    """Middleware; views say for themselves which of these they answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)

    return answer
