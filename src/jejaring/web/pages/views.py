"""The front page and one's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jejaring.web.accounts.signed_in import person_of, signed_in
from jejaring.web.cooperatives.models import Membership, Territory
from jejaring.web.pages.figures import network_figures
from jejaring.web.pages.gains import outlook_for
from jejaring.web.pages.tasks import tasks_of
from jejaring.web.trade.last_terms import last_terms
from jejaring.web.trade.models import Listing, Proposal

SHOWN = 10


def home(request: HttpRequest) -> HttpResponse:
    """What Jejaring is, how large it is today, and where to begin."""
    return render(request, "home.html", {"figures": network_figures()})


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What needs me today, what we could gain, our listings, our proposals."""
    person = person_of(request)
    roles = list(
        Membership.objects.of(person).select_related("cooperative").order_by("cooperative__name", "pk")
    )
    cooperatives = [role.cooperative for role in roles]
    territories = list(Territory.objects.of(person).order_by("region"))
    own = [(role.cooperative_id, role.role) for role in roles]
    keys = [cooperative.pk for cooperative in cooperatives]
    ours = Proposal.objects.filter(sender__in=keys) | Proposal.objects.filter(receiver__in=keys)
    newest = ours.with_names().order_by("-changed", "-pk")
    proposals = list(newest[:SHOWN])
    terms = last_terms(proposals)
    context = {
        "cooperatives": cooperatives,
        "tasks": tasks_of(person, own, [each.region for each in territories]),
        "territories": territories,
        "outlook": outlook_for(keys),
        "listings": Listing.objects.open_on(timezone.localdate())
        .filter(cooperative__in=keys)
        .with_names()
        .order_by("kind", "expires", "pk")[:SHOWN],
        "proposals": [(each, terms.get(each.pk)) for each in proposals],
    }
    return render(request, "mine.html", context)
