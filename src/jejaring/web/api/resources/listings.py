"""Listings: the market, one's own, their terms, photographs, and who fits them."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Status

from jejaring.web.api.etags import IfMatch, demand_seen
from jejaring.web.api.fields import LARGEST, Key, Upload, file_of, found, named, sent
from jejaring.web.api.models import Scope
from jejaring.web.api.paging import After, Limit, page_of
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.listings import (
    Kind,
    ListingIn,
    ListingOut,
    ListingPage,
    ListingTerms,
    PartnerOut,
    PartnersOut,
)
from jejaring.web.api.tokens import anybody, reads, writes
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade import actions
from jejaring.web.trade.asked import listings_asked_for
from jejaring.web.trade.forms.listing import ListingForm, changing_form, commodity_said
from jejaring.web.trade.forms.market import MarketForm
from jejaring.web.trade.makers import makers_for
from jejaring.web.trade.models import Listing, Photo
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import partners_of
from jejaring.web.trade.views.access import demand

router = Router(tags=["listings"])
PLACE = {"jenis": "kind", "apa": "commodity", "di": "region"}
LAST_PAGE = 500


@router.get("/listings", auth=anybody, response=ListingPage)
def market(
    request: HttpRequest,
    kind: Annotated[Kind | None, Query()] = None,
    commodity: Annotated[str, Query(max_length=120, description="A commodity, or words of its name.")] = "",
    region: Annotated[str, Query(max_length=120, description="A place by code or name.")] = "",
    cooperative: Annotated[int | None, Query(ge=1, le=LARGEST, description="Of this one alone.")] = None,
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Open listings, the newest first."""
    form = MarketForm({"jenis": kind or "", "apa": commodity, "di": region})
    if not form.is_valid():
        raise of_form(form, PLACE)
    rows = listings_asked_for(form.cleaned_data, timezone.localdate())
    if cooperative is not None:
        rows = rows.filter(cooperative=cooperative)
    return _page(rows, after, limit)


@router.get("/my/listings", auth=reads, response=ListingPage)
def mine(request: HttpRequest, after: After = "", limit: Limit = 50) -> Any:
    """All listings of one's cooperatives, closed ones too."""
    rows = Listing.objects.filter(cooperative__in=own_cooperatives(request.user))
    return _page(rows.select_related("cooperative"), after, limit)


@router.post("/listings", auth=writes(Scope.TRADE), response={201: ListingOut})
def create(request: HttpRequest, said: ListingIn) -> Any:
    """Write a listing down."""
    return Status(201, written(request, said))


@router.get("/listings/{id}", auth=anybody, response=ListingOut)
def one(request: HttpRequest, id: Key) -> Any:
    """One listing."""
    return _shown(request.user, id)


@router.patch("/listings/{id}", auth=writes(Scope.TRADE), response=ListingOut)
def change(request: HttpRequest, id: Key, said: ListingTerms, if_match: IfMatch = None) -> Any:
    """Change its terms."""
    listing = _own(request, id, if_match)
    now = {
        name: getattr(listing, name)
        for name in ("quantity", "price", "minimum", "region", "hours", "first_month", "last_month", "note")
    }
    unit = base_of(listing.kind, listing.commodity, listing.recipe)
    form = changing_form(listing, _as_typed(now | said.dict(exclude_unset=True), unit))
    if not form.is_valid():
        raise of_form(form)
    actions.change_listing(
        actor=request.user, listing=listing, version=listing.version, **form.listing_fields()
    )
    return _shown(request.user, id)


@router.post("/listings/{id}/close", auth=writes(Scope.TRADE), response=ListingOut)
def close(request: HttpRequest, id: Key, if_match: IfMatch = None) -> Any:
    """Take it down."""
    actions.close_listing(actor=request.user, listing=_own(request, id, if_match))
    return _shown(request.user, id)


