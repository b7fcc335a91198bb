"""Whose money a page is about."""

from django.http import HttpRequest

from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.views.asking import cooperative_or_404, permit


def own(request: HttpRequest, key: int) -> Cooperative:
    """The cooperative, if the person acts for it.

    Raises
    ------
    PermissionDenied
        To everybody else, coordinators too.
    """
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.act_for", cooperative)
    return cooperative
