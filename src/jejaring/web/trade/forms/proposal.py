"""What is asked about a proposal, a counter-proposal, an answer and a message."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.common.fields import PlainField
from jejaring.web.trade.actions import Terms
from jejaring.web.trade.forms.amounts import UnitField, in_base, price_in_base
from jejaring.web.trade.forms.fields import MonthField, NumberField, RegionField
from jejaring.web.trade.models import ProposalMessage

LONGEST_TERMS = 1000
LARGEST_TOTAL = 10**15
"""Rupiah."""


class TermsForm(forms.Form):
    """Quantity, price, place, months and conditions."""

    def __init__(
        self, *args: Any, commodity: str, carried: bool = False, near: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.commodity = commodity
        add = self.fields
        add["quantity"] = NumberField(label=_("Jumlah"), decimals=3)
        add["unit"] = UnitField(commodity, carried=carried, label=_("Satuan"))
        add["price"] = NumberField(label=_("Harga"), zero=True, help_text=_("Dalam rupiah."))
        add["price_unit"] = UnitField(commodity, carried=carried, label=_("Rupiah per"))
        add["region"] = RegionField(label=_("Serah terima di"), near=near)
        add["first_month"] = MonthField(label=_("Mulai bulan"), empty=_("Sekarang juga"))
        add["last_month"] = MonthField(label=_("Sampai bulan"), empty=_("Tidak ditentukan"))
        add["terms"] = PlainField(
            label=_("Syarat"),
            required=False,
            max_length=LONGEST_TERMS,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Mutu, cara bayar, siapa menanggung angkutan, dan lain-lain."),
        )

    def clean(self) -> dict[str, Any]:
        """In base units; months that fit each other."""
        data = super().clean() or self.cleaned_data
        for name, unit, turn in (("quantity", "unit", in_base), ("price", "price_unit", price_in_base)):
            if data.get(name) is not None and data.get(unit):
                try:
                    data[name] = turn(data[name], data[unit], self.commodity)
                except ValidationError as error:
                    self.add_error(unit, error)
        if data.get("quantity") is not None and data["quantity"] <= 0:
            self.add_error("quantity", _("Angka ini harus lebih dari nol."))
        first, last = data.get("first_month"), data.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("Bulan terakhir mendahului bulan pertama."))
        if not self.errors and self.value().total > LARGEST_TOTAL:
            self.add_error("price", _("Nilainya terlalu besar. Periksa nolnya."))
        return data

    def value(self) -> Terms:
        """The terms."""
        data = self.cleaned_data
        return Terms(
            quantity=data["quantity"],
            price=data["price"],
            region=data["region"],
            first_month=data["first_month"],
            last_month=data["last_month"],
            terms=data["terms"],
        )


class ReasonForm(forms.Form):
    """Why not."""

    reason = PlainField(label=gettext_lazy("Alasan"), max_length=300)


class MessageForm(forms.Form):
    """What one party writes to the other."""

    text = PlainField(
        label=gettext_lazy("Pesan"),
        max_length=ProposalMessage.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
