"""Agreements all over the demo network, so that its national figures have something to count.

Each is between two cooperatives that sign nothing else; some have been delivered already.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.agreements.terms import Terms
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.demo.agreed import Deal, deliver, promise, sign
from jejaring.web.demo.people import guard
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of

PAIRS = 90
PLACES = ("12", "32", "33", "35", "51", "73")
"""Provinces in which they lie."""
UNDER_WAY = 3
"""One in so many is not delivered yet."""
LEAST = 10
"""Base units."""
MOST = 5_000


@transaction.atomic
def sign_widely() -> int:
    """How many agreements were signed."""
    count = 0
    for offer, need in _pairs():
        giver, receiver = (_deal(each.cooperative) for each in (offer, need))
        quantity = int(min(offer.quantity, need.quantity, Decimal(MOST)))
        unit = base_of(offer.kind, offer.commodity, "")
        line = promise(giver, receiver, offer.commodity, quantity, unit, int(need.price))
        made = sign("Jual beli contoh", (giver, receiver), [line], Terms())
        if count % UNDER_WAY:
            deliver(giver, receiver, made.commitments.get(), quantity, days_ago=10)
        count += 1
    return count


def _pairs() -> Iterator[tuple[Listing, Listing]]:
    """An offer and a need of the same thing, in different regencies, of cooperatives not yet used."""
    busy = set(Membership.objects.values_list("cooperative", flat=True))
    listed = (
        Listing.objects.open_on(timezone.localdate())
        .filter(kind__in=("offers", "needs"), cooperative__outside=False, quantity__gte=LEAST)
        .filter(cooperative__in=Cooperative.objects.in_regions(list(PLACES)))
        .select_related("cooperative")
        .order_by("commodity", "pk")
    )
    offers: defaultdict[str, list[Listing]] = defaultdict(list)
    count = 0
    for kind in ("offers", "needs"):
        for one in listed.filter(kind=kind):
            waiting = offers[one.commodity]
            if kind == "offers":
                waiting.append(one)
                continue
            fits = (
                each
                for each in waiting
                if each.region[:5] != one.region[:5] and not busy & {each.cooperative_id, one.cooperative_id}
            )
            offer = next(fits, None)
            if offer is None:
                continue
            busy |= {offer.cooperative_id, one.cooperative_id}
            yield offer, one
            count += 1
            if count == PAIRS:
                return


def _deal(cooperative: Cooperative) -> Deal:
    """With a chair who is told nothing, having neither telephone nor e-mail."""
    chair = Person.objects.create_user(name="Ketua Contoh")
    Membership.objects.create(person=chair, cooperative=cooperative, role=Membership.Role.CHAIR)
    guard(chair)
    return Deal(cooperative, chair)
