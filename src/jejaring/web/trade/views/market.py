"""What is on offer and what is needed: the list everybody sees, and one's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.common.numbers import whole
from jejaring.web.trade.asked import listings_asked_for
from jejaring.web.trade.forms.market import MarketForm
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import commodity_names
from jejaring.web.trade.views.access import own_cooperatives

A_PAGE = 20
LAST_PAGE = 500


def market(request: HttpRequest) -> HttpResponse:
    """Open listings, the newest first, chosen by kind, commodity and place."""
    form = MarketForm(request.GET, label_suffix="")
    listings = Listing.objects.none()
    if form.is_valid():
        listings = listings_asked_for(form.cleaned_data, timezone.localdate())
    page = page_number(request)
    rows = list(listings.with_names().order_by("-pk")[(page - 1) * A_PAGE : page * A_PAGE + 1])
    context = {
        "rows": rows[:A_PAGE],
        "page": page,
        "more": len(rows) > A_PAGE,
        "query": without_page(request),
        "form": form,
        "commodities": commodity_names(),
    }
    return render(request, "trade/market.html", context)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The listings of the person's cooperatives: those that have run out first, then the open ones."""
    cooperatives = own_cooperatives(request.user)
    today = timezone.localdate()
    listings = Listing.objects.filter(cooperative__in=cooperatives).with_names().order_by("-pk")
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
    return min(max(whole(request.GET.get("halaman"), 1), 1), LAST_PAGE)


def without_page(request: HttpRequest) -> str:
    """The rest of the query, to be carried to another page."""
    query = request.GET.copy()
    query.pop("halaman", None)
    return query.urlencode()
