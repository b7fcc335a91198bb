"""Who is let in, and for which cooperatives they act."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.trade.rules import may


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
        Cooperative.objects.filter(pk__in=Membership.objects.of(person).values("cooperative")).order_by(
            "name", "pk"
        )
    )
