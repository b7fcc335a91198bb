"""Fields for a cooperative's number and for a commodity."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.catalogue import find_commodity, shipped_catalogue, suggest_commodities
from jejaring.web.common.fields import TextField
from jejaring.web.trade.names import commodity_name

NIK = re.compile(r"\d{10,16}")


class NikField(TextField):
    """A national cooperative number: 10 to 16 digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NIK")
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """The digits; empty where nothing was written.

        Raises
        ------
        ValidationError
            When it is no such number.
        """
        text = super().clean(value)
        digits = re.sub(r"[\s.-]", "", text)
        if digits and not (digits.isascii() and NIK.fullmatch(digits)):
            raise ValidationError(
                _("NIK terdiri dari 10 sampai 16 angka. Lihat sertifikat NIK koperasi Anda.")
            )
        return digits


class CommodityField(TextField):
    """A commodity by any of its names."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Komoditas"))
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        """The catalogue's id; empty where nothing was written.

        Raises
        ------
        ValidationError
            When the catalogue has no such commodity.
        """
        text = super().clean(value)
        if not text:
            return ""
        catalogue = shipped_catalogue()
        found = find_commodity(text, catalogue)
        if found is None:
            near = ", ".join(map(commodity_name, suggest_commodities(text, catalogue)))
            raise ValidationError(_("Komoditas ini tidak dikenal. Maksud Anda: %(near)s?") % {"near": near})
        return found
