"""The choice of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from jejaring.web.common.language import COOKIE

ONE_YEAR = 365 * 24 * 3600


def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's language, and go back to where they were."""
    if request.method != "POST":
        return redirect("home")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            COOKIE, language, max_age=ONE_YEAR, samesite="Lax", secure=settings.ONLY_HTTPS, httponly=True
        )
    return response
