"""Who fits a listing, and the cheapest chain where nobody sells it ready-made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.trade.chain import cheapest_chain
from jejaring.web.trade.makers import makers_for
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import SHOWN, commodity_of, partners_of
from jejaring.web.trade.rules import may
from jejaring.web.trade.suppliers import suppliers_of
from jejaring.web.trade.views.listing import visible
from jejaring.web.trade.views.market import page_number


@signed_in
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """The best partners, a page at a time; an offer's makers, a capacity's suppliers, a need's chain."""
    listing = visible(request, pk)
    page, today = page_number(request), timezone.localdate()
    found = partners_of(listing, today=today, page=page)
    makers = makers_for(listing, today=today) if page == 1 else None
    supplies = suppliers_of(listing, today=today) if page == 1 else ()
    chain = None
    if page == 1 and listing.kind == Listing.Kind.NEED:
        chain = cheapest_chain(listing.commodity, listing.region, today=today, without=listing.cooperative_id)
    context = {
        "listing": listing,
        "found": found,
        "page": page,
        "more": found.count > page * SHOWN,
        "makers": makers,
        "making": listing.kind == Listing.Kind.CAPACITY,
        "supplies": supplies,
        "chain": chain,
        "commodity": commodity_of(listing),
        "unit": base_of(listing.kind, listing.commodity, listing.recipe),
        "own": may(request.user, "trade.change_listing", listing),
    }
    return render(request, "trade/partners.html", context)
