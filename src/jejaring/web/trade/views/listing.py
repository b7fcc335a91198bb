"""One listing: its page, changing, closing, renewing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.common.numbers import whole
from jejaring.web.common.templatetags.figures import day
from jejaring.web.trade.actions import ChangedMeanwhile, change_listing, close_listing, renew_listing
from jejaring.web.trade.forms.listing import ListingForm, PhotoForm, changing_form
from jejaring.web.trade.guide import guide_for
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of
from jejaring.web.trade.rules import may
from jejaring.web.trade.views.access import demand
from jejaring.web.trade.views.guides import beside_price


def visible(request: HttpRequest, pk: int) -> Listing:
    """The listing, for those who may see it; for others there is none."""
    rows = Listing.objects.visible_to(request.user).select_related("cooperative")
    return get_object_or_404(rows, pk=pk)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a listing says; to its own cooperative also what can be done with it."""
    return page_of(request, visible(request, pk), PhotoForm())


def page_of(request: HttpRequest, listing: Listing, photo_form: PhotoForm, status: int = 200) -> HttpResponse:
    """The page of a listing."""
    context = {
        "listing": listing,
        "photos": list(listing.photos.all()),
        "own": may(request.user, "trade.change_listing", listing),
        "photo_form": photo_form,
        "address": request.build_absolute_uri(reverse("trade:listing", args=[listing.pk])),
    }
    return render(request, "trade/listing.html", context, status=status)


@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the terms. Who comes second sees what the other wrote, and keeps what they typed."""
    listing = visible(request, pk)
    demand(request, "trade.change_listing", listing)
    form = _form(request, listing)
    status, meanwhile = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            change_listing(
                actor=request.user,
                listing=listing,
                version=whole(request.POST.get("version")),
                **form.listing_fields(),
            )
        except ChangedMeanwhile:
            meanwhile, status = True, 409
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("trade:listing", pk)
    beside_price(form, _guide(listing), base_of(listing.kind, listing.commodity, listing.recipe))
    context = {"form": form, "listing": listing, "meanwhile": meanwhile}
    return render(request, "trade/change.html", context, status=status)


@posted("trade:listing", "pk")
@signed_in
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the listing down."""
    listing = visible(request, pk)
    demand(request, "trade.change_listing", listing)
    close_listing(actor=request.user, listing=listing)
    messages.success(request, _("Catatan ditutup. Anda dapat membukanya lagi kapan saja."))
    return redirect("trade:listing", pk)


@posted("trade:listing", "pk")
@signed_in
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again on the same terms."""
    listing = visible(request, pk)
    demand(request, "trade.change_listing", listing)
    renewed = renew_listing(actor=request.user, listing=listing)
    messages.success(request, _("Catatan berlaku lagi sampai %(day)s.") % {"day": day(renewed.expires)})
    return redirect("trade:listing", pk)


def _form(request: HttpRequest, listing: Listing) -> ListingForm:
    unit = base_of(listing.kind, listing.commodity, listing.recipe)
    if request.method == "POST":
        return changing_form(listing, request.POST)
    form = changing_form(listing)
    now = {name: getattr(listing, name) for name in form.fields if hasattr(listing, name)}
    form.initial = now | {"unit": unit, "price_unit": unit} | kept(request)
    return form


def _guide(listing: Listing) -> Any:
    return guide_for(
        listing.kind,
        listing.commodity or listing.recipe,
        listing.region,
        today=timezone.localdate(),
        without=listing.cooperative_id,
    )
