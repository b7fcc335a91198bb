"""What is asked when something leaves and when it arrives."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.forms.pictures import PicturesField
from jejaring.web.agreements.models import Commitment, Event, Line, Shipment
from jejaring.web.agreements.receipt import Receipt, Sending
from jejaring.web.agreements.wording import line_thing
from jejaring.web.common.forms import DayField
from jejaring.web.trade.forms.amounts import in_base, unit_choices
from jejaring.web.trade.forms.fields import NumberField, PlainField
from jejaring.web.trade.names import measure_name
from jejaring.web.trade.templatetags.trading import amount


def unit_field(line: Line) -> forms.ChoiceField:
    """The units in which the goods of a line are measured, its own among them."""
    choices = unit_choices(line.commodity, carried=line.kind == Line.Kind.CARRIAGE)
    if line.unit not in dict(choices):
        choices.append((line.unit, measure_name(line.unit)))
    return forms.ChoiceField(choices=choices, label=_("Satuan"), initial=line.unit)


def in_line_unit(quantity: Decimal, unit: str, line: Line) -> Decimal:
    """So much of a unit in the unit of the line."""
    return quantity if unit == line.unit else in_base(quantity, unit, line.commodity)


class SendForm(forms.Form):
    """What leaves, when, by whom, and what it was made of."""

    def __init__(
        self, *args: Any, commitment: Commitment, materials: Sequence[Shipment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.commitment = commitment
        self.known = {str(each.pk): each for each in materials}
        add = self.fields
        add["quantity"] = NumberField(label=_("Jumlah"), decimals=3)
        add["unit"] = unit_field(commitment.line)
        add["on"] = DayField(label=_("Dikirim tanggal"), initial=timezone.localdate)
        add["carrier"] = PlainField(
            label=_("Pengangkut"),
            required=False,
            max_length=120,
            help_text=_("Nama, kendaraan, nomor polisi, atau kapal."),
        )
        if materials:
            add["materials"] = forms.MultipleChoiceField(
                label=_("Dibuat dari kiriman mana?"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(key, _called(each)) for key, each in self.known.items()],
                help_text=_("Supaya asalnya dapat ditelusuri sampai bahan bakunya."),
            )

    def value(self) -> Sending:
        """What leaves, in the line's unit."""
        data = self.cleaned_data
        return Sending(
            quantity=in_line_unit(data["quantity"], data["unit"], self.commitment.line),
            on=data["on"],
            carrier=data["carrier"],
            materials=[self.known[key] for key in data.get("materials", [])],
        )


class ReceiveForm(forms.Form):
    """What arrived: how much, how heavy, how dry, how good, and what is refused."""

    def __init__(self, *args: Any, shipment: Shipment, last: Event | None = None, **kwargs: Any) -> None:
        """`last`: the receipt that is corrected, if one is."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.shipment, line = shipment, shipment.commitment.line
        add = self.fields
        add["quantity"] = NumberField(
            label=_("Jumlah yang datang"),
            decimals=3,
            zero=True,
            initial=last.quantity if last else shipment.sent,
        )
        add["unit"] = unit_field(line)
        add["rejected"] = NumberField(
            label=_("Di antaranya ditolak"),
            decimals=3,
            zero=True,
            required=False,
            initial=last.rejected if last and last.rejected else None,
            help_text=_("Dalam satuan yang sama. Yang ditolak tidak dibayar dan dikembalikan."),
        )
        add["on"] = DayField(label=_("Diterima tanggal"), initial=last.on if last else timezone.localdate)
        if line.kind != Line.Kind.CARRIAGE and line.unit != "kg":
            add["weight"] = NumberField(
                label=_("Berat (kg)"), decimals=3, required=False, initial=last.weight if last else None
            )
        add["moisture"] = NumberField(
            label=_("Kadar air (persen)"), zero=True, required=False, initial=last.moisture if last else None
        )
        add["grade"] = PlainField(
            label=_("Mutu"), required=False, max_length=60, initial=last.grade if last else ""
        )
        add["reason"] = PlainField(
            label=_("Alasan"),
            required=last is not None,
            max_length=300,
            help_text=_("Mengapa dibetulkan.") if last else _("Bila ada yang ditolak, atau kurang."),
        )
        add["keep"] = forms.BooleanField(label=_("Benar datang lebih, dan kami terima"), required=False)
        add["pictures"] = PicturesField(label=_("Foto"), help_text=_("Paling banyak empat."))

    def value(self) -> Receipt:
        """What arrived, in the line's unit."""
        data, line = self.cleaned_data, self.shipment.commitment.line
        return Receipt(
            quantity=in_line_unit(data["quantity"], data["unit"], line),
            rejected=in_line_unit(data["rejected"] or Decimal(0), data["unit"], line),
            on=data["on"],
            weight=data.get("weight"),
            moisture=data["moisture"],
            grade=data["grade"],
            reason=data["reason"],
            keep=data["keep"],
        )


def _called(shipment: Shipment) -> str:
    line = shipment.commitment.line
    return f"{shipment.reference}: {line_thing(line)}, {amount(shipment.accepted, line.unit)}"