@router.post("/listings/{id}/renew", auth=writes(Scope.TRADE), response=ListingOut)
def renew(request: HttpRequest, id: Key, if_match: IfMatch = None) -> Any:
    """Open it again on the same terms."""
    actions.renew_listing(actor=request.user, listing=_own(request, id, if_match))
    return _shown(request.user, id)


@router.get("/listings/{id}/partners", auth=reads, response=PartnersOut)
def partners(request: HttpRequest, id: Key, page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1) -> Any:
    """Who fits a listing, by what trading with them comes to when delivered."""
    listing, today = _visible(request.user, id), timezone.localdate()
    fit = partners_of(listing, today=today, page=page)
    makers = makers_for(listing, today=today).shown if page == 1 else ()
    return PartnersOut(
        count=fit.count,
        items=[PartnerOut.of(each) for each in fit.shown],
        makers=[PartnerOut.of(each) for each in makers],
    )


@router.post("/listings/{id}/photos", auth=writes(Scope.TRADE), response={201: ListingOut})
def add_photo(request: HttpRequest, id: Key, photo: File[Upload]) -> Any:
    """Add a photograph (JPEG, PNG or WebP)."""
    listing = _visible(request.user, id)
    demand(request, "trade.change_listing", listing)
    actions.add_photo(actor=request.user, listing=listing, upload=photo)
    return Status(201, _shown(request.user, id))


@router.delete("/photos/{id}", auth=writes(Scope.TRADE), response={204: None})
def remove_photo(request: HttpRequest, id: Key) -> Any:
    """Take a photograph away."""
    photo = _photo(request, id)
    demand(request, "trade.remove_photo", photo)
    actions.remove_photo(actor=request.user, photo=photo)
    return Status(204, None)


@router.get("/photos/{id}", auth=anybody, openapi_extra=file_of("image/jpeg"))
def photo(request: HttpRequest, id: Key) -> Any:
    """The picture itself."""
    return sent(_photo(request, id).image, "image/jpeg")


def written(request: HttpRequest, said: ListingIn) -> ListingOut:
    """The new listing, made by the site's own form and verb."""
    cooperative = named(Cooperative.objects.all(), said.cooperative, "cooperative")
    demand(request, "trade.add_listing", cooperative)
    data = {"region": cooperative.region} | said.dict(exclude_unset=True)
    commodity = commodity_said(said.kind, data)
    form = ListingForm(
        _as_typed(data, base_of(said.kind, commodity, said.recipe)),
        kind=said.kind,
        commodity=commodity,
        recipe=said.recipe,
        near=cooperative.region,
    )
    if not form.is_valid():
        raise of_form(form)
    made = actions.create_listing(
        actor=request.user, cooperative=cooperative, kind=said.kind, **form.listing_fields()
    )
    return _shown(request.user, made.pk)


def _as_typed(values: dict[str, Any], unit: str) -> dict[str, Any]:
    """Values as the form takes them; in base units."""
    typed = {name: f"{value:%Y-%m}" if isinstance(value, date) else value for name, value in values.items()}
    return typed | {"unit": unit, "price_unit": unit}


def _page(rows: Any, after: str, limit: int) -> ListingPage:
    items, following = page_of(rows.prefetch_related("photos"), after, limit)
    return ListingPage(items=[ListingOut.of(each) for each in items], next=following)


def _visible(person: Any, key: int) -> Listing:
    listing: Listing = found(Listing.objects.visible_to(person).select_related("cooperative"), key)
    return listing


def _shown(person: Any, key: int) -> ListingOut:
    return ListingOut.of(_visible(person, key))


def _own(request: HttpRequest, key: int, if_match: str | None) -> Listing:
    """One's own, which one has seen."""
    listing = _visible(request.user, key)
    demand(request, "trade.change_listing", listing)
    demand_seen(if_match, ListingOut.of(listing))
    return listing


def _photo(request: HttpRequest, key: int) -> Photo:
    seen = Listing.objects.visible_to(request.user)
    photo: Photo = found(Photo.objects.filter(listing__in=seen).select_related("listing__cooperative"), key)
    return photo
