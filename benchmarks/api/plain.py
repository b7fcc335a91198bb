"""The views that one would write without the API: numbered pages, and everything in one answer.

They tell the same rows in the same words, without token, rates, tags or a shape that is checked.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of

SAME = (
    *("id", "kind", "commodity", "recipe", "quantity", "price", "minimum", "region", "destination"),
    *("hours", "note", "state", "expires", "entered", "changed"),
)


def rows() -> Any:
    """All that is open, the newest first."""
    found = Listing.objects.open_on(timezone.localdate()).select_related("cooperative")
    return found.prefetch_related("photos").order_by("-pk")


def told(listing: Listing) -> dict[str, Any]:
    """One row."""
    months = {
        name: f"{getattr(listing, name):%Y-%m}" if getattr(listing, name) else None
        for name in ("first_month", "last_month")
    }
    return {
        **{name: getattr(listing, name) for name in SAME},
        **months,
        "cooperative": {"id": listing.cooperative.pk, "name": listing.cooperative.name},
        "unit": base_of(listing.kind, listing.commodity, listing.recipe),
        "open": listing.is_open,
        "photos": [
            {"id": each.pk, "width": each.width, "height": each.height} for each in listing.photos.all()
        ],
    }


def page(request: HttpRequest) -> JsonResponse:
    """A numbered page, with how many there are."""
    paginator = Paginator(rows(), int(request.GET["limit"]))
    shown = paginator.page(int(request.GET["page"]))
    return JsonResponse({"total": paginator.count, "items": [told(each) for each in shown]})


def everything(_request: HttpRequest) -> JsonResponse:
    """All of it."""
    return JsonResponse({"items": [told(each) for each in rows()]})
