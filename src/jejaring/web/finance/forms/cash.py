"""What is asked about cash: how much there is, and how a gap is to be closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.web.finance.cash import Ways
from jejaring.web.trade.forms.fields import NumberField

MOST_EARLIER = 365


class CashForm(forms.Form):
    """How much cash there is today."""

    amount = NumberField(label=_("Kas dan simpanan di bank hari ini (rupiah)"), decimals=0, zero=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class WaysForm(forms.Form):
    """Down payments and earlier delivery, to try out; nothing is kept."""

    muka = forms.IntegerField(
        label=_("Uang muka diminta (persen)"), min_value=0, max_value=100, initial=Ways.down_payment
    )
    awal = forms.IntegerField(
        label=_("Kiriman lebih awal (hari)"), min_value=0, max_value=MOST_EARLIER, initial=Ways.earlier
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def value(self) -> Ways:
        """What is tried."""
        return Ways(self.cleaned_data["muka"], self.cleaned_data["awal"])
