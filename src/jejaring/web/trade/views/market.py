"""What is on offer and what is needed: the list everybody sees, and one's own."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.catalogue import shipped_catalogue, suggest_commodities
from jejaring.geography import find_regions, suggest_regions
from jejaring.web.trade.meant import goods_meant, recipes_meant
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import commodity_name, commodity_names, place_name
from jejaring.web.trade.views.access import own_cooperatives, signed_in

A_PAGE = 20
LAST_PAGE = 500


def market(request: HttpRequest) -> HttpResponse:
    """Open listings, the newest first, chosen by kind, commodity and place."""
    listings = Listing.objects.open_on(timezone.localdate()).select_related("cooperative").order_by("-pk")
    kind, what, where = (request.GET.get(name, "").strip()[:120] for name in ("jenis", "apa", "di"))
    hints = []
    if kind in Listing.Kind.values:
        listings = listings.filter(kind=kind)
    if what:
        goods = goods_meant(what)
        if not goods:
            near = suggest_commodities(what, shipped_catalogue())
            hints.append(
                _("Tidak ada komoditas bernama “%(text)s”. Yang mirip: %(near)s.")
                % {"text": what, "near": ", ".join(map(commodity_name, near))}
            )
        listings = listings.filter(Q(commodity__in=goods) | Q(recipe__in=recipes_meant(goods)))
    if where:
        places = [region.code for region in find_regions(where)]
        if not places:
            near = [region.code for region in suggest_regions(where)]
            hints.append(
                _("Tidak ada tempat bernama “%(text)s”. Yang mirip: %(names)s.")
                % {"text": where, "names": ", ".join(map(place_name, near)) or "-"}
            )
        listings = _in_places(listings, places)
    page = page_number(request)
    rows = list(listings[(page - 1) * A_PAGE : page * A_PAGE + 1])
    context = {
        "rows": rows[:A_PAGE],
        "page": page,
        "more": len(rows) > A_PAGE,
        "query": without_page(request),
        "kinds": Listing.Kind.choices,
        "chosen": {"jenis": kind, "apa": what, "di": where},
        "hints": hints,
        "commodities": commodity_names(),
    }
    return render(request, "trade/market.html", context)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The listings of the person's cooperatives: those that have run out first, then the open ones."""
    cooperatives = own_cooperatives(request.user)
    today = timezone.localdate()
    listings = (
        Listing.objects.filter(cooperative__in=cooperatives).select_related("cooperative").order_by("-pk")
    )
    waiting = listings.filter(state=Listing.State.OPEN, expires__lt=today)
    page = page_number(request)
    rows = list(listings.open_on(today)[(page - 1) * A_PAGE : page * A_PAGE + 1])
    context = {
        "cooperatives": cooperatives,
        "waiting": waiting[:A_PAGE],
        "rows": rows[:A_PAGE],
        "closed": listings.filter(state=Listing.State.CLOSED)[:A_PAGE],
        "page": page,
        "more": len(rows) > A_PAGE,
        "query": without_page(request),
    }
    return render(request, "trade/mine.html", context)


def page_number(request: HttpRequest) -> int:
    """The page asked for; 1 when it is no number."""
    text = request.GET.get("halaman", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def without_page(request: HttpRequest) -> str:
    """The rest of the query, to be carried to another page."""
    query = request.GET.copy()
    query.pop("halaman", None)
    return query.urlencode()


def _in_places(listings: Any, codes: list[str]) -> Any:
    chosen = listings.none() if not codes else listings.filter(region__startswith=codes[0])
    for code in codes[1:]:
        chosen = chosen | listings.filter(region__startswith=code)
    return chosen
