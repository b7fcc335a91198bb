"""Photographs made safe and small: drawn anew, turned upright, rid of where and when they were taken."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_UPLOAD = 12 * 1024 * 1024
"""Bytes: what the camera of a cheap phone makes, and room to spare."""
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1280
QUALITY = 78
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A JPEG of at most 1280 pixels a side."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of its content."""
        return hashlib.sha256(self.content).hexdigest()


def made_safe(upload: BinaryIO, size: int) -> Picture:
    """The picture in a file of so many bytes.

    Raises
    ------
    ValidationError
        When the upload is too large or no picture, in words for the user.
    """
    if size > LARGEST_UPLOAD:
        raise ValidationError(
            _("Foto ini terlalu besar (%(size)s MB). Paling besar %(limit)s MB: kirim foto yang lebih kecil.")
            % {"size": round(size / 2**20), "limit": LARGEST_UPLOAD // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels()
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise ValidationError(
            _("Berkas ini bukan foto yang dapat dibaca. Kirim foto JPG, PNG, atau WebP.")
        ) from None
    drawn = io.BytesIO()
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    clean.save(drawn, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(drawn.getvalue(), clean.width, clean.height)


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("Foto ini terlalu lebar atau tinggi. Kirim foto yang lebih kecil."))
