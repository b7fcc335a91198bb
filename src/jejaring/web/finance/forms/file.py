"""What is asked for a financing file."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.agreements.models import Agreement
from jejaring.web.common.forms import DayField
from jejaring.web.common.templatetags.figures import day, rupiah
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.financing import Wish
from jejaring.web.finance.forms.kur import IN_FORCE
from jejaring.web.finance.forms.loan import MOST_MONTHS
from jejaring.web.finance.models import KeptAssessment
from jejaring.web.trade.forms.fields import NumberField, PlainField

ALL = "semua"
MOST_AGREEMENTS = 20


class FileForm(forms.Form):
    """For which bank, for what, how much, and what goes with it."""

    bank = PlainField(
        label=gettext_lazy("Untuk bank"), max_length=120, help_text=gettext_lazy("Nama bank dan cabangnya.")
    )
    purpose = PlainField(
        label=gettext_lazy("Untuk apa"),
        max_length=300,
        help_text=gettext_lazy("Misalnya: membeli kulit untuk pesanan sepatu."),
    )
    amount = NumberField(label=gettext_lazy("Jumlah (rupiah)"), decimals=0)
    rate = NumberField(
        label=gettext_lazy("Bunga efektif setahun (persen)"), decimals=2, zero=True, initial=Decimal(6)
    )
    months = forms.IntegerField(
        label=gettext_lazy("Lamanya (bulan)"), min_value=1, max_value=MOST_MONTHS, initial=12
    )
    start = DayField(label=gettext_lazy("Dicairkan tanggal"), initial=timezone.localdate)
    agreement = forms.ChoiceField(label=gettext_lazy("Perjanjian"))
    assessment = forms.ChoiceField(
        label=gettext_lazy("Penilaian KUR"),
        required=False,
        help_text=gettext_lazy("Buat dahulu di halaman KUR."),
    )

    def __init__(self, cooperative: Cooperative, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        own = Agreement.objects.filter(parties__cooperative=cooperative, state__in=IN_FORCE)
        self.agreements = {one.number: one for one in own.order_by("-pk")[:MOST_AGREEMENTS]}
        kept = KeptAssessment.objects.filter(cooperative=cooperative).order_by("-pk")
        self.assessments = {str(one.pk): one for one in kept[:MOST_AGREEMENTS]}
        for name, choices in (
            (
                "agreement",
                [
                    (ALL, _("Semua yang berlaku")),
                    *((number, f"{number}: {one.title}") for number, one in self.agreements.items()),
                ],
            ),
            (
                "assessment",
                [
                    ("", _("Belum ada")),
                    *((pk, f"{rupiah(one.amount)}, {day(one.day)}") for pk, one in self.assessments.items()),
                ],
            ),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_rate(self) -> Decimal:
        """At most a hundred per cent."""
        rate: Decimal = self.cleaned_data["rate"]
        if rate > 100:
            raise ValidationError(_("Bunga paling banyak 100 persen setahun."))
        return rate

    def value(self) -> Wish:
        """What is asked of the bank."""
        data = self.cleaned_data
        chosen = data["agreement"]
        return Wish(
            bank=data["bank"],
            purpose=data["purpose"],
            amount=int(data["amount"]),
            rate=data["rate"],
            months=data["months"],
            start=data["start"],
            agreements=tuple(self.agreements.values()) if chosen == ALL else (self.agreements[chosen],),
            assessment=self.assessments.get(data["assessment"]),
        )
