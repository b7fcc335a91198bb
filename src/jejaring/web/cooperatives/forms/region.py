"""A form's field for a place: takes what people write, gives the official code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.geography import find_regions, region, suggest_regions

LONGEST = 120


def full_name(code: str) -> str:
    """A place with all it lies in: `Pangalengan, Kabupaten Bandung, Jawa Barat`."""
    names = []
    while code:
        found = region(code)
        names.append(found.name if found else code)
        code = code.rpartition(".")[0]
    return ", ".join(names)


class RegionField(forms.CharField):
    """A village, district, regency or province by name or code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Wilayah"))
        kwargs.setdefault("help_text", gettext_lazy("Contoh: Pangalengan, Bandung, atau kode 32.04.15."))
        super().__init__(max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A code is shown as the place's name."""
        return full_name(value) if isinstance(value, str) and region(value) else value

    def clean(self, value: Any) -> str:
        """The code; empty where nothing was written.

        Raises
        ------
        ValidationError
            When the text names no place, or several.
        """
        text = super().clean(value)
        if not text:
            return ""
        found = find_regions(text)
        if len(found) == 1:
            return found[0].code
        choices = found or suggest_regions(text)
        if not choices:
            raise ValidationError(
                _("Wilayah ini tidak dikenal. Tulis nama desa, kecamatan, atau kabupatennya.")
            )
        shown = "; ".join(full_name(each.code) for each in choices[:4])
        if found:
            raise ValidationError(_("Ada beberapa wilayah bernama itu: %(places)s.") % {"places": shown})
        raise ValidationError(_("Wilayah ini tidak dikenal. Maksud Anda: %(places)s?") % {"places": shown})
