"""Photographs of listings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from jejaring.web.trade.actions import add_photo, remove_photo
from jejaring.web.trade.models import Photo
from jejaring.web.trade.rules import may
from jejaring.web.trade.views.access import demand, signed_in
from jejaring.web.trade.views.listing import visible


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


@require_POST
@signed_in
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture to a listing."""
    listing = visible(request, pk)
    demand(request, "trade.change_listing", listing)
    upload = request.FILES.get("photo")
    if upload is None:
        messages.error(request, _("Pilih dahulu fotonya."))
        return redirect("trade:listing", pk)
    try:
        add_photo(actor=request.user, listing=listing, upload=upload)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Foto ditambahkan."))
    return redirect("trade:listing", pk)


@require_POST
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
