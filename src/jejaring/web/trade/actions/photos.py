"""Add and remove photographs of a listing."""

from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.trade.models import Listing, Photo
from jejaring.web.trade.photos import Picture, made_safe


def add_photo(*, actor: Any, listing: Listing, upload: UploadedFile) -> Photo:
    """A photograph of what is listed; the same picture again is the same photograph.

    The picture is drawn anew before the transaction begins: nobody who writes waits for it.

    Raises
    ------
    ValidationError
        When it is no picture, too large, or one too many.
    """
    return _keep(actor, listing, made_safe(cast(BinaryIO, upload), upload.size or 0))


@transaction.atomic
def _keep(actor: Any, listing: Listing, picture: Picture) -> Photo:
    listing = Listing.objects.select_for_update().get(pk=listing.pk)
    known = listing.photos.filter(digest=picture.digest).first()
    if known is not None:
        return known
    if listing.photos.count() >= Photo.MOST:
        raise ValidationError(
            _("Sudah ada %(most)s foto. Hapus satu dahulu untuk menambah.") % {"most": Photo.MOST}
        )
    photo = Photo(listing=listing, digest=picture.digest, width=picture.width, height=picture.height)
    photo.image.save(f"{listing.pk}-{picture.digest[:12]}.jpg", ContentFile(picture.content), save=False)
    photo.save()
    audit.record("photo.added", listing, actor=actor, photo=photo.pk)
    return photo


@transaction.atomic
def remove_photo(*, actor: Any, photo: Photo) -> None:
    """Take the photograph away; its file goes once the removal is certain."""
    file = photo.image
    audit.record("photo.removed", photo.listing, actor=actor, photo=photo.pk)
    photo.delete()
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))
