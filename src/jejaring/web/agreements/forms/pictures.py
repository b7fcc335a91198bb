"""Several photographs at once, each made safe and small."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Picture
from jejaring.web.trade.photos import Picture as Drawn
from jejaring.web.trade.photos import made_safe


class ManyFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """At most `Picture.MOST` photographs."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFiles(attrs={"accept": "image/*"}))
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Drawn]:
        """The photographs as they are kept."""
        uploads = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(uploads) > Picture.MOST:
            raise ValidationError(_("Paling banyak %(most)s foto.") % {"most": Picture.MOST})
        return [made_safe(cast(BinaryIO, upload), upload.size or 0) for upload in uploads]
