"""What the market can be asked for, and the one line that a listing is written in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.catalogue import shipped_catalogue, suggest_commodities
from jejaring.geography import find_regions, suggest_regions
from jejaring.web.common.fields import PlainField, TextField
from jejaring.web.trade.meant import goods_meant
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import commodity_name, place_name

LONGEST_LINE = 500
LONGEST_WORDS = 120


class GoodsField(TextField):
    """All commodities that a word may mean: `gabah` is wet or dry."""

    def clean(self, value: Any) -> list[str]:
        """Their ids; none where nothing was written.

        Raises
        ------
        ValidationError
            When the catalogue has nothing of the name.
        """
        text = super().clean(value)
        goods = sorted(goods_meant(text)) if text else []
        if text and not goods:
            near = ", ".join(commodity_name(one) for one in suggest_commodities(text, shipped_catalogue()))
            raise ValidationError(
                _("Tidak ada komoditas bernama “%(text)s”. Yang mirip: %(near)s.")
                % {"text": text, "near": near}
            )
        return goods


class PlacesField(TextField):
    """All places that a name may mean, provinces too."""

    def clean(self, value: Any) -> list[str]:
        """Their codes; none where nothing was written.

        Raises
        ------
        ValidationError
            When no place is called so.
        """
        text = super().clean(value)
        codes = [region.code for region in find_regions(text)] if text else []
        if text and not codes:
            near = "; ".join(place_name(region.code) for region in suggest_regions(text))
            raise ValidationError(
                _("Tidak ada tempat bernama “%(text)s”. Yang mirip: %(names)s.")
                % {"text": text, "names": near or "-"}
            )
        return codes


class MarketForm(forms.Form):
    """Kind, goods and place; every one of them may be left empty."""

    jenis = forms.ChoiceField(
        label=gettext_lazy("Jenis"),
        required=False,
        choices=[("", gettext_lazy("Semua")), *Listing.Kind.choices],
    )
    apa = GoodsField(
        label=gettext_lazy("Komoditas"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"list": "komoditas", "autocomplete": "off"}),
    )
    di = PlacesField(label=gettext_lazy("Tempat"), required=False, max_length=LONGEST_WORDS)


class LineForm(forms.Form):
    """One line, as people write it."""

    baris = PlainField(
        label=gettext_lazy("Jual apa, butuh apa, berapa, di mana?"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
