"""What is asked about a payment, and about being taxable."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.forms import DayField
from jejaring.web.money.actions import Paid
from jejaring.web.trade.forms.fields import NumberField, PlainField


class PaymentForm(forms.Form):
    """How much was paid, when, how."""

    amount = NumberField(label=_("Dibayar (rupiah)"), decimals=0)
    on = DayField(label=_("Tanggal bayar"), initial=timezone.localdate)
    means = PlainField(
        label=_("Cara bayar"),
        required=False,
        max_length=120,
        help_text=_("Transfer, tunai, nomor bukti."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def value(self) -> Paid:
        """What the payer says."""
        data = self.cleaned_data
        return Paid(amount=int(data["amount"]), on=data["on"], means=data["means"])


class TaxStatusForm(forms.Form):
    """Whether the cooperative is a taxable firm, since when."""

    taxable = forms.TypedChoiceField(
        label=_("Apakah koperasi Anda pengusaha kena pajak (PKP)?"),
        choices=[("", _("Pilih")), ("ya", _("Ya")), ("tidak", _("Tidak"))],
        coerce=lambda text: text == "ya",
    )
    since = DayField(label=_("Sejak"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
