"""Which open listings answer a question put to the market."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from jejaring.web.trade.meant import recipes_meant
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import ListingQuerySet


def listings_asked_for(question: dict[str, Any], today: date) -> ListingQuerySet:
    """Open listings chosen by kind, commodity and place, as a cleaned `MarketForm` asks for them."""
    listings = Listing.objects.open_on(today).select_related("cooperative")
    if question["jenis"]:
        listings = listings.filter(kind=question["jenis"])
    if question["apa"]:
        goods = question["apa"]
        listings = listings.filter(Q(commodity__in=goods) | Q(recipe__in=recipes_meant(goods)))
    if question["di"]:
        listings = listings.filter(reduce(or_, (Q(region__startswith=code) for code in question["di"])))
    return listings
