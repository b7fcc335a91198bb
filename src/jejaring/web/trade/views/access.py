"""Who is let in, and what happens to a form whose sender is no longer signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict

from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.rules import may

View = Callable[..., HttpResponse]
NOT_KEPT = ("csrfmiddlewaretoken", "token")
LONGEST = 6000
"""Characters of an address that every browser and server takes."""


def signed_in(view: View) -> View:
    """A page for people who are signed in. What was typed into its form waits behind the sign-in."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(_back_to(request))

    return wrapped


def demand(request: HttpRequest, permission: str, subject: Any) -> None:
    """Refuse who may not.

    Raises
    ------
    PermissionDenied
    """
    if not may(request.user, permission, subject):
        raise PermissionDenied


def own_cooperatives(person: Any) -> list[Cooperative]:
    """The cooperatives a person acts for, by name."""
    return list(
        Cooperative.objects.filter(memberships__person=person, memberships__ended=None).order_by("name", "pk")
    )


def typed(request: HttpRequest, names: Any) -> dict[str, str]:
    """What came back through the sign-in, or stood in the address: fields of the form by name."""
    return {name: request.GET[name] for name in names if name in request.GET}


def _back_to(request: HttpRequest) -> str:
    if request.method != "POST":
        return request.get_full_path()
    kept = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in NOT_KEPT:
            kept.setlist(name, values)
    address = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return address if len(address) <= LONGEST else request.path
