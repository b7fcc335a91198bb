"""A form's field for a place: takes what people write, gives the official code."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.geography import Region, find_regions, region, suggest_regions
from jejaring.web.common.fields import TextField

LONGEST = 160
MOST_NAMED = 4
CODE_BEHIND = re.compile(r"\(([\d.]+)\)\s*$")
"""How `unmistakable` writes a code behind a name."""


def full_name(code: str) -> str:
    """A place with all it lies in: `Pangalengan, Kabupaten Bandung, Jawa Barat`."""
    names = []
    while code:
        found = region(code)
        names.append(found.name if found else code)
        code = code.rpartition(".")[0]
    return ", ".join(names)


def unmistakable(code: str) -> str:
    """The full name; with the code behind it where the name alone would be read as another place."""
    name = full_name(code)
    found = find_regions(name)
    return name if len(found) == 1 and found[0].code == code else f"{name} ({code})"


class RegionField(TextField):
    """A village, district, regency or province by name or code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Wilayah"))
        kwargs.setdefault("help_text", gettext_lazy("Contoh: Pangalengan, Bandung, atau kode 32.04.15."))
        super().__init__(max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A code is shown as the place's name."""
        return unmistakable(value) if isinstance(value, str) and region(value) else value

    def clean(self, value: Any) -> Any:
        """The code; empty where nothing was written.

        Raises
        ------
        ValidationError
            When the text names no place, or several.
        """
        text = super().clean(value)
        if not text:
            return ""
        found = named(text)
        if len(found) > 1:
            shown = "; ".join(unmistakable(each.code) for each in found[:MOST_NAMED])
            raise ValidationError(_("Ada beberapa wilayah bernama itu: %(places)s.") % {"places": shown})
        return found[0].code


class RegionsField(RegionField):
    """All regions that a text names: somebody who looks for `Bandung` may mean the city or the regency."""

    def clean(self, value: Any) -> list[str]:
        """Their codes; none where nothing was written.

        Raises
        ------
        ValidationError
            When the text names no place.
        """
        text = TextField.clean(self, value)
        return [each.code for each in named(text)] if text else []


def named(text: str) -> tuple[Region, ...]:
    """The regions that a text names, at least one.

    Raises
    ------
    ValidationError
        When it names none; with the names that are like it.
    """
    coded = CODE_BEHIND.search(text)
    found = find_regions(coded[1]) if coded else find_regions(text)
    if found:
        return found
    choices = suggest_regions(text)
    if not choices:
        raise ValidationError(_("Wilayah ini tidak dikenal. Tulis nama desa, kecamatan, atau kabupatennya."))
    shown = "; ".join(full_name(each.code) for each in choices[:MOST_NAMED])
    raise ValidationError(_("Wilayah ini tidak dikenal. Maksud Anda: %(places)s?") % {"places": shown})
