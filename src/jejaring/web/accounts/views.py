"""A person's own pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jejaring.web.accounts.second_factor import has_second_factor, safe_path

WANTED = "second_factor_for"
"""In the session: the page to go back to once the second factor is set up."""


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How the person is called and reached, and how their account is guarded."""
    return render(request, "accounts/account.html", {"second_factor": has_second_factor(request.user)})


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, how to set it up, and back to what the person wanted to do."""
    if has_second_factor(request.user):
        known = request.session.pop(WANTED, "/")
        return HttpResponseRedirect(safe_path(request, request.GET.get("next", known)))
    request.session[WANTED] = safe_path(request, request.GET.get("next", "/"))
    return render(request, "accounts/second_factor.html")
