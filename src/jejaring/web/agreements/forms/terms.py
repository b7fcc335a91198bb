"""The terms that all lines of an agreement share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.agreements.models import AgreementVersion
from jejaring.web.agreements.terms import Terms
from jejaring.web.trade.forms.fields import NumberField, PlainField

MOST_TOLERANCE, WHOLE = 50, 100


def _text(label: Any, longest: int, help_text: Any = "") -> PlainField:
    return PlainField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TermsForm(forms.Form):
    """Quality, tolerance, place, payment, what happens when late."""

    quality = _text(
        gettext_lazy("Mutu"), 1000, gettext_lazy("Kadar air, ukuran, cacat yang diterima, kemasan.")
    )
    tolerance = NumberField(
        label=gettext_lazy("Toleransi jumlah (persen)"),
        zero=True,
        help_text=gettext_lazy("Kiriman boleh kurang atau lebih sekian dari yang dijanjikan."),
    )
    place = PlainField(
        label=gettext_lazy("Diserahkan di mana?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Gudang, alamat, atau dermaga. Kosong: di tempat tujuan setiap baris."),
    )
    payment_days = NumberField(
        label=gettext_lazy("Dibayar berapa hari setelah diterima?"), decimals=0, zero=True
    )
    down_payment = NumberField(label=gettext_lazy("Uang muka (persen)"), zero=True)
    late = _text(
        gettext_lazy("Bila terlambat"), 1000, gettext_lazy("Apa akibatnya, bagi pengirim dan pembayar.")
    )
    offset = forms.BooleanField(
        label=gettext_lazy("Utang kedua pihak langsung diperjumpakan; dibayar hanya selisihnya"),
        required=False,
        help_text=gettext_lazy("Untuk tukar barang, misalnya jagung dengan telur."),
    )
    other = _text(gettext_lazy("Ketentuan lain"), 2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        """Shares that are shares, days that are days."""
        data = super().clean() or self.cleaned_data
        for name, most in (
            ("tolerance", MOST_TOLERANCE),
            ("down_payment", WHOLE),
            ("payment_days", AgreementVersion.MOST_DAYS),
        ):
            if data.get(name) is not None and data[name] > most:
                self.add_error(name, _("Paling banyak %(most)s.") % {"most": most})
        return data

    def value(self) -> Terms:
        """The terms."""
        data = self.cleaned_data
        return Terms(**{**data, "payment_days": int(data["payment_days"])})


def first_terms(version: AgreementVersion | None = None) -> dict[str, Any]:
    """What the form begins with: the terms of a version, or what is usual."""
    if version is None:
        return {"tolerance": Decimal(5), "payment_days": Decimal(14), "down_payment": Decimal(0)}
    names = TermsForm.base_fields
    return {name: getattr(version, name) for name in names} | {"payment_days": Decimal(version.payment_days)}
