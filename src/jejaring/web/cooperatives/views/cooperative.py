"""The page of one cooperative."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jejaring.catalogue import shipped_catalogue, unit_name
from jejaring.language import Language
from jejaring.web.cooperatives.forms.region import full_name
from jejaring.web.cooperatives.map import place_map
from jejaring.web.cooperatives.models import Claim, Cooperative, Fact
from jejaring.web.cooperatives.standing import standing
from jejaring.web.cooperatives.views.asking import cooperative_or_404
from jejaring.web.trade.models import Listing

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


@dataclass(frozen=True)
class Listed:
    """A listing as it is shown."""

    listing: Listing
    what: str
    unit: str


def page(request: HttpRequest, key: int) -> HttpResponse:
    """Who they are, where, what they offer and need, what is known of them and by whom."""
    cooperative = cooperative_or_404(key)
    person = request.user
    changes = person.has_perm("cooperatives.change", cooperative)
    sees_people = person.has_perm("cooperatives.see_people", cooperative)
    facts = list(_facts(cooperative, everything=sees_people))
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
        "may_change": changes,
        "sees_people": sees_people,
        "may_invite": person.has_perm("cooperatives.invite", cooperative),
        "acts": person.has_perm("cooperatives.act_for", cooperative),
        "waiting": person.is_authenticated
        and Claim.objects.filter(person=person, cooperative=cooperative, state=Claim.State.WAITING).first(),
    }
    return render(request, "cooperatives/page.html", context)


def listings(cooperative: Cooperative, today: Any) -> list[Listed]:
    """What it offers and needs today, in words."""
    catalogue = shipped_catalogue()
    column = "name_en" if get_language() == "en" else "name_id"
    names = dict(catalogue.commodities.select("commodity", column).iter_rows())
    units = dict(catalogue.commodities.select("commodity", "unit").iter_rows())
    made = catalogue.recipes.filter(pl.col("quantity") > 0).group_by("recipe", maintain_order=True).first()
    outputs = dict(made.select("recipe", "commodity").iter_rows())
    language: Language = "en" if get_language() == "en" else "id"
    shown = cooperative.listings.filter(state=Listing.State.OPEN, expires__gte=today).order_by("kind", "pk")
    found = []
    for each in shown[:MOST_LISTINGS]:
        if each.kind == Listing.Kind.HAULAGE:
            found.append(Listed(each, f"{full_name(each.region)} → {full_name(each.destination)}", "kg"))
            continue
        commodity = str(each.commodity or outputs.get(each.recipe, each.recipe))
        unit = units.get(commodity)
        found.append(Listed(each, names.get(commodity, commodity), unit_name(unit, language) if unit else ""))
    return found


def _facts(cooperative: Cooperative, everything: bool) -> Any:
    facts = cooperative.facts.order_by("-on", "kind", "source")
    return facts if everything else facts.filter(kind__in=Fact.PUBLIC)


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
