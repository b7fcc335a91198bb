"""A new listing: one thing asked at a time, with all that was said kept in the address.

Every step is a plain form whose answer is a page, so going back, reloading and signing in again lose nothing.
Only the last page writes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, signed_in
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.actions import create_listing
from jejaring.web.trade.forms.listing import STEPS, ListingForm, commodity_said
from jejaring.web.trade.guide import Guide, guide_for
from jejaring.web.trade.line.goods import main_output
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of, commodity_names
from jejaring.web.trade.rules import may
from jejaring.web.trade.submissions import new_token, once
from jejaring.web.trade.views.access import own_cooperatives
from jejaring.web.trade.views.guides import beside_price

Kind = Listing.Kind
FIRST, LAST = "jenis", "periksa"
ORDER = (FIRST, *STEPS, LAST)


@dataclass(frozen=True)
class Draft:
    """What has been said so far."""

    cooperative: Cooperative
    kind: str
    said: QueryDict
    today: date

    @property
    def thing(self) -> str:
        """The commodity or recipe as far as it is known."""
        return self.commodity or self.said.get("recipe", "")

    @property
    def commodity(self) -> str:
        """The id of the commodity, when what was said names one."""
        return commodity_said(self.kind, self.said)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """The next question, or on the last page the listing itself."""
    cooperatives = own_cooperatives(request.user)
    if not cooperatives:
        return render(request, "trade/no_cooperative.html", status=403)
    said = (request.POST if request.method == "POST" else request.GET).copy()
    for name, value in kept(request).items():
        said[name] = str(value)
    chosen = [one for one in cooperatives if str(one.pk) == said.get("koperasi")]
    if said.get("koperasi") and not chosen:
        return render(request, "403.html", status=403)
    cooperative = chosen[0] if chosen else cooperatives[0]
    kind = said.get("kind", "")
    if kind not in Kind.values:
        context = {"cooperatives": cooperatives, "cooperative": cooperative, "kinds": Kind.choices}
        return render(request, "trade/new.html", context)
    draft = Draft(cooperative, kind, said, timezone.localdate())
    if request.method == "POST":
        return _save(request, draft)
    return _ask(request, draft)


def whole_form(request: HttpRequest, draft: Draft, form: ListingForm, **more: Any) -> HttpResponse:
    """The whole form to look over and send."""
    commodity = draft.commodity
    thing = commodity or draft.said.get("recipe", "")
    region = form["region"].value() or draft.cooperative.region if "region" in form.fields else ""
    unit = base_of(draft.kind, commodity, draft.said.get("recipe", ""))
    beside_price(form, _guide(draft, thing, region), unit)
    context = {
        "form": form,
        "draft": draft,
        "token": draft.said.get("token") or new_token(),
        "commodities": commodity_names() if "commodity" in form.fields else (),
    } | more
    return render(request, "trade/check.html", context, status=more.get("status", 200))


def known_before(draft: Draft, commodity: str, recipe: str) -> dict[str, Any]:
    """What the cooperative said the last time it listed the same: price, unit, place; else its own place."""
    last = (
        Listing.objects.filter(
            cooperative=draft.cooperative, kind=draft.kind, commodity=commodity, recipe=recipe
        )
        .order_by("-pk")
        .first()
        if commodity or recipe
        else None
    )
    unit = base_of(draft.kind, commodity, recipe)
    found: dict[str, Any] = {"region": draft.cooperative.region, "unit": unit, "price_unit": unit}
    if last is not None:
        found |= {"price": last.price, "region": last.region, "minimum": last.minimum, "note": last.note}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _save(request: HttpRequest, draft: Draft) -> HttpResponse:
    recipe = draft.said.get("recipe", "")
    form = ListingForm(
        draft.said, kind=draft.kind, commodity=draft.commodity, recipe=recipe, near=draft.cooperative.region
    )
    if not may(request.user, "trade.add_listing", draft.cooperative):
        return render(request, "403.html", status=403)
    if not form.is_valid():
        return whole_form(request, draft, form, status=422)

    def do() -> str:
        listing = create_listing(
            actor=request.user, cooperative=draft.cooperative, kind=draft.kind, **form.listing_fields()
        )
        return reverse("trade:listing", args=[listing.pk])

    leads_to = once(request.user, draft.said.get("token", ""), do)
    messages.success(request, _("Tersimpan. Tambahkan foto, atau langsung cari mitra."))
    return redirect(leads_to)


def _ask(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The step asked for, the one after a step that was answered well, or the one that was not."""
    asked, answered = draft.said.get("ke", ""), draft.said.get("dari", "")
    if answered in STEPS:
        form = _step_form(draft, answered, bound=True)
        if not form.is_valid():
            return _step(request, draft, answered, form)
        step = ORDER[ORDER.index(answered) + 1]
        while step in STEPS and not _step_form(draft, step).fields:
            step = ORDER[ORDER.index(step) + 1]
    else:
        step = asked if asked in ORDER[1:] else ORDER[1]
    if step == LAST:
        return _check(request, draft)
    return _step(request, draft, step, _step_form(draft, step))


def _check(request: HttpRequest, draft: Draft) -> HttpResponse:
    commodity, recipe = draft.commodity, draft.said.get("recipe", "")
    form = ListingForm(kind=draft.kind, commodity=commodity, recipe=recipe, near=draft.cooperative.region)
    form.initial = known_before(draft, commodity, recipe) | _said(draft, form)
    return whole_form(request, draft, form)


def _step_form(draft: Draft, step: str, *, bound: bool = False) -> ListingForm:
    commodity, recipe = draft.commodity, draft.said.get("recipe", "")
    given: dict[str, Any] = {
        "kind": draft.kind,
        "commodity": commodity,
        "recipe": recipe,
        "near": draft.cooperative.region,
    }
    names = STEPS[step]
    if draft.kind == Kind.HAULAGE:  # from where to where is what haulage is of
        names = ("region", "destination") if step == "apa" else () if step == "tempat" else names
    form = (ListingForm(draft.said, **given) if bound else ListingForm(**given)).only(names)
    form.initial = known_before(draft, commodity, recipe) | _said(draft, form)
    return form


def _said(draft: Draft, form: ListingForm) -> dict[str, str]:
    return {name: str(draft.said[name]) for name in form.fields if draft.said.get(name)}


def _step(request: HttpRequest, draft: Draft, step: str, form: ListingForm) -> HttpResponse:
    apart = {*form.fields, "dari", "ke", "token", "csrfmiddlewaretoken"}
    if step == "harga":
        unit = base_of(draft.kind, draft.commodity, draft.said.get("recipe", ""))
        beside_price(form, _guide(draft, draft.thing, draft.said.get("region", "")), unit)
    context = {
        "form": form,
        "step": step,
        "number": ORDER.index(step),
        "count": len(ORDER) - 1,
        "draft": draft,
        "carried": [(name, value) for name, value in draft.said.items() if name not in apart],
        "commodities": commodity_names() if "commodity" in form.fields else (),
        "product": main_output(draft.said.get("recipe", "")),
    }
    return render(request, "trade/step.html", context)


def _guide(draft: Draft, thing: str, region: str) -> Guide | None:
    if not thing:
        return None
    here = region if region[:2].isdigit() else draft.cooperative.region
    return guide_for(draft.kind, thing, here, today=draft.today, without=draft.cooperative.pk)
