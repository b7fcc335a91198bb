"""What is asked about a loan and how it is paid back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.finance import FinanceFaults, Schedule, annuity, at_harvest, on_days
from jejaring.web.common.forms import DayField
from jejaring.web.common.templatetags.figures import language
from jejaring.web.trade.forms.fields import NumberField, PlainField

MOST_MONTHS = 240
MONTHLY, HARVEST, DAYS = "bulanan", "panen", "tanggal"


class LoanForm(forms.Form):
    """How much, at which rate, and when it is paid back."""

    amount = NumberField(label=gettext_lazy("Pinjaman (rupiah)"), decimals=0)
    rate = NumberField(
        label=gettext_lazy("Bunga efektif setahun (persen)"), decimals=2, zero=True, initial=Decimal(6)
    )
    start = DayField(label=gettext_lazy("Dicairkan tanggal"), initial=timezone.localdate)
    way = forms.ChoiceField(
        label=gettext_lazy("Dibayar"),
        choices=[
            (MONTHLY, gettext_lazy("Setiap bulan, sama besar")),
            (HARVEST, gettext_lazy("Saat panen (yarnen): pokok dibagi rata")),
            (DAYS, gettext_lazy("Pada tanggal tertentu, sama besar")),
        ],
        initial=MONTHLY,
    )
    months = forms.IntegerField(
        label=gettext_lazy("Lamanya (bulan)"), min_value=1, max_value=MOST_MONTHS, required=False, initial=12
    )
    grace = forms.IntegerField(
        label=gettext_lazy("Masa tenggang (bulan hanya bunga)"),
        min_value=0,
        max_value=MOST_MONTHS,
        required=False,
        initial=0,
    )
    days = PlainField(
        label=gettext_lazy("Tanggal panen atau tanggal bayar"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Hanya bila tidak dibayar setiap bulan. Misalnya 2027-04-15, 2027-10-15."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.schedule: Schedule | None = None

    def clean_rate(self) -> Decimal:
        """At most a hundred per cent."""
        rate: Decimal = self.cleaned_data["rate"]
        if rate > 100:
            raise ValidationError(_("Bunga paling banyak 100 persen setahun."))
        return rate

    def clean_days(self) -> list[date]:
        """Days, apart by blanks, commas or lines."""
        words = self.cleaned_data["days"].replace(",", " ").replace(";", " ").split()
        found = []
        for word in words:
            try:
                day = parse_date(word)
            except ValueError:
                day = None
            if day is None:
                raise ValidationError(
                    _("“%(word)s” bukan tanggal. Tulis seperti 2027-04-15.") % {"word": word[:40]}
                )
            found.append(day)
        return sorted(found)

    def clean(self) -> dict[str, Any]:
        """The instalments."""
        data = super().clean() or {}
        monthly = data.get("way") == MONTHLY
        if monthly and "months" in data and not data["months"]:
            self.add_error("months", _("Isi berapa bulan."))
        if not monthly and "days" in data and "way" in data and not data["days"]:
            self.add_error("days", _("Isi tanggalnya."))
        if monthly and (data.get("grace") or 0) >= (data.get("months") or MOST_MONTHS + 1):
            self.add_error("grace", _("Masa tenggang harus lebih pendek daripada lamanya pinjaman."))
        if not self.errors:
            try:
                self.schedule = self._schedule(data)
            except FinanceFaults as faults:
                for fault in faults.faults:
                    self.add_error("days" if fault.kind.startswith("days") else None, fault.say(language()))
        return data

    def _schedule(self, data: dict[str, Any]) -> Schedule:
        amount, rate, start = int(data["amount"]), data["rate"] / 100, data["start"]
        if data["way"] == MONTHLY:
            return annuity(amount, rate, data["months"], start, grace=data["grace"] or 0)
        lend: Callable[..., Schedule] = at_harvest if data["way"] == HARVEST else on_days
        return lend(amount, rate, data["days"], start)
