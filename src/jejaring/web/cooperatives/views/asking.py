"""What every view asks before it answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.rules import coordinates_somewhere


def cooperative_or_404(key: int) -> Cooperative:
    """The cooperative of an address."""
    return get_object_or_404(Cooperative, pk=key)


def permit(request: HttpRequest, permission: str, subject: Any = None) -> None:
    """Go on only with the permission.

    Raises
    ------
    PermissionDenied
        Without it.
    """
    if not request.user.has_perm(permission, subject):
        raise PermissionDenied(permission)


def coordinators_guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Coordinators need a second factor here, since they reach many cooperatives; officers do not."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        needs = request.user.is_authenticated and coordinates_somewhere(request.user)
        return (second_factor_required(view) if needs else view)(request, *arguments, **named)

    return guarded
