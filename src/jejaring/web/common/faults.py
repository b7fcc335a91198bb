"""What is told of a field that was filled in wrongly, where Django's own words would be odd or endless."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS: dict[Any, dict[str, Any]] = {
    forms.ChoiceField: {"invalid_choice": _("Pilih salah satu yang ada di daftar.")},
    forms.IntegerField: {"invalid": _("Tulis angka bulat saja, misalnya 2024.")},
    forms.FloatField: {"invalid": _("Tulis satu angka saja, misalnya 107,6.")},
    forms.DateField: {"invalid": _("Tulis tanggal yang ada, misalnya 17-08-2024.")},
}
"""Kind of field -> its faults, in the site's words. A choice that is none is not repeated: it may be long."""


def use_our_words() -> None:
    """Let every form tell its faults so, those of other packages too."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}
