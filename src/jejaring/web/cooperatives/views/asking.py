"""What every view asks before it answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jejaring.web.cooperatives.models import Cooperative


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
