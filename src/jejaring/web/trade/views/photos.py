"""Photographs of listings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from jejaring.web.accounts.signed_in import posted, signed_in
from jejaring.web.trade.actions import add_photo, remove_photo
from jejaring.web.trade.forms.listing import PhotoForm
from jejaring.web.trade.models import Photo
from jejaring.web.trade.rules import may
from jejaring.web.trade.views.access import demand
from jejaring.web.trade.views.listing import page_of, visible


@cache_control(private=True, max_age=3600)
def show(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The picture, to those who may see its listing."""
    photo = get_object_or_404(Photo.objects.select_related("listing__cooperative"), pk=pk)
    if not may(request.user, "trade.see_listing", photo.listing):
        raise Http404
    try:
        return FileResponse(photo.image.open(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None


@posted("trade:listing", "pk")
@signed_in
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture to a listing."""
    listing = visible(request, pk)
    demand(request, "trade.change_listing", listing)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_photo(actor=request.user, listing=listing, upload=form.cleaned_data["photo"])
        except ValidationError as error:
            form.add_error("photo", error)
        else:
            messages.success(request, _("Foto ditambahkan."))
            return redirect("trade:listing", pk)
    return page_of(request, listing, form, status=422)


@posted("trade:mine")
@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a picture away."""
    photo = get_object_or_404(Photo.objects.select_related("listing__cooperative"), pk=pk)
    if not may(request.user, "trade.see_listing", photo.listing):
        raise Http404
    demand(request, "trade.remove_photo", photo)
    remove_photo(actor=request.user, photo=photo)
    messages.success(request, _("Foto dihapus."))
    return redirect("trade:listing", photo.listing_id)
