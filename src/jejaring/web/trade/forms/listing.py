"""What is asked about a listing: the whole form of its kind, of which one step shows a part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.common.fields import PlainField
from jejaring.web.trade.actions.listings import CHANGEABLE
from jejaring.web.trade.forms.amounts import UnitField, in_base, price_in_base
from jejaring.web.trade.forms.fields import CommodityField, MonthField, NumberField, RegionField
from jejaring.web.trade.line.goods import main_output
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import recipe_names

Kind = Listing.Kind
QUANTITY = {
    Kind.OFFER: gettext_lazy("Berapa banyak?"),
    Kind.NEED: gettext_lazy("Berapa banyak?"),
    Kind.CAPACITY: gettext_lazy("Berapa banyak hasilnya sebulan?"),
    Kind.STORE: gettext_lazy("Muat berapa sebulan?"),
    Kind.HAULAGE: gettext_lazy("Muat berapa sebulan?"),
}
PRICE = {
    Kind.OFFER: gettext_lazy("Harga paling rendah"),
    Kind.NEED: gettext_lazy("Harga paling tinggi"),
    Kind.CAPACITY: gettext_lazy("Ongkos"),
    Kind.STORE: gettext_lazy("Ongkos sebulan"),
    Kind.HAULAGE: gettext_lazy("Ongkos"),
}
PLACE = {
    Kind.OFFER: gettext_lazy("Barangnya di mana?"),
    Kind.NEED: gettext_lazy("Diterima di mana?"),
    Kind.CAPACITY: gettext_lazy("Dikerjakan di mana?"),
    Kind.STORE: gettext_lazy("Gudangnya di mana?"),
    Kind.HAULAGE: gettext_lazy("Muat di mana?"),
}
STEPS = {
    "apa": ("commodity", "recipe", "destination"),
    "jumlah": ("quantity", "unit"),
    "harga": ("price", "price_unit"),
    "tempat": ("region",),
    "bulan": ("first_month", "last_month"),
}
"""One thing at a time, in this order; `recipe` and `destination` for the kinds that have them."""


class ListingForm(forms.Form):
    """A listing of one kind. Its cleaned data are in base units and codes, ready to be kept."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        commodity: str = "",
        recipe: str = "",
        near: str = "",
        fixed: bool = False,
        listing: Listing | None = None,
        **kwargs: Any,
    ) -> None:
        """`fixed`: what it is of is known and not asked; `near`: the region of the cooperative."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.kind, self.recipe, self.fixed = Kind(kind), recipe, fixed
        self.commodity = commodity
        carried = self.kind == Kind.HAULAGE
        measured = commodity or main_output(recipe)
        add = self.fields
        if not fixed:
            if self.kind in Listing.GOODS:
                add["commodity"] = CommodityField(label=_("Apa barangnya?"))
            elif self.kind == Kind.CAPACITY:
                add["recipe"] = forms.ChoiceField(
                    label=_("Mengolah apa?"), choices=[("", _("Pilih")), *recipe_names()]
                )
        if carried and not fixed:
            add["region"] = RegionField(label=PLACE[self.kind], near=near)
            add["destination"] = RegionField(label=_("Bongkar di mana?"))
        add["quantity"] = NumberField(label=QUANTITY[self.kind], decimals=3)
        add["unit"] = UnitField(measured, carried=carried, label=_("Satuan"))
        add["price"] = NumberField(label=PRICE[self.kind], zero=True, help_text=_("Dalam rupiah."))
        add["price_unit"] = UnitField(measured, carried=carried, label=_("Rupiah per"))
        if not (carried and not fixed):
            add["region"] = RegionField(label=PLACE[self.kind], near=near)
        add["first_month"] = MonthField(
            label=_("Mulai bulan"), empty=_("Sekarang juga"), keep=listing.first_month if listing else None
        )
        add["last_month"] = MonthField(
            label=_("Sampai bulan"), empty=_("Seterusnya"), keep=listing.last_month if listing else None
        )
        if carried:
            add["hours"] = NumberField(label=_("Lama perjalanan (jam)"), decimals=1, required=False)
        elif self.kind != Kind.STORE:
            add["minimum"] = NumberField(
                label=_("Paling sedikit sekali ambil"),
                decimals=3,
                required=False,
                help_text=_("Dalam satuan yang sama dengan jumlahnya."),
            )
        add["note"] = PlainField(
            label=_("Catatan"),
            required=False,
            max_length=300,
            help_text=_("Mutu, kemasan, kadar air, dan lain-lain."),
        )

    def only(self, names: tuple[str, ...]) -> "ListingForm":
        """The form with these fields alone: one step of it."""
        for name in [name for name in self.fields if name not in names]:
            del self.fields[name]
        return self

    def clean(self) -> dict[str, Any]:
        """Everything in base units; months and amounts that fit each other."""
        data = super().clean() or self.cleaned_data
        data.setdefault("commodity", self.commodity)
        data.setdefault("recipe", self.recipe)
        measured = data.get("commodity") or main_output(data.get("recipe") or "")
        known = bool(measured) or self.kind == Kind.HAULAGE
        if known:
            self._convert(data, "quantity", "unit", measured)
            if data.get("minimum") is not None and data.get("unit"):
                data["minimum"] = in_base(data["minimum"], data["unit"], measured)
            self._convert(data, "price", "price_unit", measured)
        if data.get("minimum") and data.get("quantity") and data["minimum"] > data["quantity"]:
            self.add_error("minimum", _("Tidak boleh lebih dari jumlahnya."))
        first, last = data.get("first_month"), data.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("Bulan terakhir mendahului bulan pertama."))
        return data

    def listing_fields(self) -> dict[str, Any]:
        """What `create_listing` and `change_listing` take."""
        found = {name: self.cleaned_data[name] for name in CHANGEABLE if name in self.cleaned_data}
        if not self.fixed:
            found["commodity"] = self.cleaned_data.get("commodity") or ""
            found["recipe"] = self.cleaned_data.get("recipe") or ""
        return found

    def _convert(self, data: dict[str, Any], name: str, unit: str, commodity: str) -> None:
        if data.get(name) is None or not data.get(unit):
            return
        try:
            turn = in_base if name == "quantity" else price_in_base
            data[name] = turn(data[name], data[unit], commodity)
        except ValidationError as error:
            self.add_error(unit, error)
            return
        if name == "quantity" and data[name] <= 0:
            self.add_error(name, _("Angka ini harus lebih dari nol."))


def commodity_said(kind: str, data: Any) -> str:
    """The id of the commodity that the answers to a listing's form name; empty when they name none."""
    if kind not in Listing.GOODS:
        return ""
    form = ListingForm(data, kind=kind).only(("commodity",))
    return str(form.cleaned_data.get("commodity", "")) if form.is_valid() else ""


def changing_form(listing: Listing, data: Any = None) -> ListingForm:
    """The form by which a listing's terms are changed, not what it is of."""
    form = ListingForm(
        data,
        kind=listing.kind,
        commodity=listing.commodity,
        recipe=listing.recipe,
        near=listing.cooperative.region,
        fixed=True,
        listing=listing,
    )
    if listing.kind == Kind.HAULAGE:  # another way is another listing
        del form.fields["region"]
    return form


class PhotoForm(forms.Form):
    """One photograph."""

    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        error_messages={"required": gettext_lazy("Pilih dahulu fotonya.")},
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
