"""The page of one cooperative."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.record import record_of
from jejaring.web.cooperatives.forms.region import full_name
from jejaring.web.cooperatives.map import place_map
from jejaring.web.cooperatives.models import Claim, Cooperative, Fact
from jejaring.web.cooperatives.seen import facts_seen, sees_private
from jejaring.web.cooperatives.standing import standing
from jejaring.web.cooperatives.views.asking import cooperative_or_404
from jejaring.web.trade.models import Listing, Proposal

MOST_LISTINGS = 50


@dataclass(frozen=True)
class Told:
    """A fact as it is shown."""

    fact: Fact
    rupiah: bool
    quantity: bool


@dataclass(frozen=True)
class Disputed:
    """A mismatch as it is shown."""

    pk: int
    label: str
    private: bool
    ours: str
    theirs: str
    source: str


def page(request: HttpRequest, key: int) -> HttpResponse:
    """Who they are, where, what they offer and need, what is known of them and by whom."""
    cooperative = cooperative_or_404(key)
    person = request.user
    changes = person.has_perm("cooperatives.change", cooperative)
    sees_people = sees_private(person, cooperative)
    facts = list(facts_seen(person, cooperative))
    today = timezone.localdate()
    place = full_name(cooperative.region)
    context = {
        "cooperative": cooperative,
        "place": place,
        "map": place_map(
            cooperative.region, _("Peta: letak %(place)s") % {"place": place}, _point(cooperative)
        ),
        "standing": standing(facts, today),
        "facts": [Told(each, each.kind in Fact.RUPIAH, _counts(each)) for each in facts],
        "listings": listings(cooperative, today),
        "mismatches": _mismatches(cooperative),
        "record": _record(cooperative),
        "kept": record_of(cooperative, today),
        "may_change": changes,
        "sees_people": sees_people,
        "may_invite": person.has_perm("cooperatives.invite", cooperative),
        "acts": person.has_perm("cooperatives.act_for", cooperative),
        "waiting": person.is_authenticated
        and Claim.objects.filter(person=person, cooperative=cooperative, state=Claim.State.WAITING).first(),
    }
    return render(request, "cooperatives/page.html", context)


def listings(cooperative: Cooperative, today: date) -> list[Listing]:
    """What it offers and needs today."""
    return list(cooperative.listings.open_on(today).order_by("kind", "pk")[:MOST_LISTINGS])


def _record(cooperative: Cooperative) -> dict[str, Any]:
    """What it has agreed on the network so far: how often, and when last."""
    as_party = Q(sender=cooperative) | Q(receiver=cooperative)
    accepted = Proposal.objects.filter(as_party, state=Proposal.State.ACCEPTED)
    return accepted.aggregate(agreed=Count("pk"), last=Max("changed"))


def _counts(fact: Fact) -> bool:
    """Whether its value is a number of people or offices."""
    return fact.value is not None and fact.kind not in (*Fact.RUPIAH, Fact.Kind.MEETING)


def _point(cooperative: Cooperative) -> tuple[float, float] | None:
    if cooperative.longitude is None or cooperative.latitude is None:
        return None
    return cooperative.longitude, cooperative.latitude


PRIVATE = ("nik", "npwp", "nib")
"""Numbers that only the cooperative's own people and coordinators see."""


def _mismatches(cooperative: Cooperative) -> list[Disputed]:
    return [
        Disputed(
            pk=each.pk,
            label=str(getattr(Cooperative._meta.get_field(each.field), "verbose_name", each.field)),
            private=each.field in PRIVATE,
            ours=full_name(each.ours) if each.field == "region" else each.ours,
            theirs=full_name(each.theirs) if each.field == "region" else each.theirs,
            source=each.source,
        )
        for each in cooperative.mismatches.filter(settled=None).order_by("field")
    ]
