"""A form's field for a phone number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.web.accounts.phone import international
from jejaring.web.common.fields import TextField


class PhoneField(TextField):
    """Takes a number as people write it, gives it as +62..."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        kwargs.setdefault("help_text", _("Contoh: 0812-3456-7890"))
        super().__init__(
            max_length=25, widget=forms.TextInput(attrs=attributes), **kwargs | {"label": _("Nomor HP")}
        )

    def clean(self, value: Any) -> str:
        """The number as +62..., or nothing."""
        text = super().clean(value)
        return international(text) if text else ""
