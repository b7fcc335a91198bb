"""The lines of an agreement: one that is known, reworded, and one that is added."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Line
from jejaring.web.agreements.terms import Promise
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money.taxes import is_taxable, taxes_on
from jejaring.web.trade.forms.amounts import factor, unit_choices
from jejaring.web.trade.forms.fields import CommodityField, MonthField, NumberField, PlainField
from jejaring.web.trade.line.units import base_unit

GRAM, CENT = Decimal("0.001"), Decimal("0.01")


def total_of(quantity: Decimal, price: Decimal) -> int:
    """Whole rupiah, halves rounded up."""
    return int((quantity * price).quantize(Decimal(1), ROUND_HALF_UP))


class LineForm(forms.Form):
    """How much, for how much, when: of a line that is there. Its goods and sides stay."""

    def __init__(self, *args: Any, line: Line, droppable: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.line = line
        add = self.fields
        add["quantity"] = NumberField(label=_("Jumlah"), decimals=3, initial=line.quantity)
        add["price"] = NumberField(
            label=_("Harga"), zero=True, initial=line.price, help_text=_("Rupiah per satuan itu.")
        )
        add["first_month"] = MonthField(
            label=_("Mulai bulan"), empty=_("Sekarang juga"), keep=line.first_month, initial=line.first_month
        )
        add["last_month"] = MonthField(
            label=_("Sampai bulan"),
            empty=_("Tidak ditentukan"),
            keep=line.last_month,
            initial=line.last_month,
        )
        add["note"] = PlainField(label=_("Catatan"), required=False, max_length=300, initial=line.note)
        taxes = tax_choices(line.giver_id, line.commodity)
        if taxes:
            add["tax"] = forms.ChoiceField(
                label=_("Pajak"), required=False, choices=[("", _("Tanpa pajak")), *taxes], initial=line.tax
            )
        if droppable:
            add["drop"] = forms.BooleanField(label=_("Hapus baris ini"), required=False)

    def clean(self) -> dict[str, Any]:
        """Months that fit each other."""
        data = super().clean() or self.cleaned_data
        check_months(self, data)
        return data

    def value(self) -> Promise | None:
        """The line as it is now worded; None when it is dropped."""
        data, line = self.cleaned_data, self.line
        if data.get("drop"):
            return None
        same = (data["quantity"], data["price"]) == (line.quantity, line.price)
        return Promise(
            giver=line.giver,
            receiver=line.receiver,
            kind=line.kind,
            commodity=line.commodity,
            recipe=line.recipe,
            quantity=data["quantity"],
            unit=line.unit,
            price=data["price"],
            total=line.total if same else total_of(data["quantity"], data["price"]),
            freight=line.freight,
            first_month=data["first_month"],
            last_month=data["last_month"],
            origin=line.origin,
            destination=line.destination,
            note=data["note"],
            tax=data.get("tax", line.tax),
            number=line.number,
        )


class NewLineForm(forms.Form):
    """A line that is added, as when goods are paid for with goods. Left empty, there is none."""

    def __init__(self, *args: Any, parties: Sequence[Cooperative], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.parties = {str(party.pk): party for party in parties}
        choices = [(key, party.name) for key, party in self.parties.items()]
        add = self.fields
        add["commodity"] = CommodityField(label=_("Apa barangnya?"), required=False)
        add["giver"] = forms.ChoiceField(label=_("Yang menyerahkan"), choices=choices)
        add["receiver"] = forms.ChoiceField(label=_("Yang menerima"), choices=choices)
        add["quantity"] = NumberField(label=_("Jumlah"), decimals=3, required=False)
        add["unit"] = forms.ChoiceField(label=_("Satuan jumlah dan harga"), choices=unit_choices(""))
        add["price"] = NumberField(label=_("Harga"), zero=True, required=False)
        add["first_month"] = MonthField(label=_("Mulai bulan"), empty=_("Sekarang juga"))
        add["last_month"] = MonthField(label=_("Sampai bulan"), empty=_("Tidak ditentukan"))

    def clean(self) -> dict[str, Any]:
        """All or nothing, in base units."""
        data = super().clean() or self.cleaned_data
        if not data.get("commodity"):
            if data.get("quantity") is not None and "commodity" not in self.errors:
                self.add_error("commodity", _("Tulis apa barangnya."))
            return data
        for name in ("quantity", "price"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Isi juga yang ini."))
        if data.get("giver") == data.get("receiver"):
            self.add_error("receiver", _("Pilih koperasi lain."))
        if data.get("unit"):
            try:
                data["factor"] = factor(data["unit"], data["commodity"])
            except ValidationError as error:
                self.add_error("unit", error)
        check_months(self, data)
        return data

    def value(self) -> Promise | None:
        """The line, or None."""
        data = self.cleaned_data
        if not data.get("commodity"):
            return None
        giver, receiver = self.parties[data["giver"]], self.parties[data["receiver"]]
        quantity = (data["quantity"] * data["factor"]).quantize(GRAM)
        price = (data["price"] / data["factor"]).quantize(CENT)
        return Promise(
            giver=giver,
            receiver=receiver,
            commodity=data["commodity"],
            quantity=quantity,
            unit=base_unit(data["commodity"]) or data["unit"],
            price=price,
            total=total_of(quantity, price),
            first_month=data["first_month"],
            last_month=data["last_month"],
            origin=giver.region,
            destination=receiver.region,
        )


def check_months(form: forms.Form, data: dict[str, Any]) -> None:
    """Whether the last month does not come before the first."""
    first, last = data.get("first_month"), data.get("last_month")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        form.add_error("last_month", _("Bulan terakhir mendahului bulan pertama."))


def tax_choices(giver: int, commodity: str) -> list[tuple[str, str]]:
    """The taxes that the giver may put on the commodity today: none unless it is a taxable firm."""
    today = timezone.localdate()
    if not is_taxable(giver, today):
        return []
    return [(tax.id, tax.name) for tax in taxes_on(today) if tax.bears(commodity)]
