"""Which listings a round is of: its territory's, and of its commodities whatever makes or uses them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from jejaring.web.rounds.models import Round
from jejaring.web.trade.makings import makings
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import ListingQuerySet


def listings_of(round: Round, today: date) -> ListingQuerySet:
    """The open listings that the round would freeze on a day."""
    listings = Listing.objects.open_on(today)
    if round.region:
        listings = listings.filter(region__startswith=round.region)
    return of_commodities(listings, round.commodities)


def of_commodities(listings: ListingQuerySet, commodities: Iterable[str]) -> ListingQuerySet:
    """Those of the commodities, of what they are made of, and all haulage; no commodity named: all."""
    goods, recipes = whole_chain(commodities)
    if not goods:
        return listings
    return listings.filter(Q(commodity__in=goods) | Q(recipe__in=recipes) | Q(kind=Listing.Kind.HAULAGE))


def whole_chain(commodities: Iterable[str]) -> tuple[set[str], set[str]]:
    """The commodities with all that they are made of, and the recipes of all that."""
    goods = set(commodities)
    recipes: set[str] = set()
    while True:
        using = [each for each in makings() if each.product in goods and each.name not in recipes]
        if not using:
            return goods, recipes
        for each in using:
            recipes.add(each.name)
            goods |= {name for name, _amount in each.inputs}
