"""What is asked to open a clearing round, and about insolvency."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.geography import region_name
from jejaring.web.common.days import far_fault
from jejaring.web.common.forms import DayField
from jejaring.web.trade.forms.fields import PlainField


class ClearingForm(forms.Form):
    """A new round in one of a coordinator's territories."""

    name = PlainField(label=gettext_lazy("Nama putaran"), max_length=120)
    region = forms.ChoiceField(
        label=gettext_lazy("Wilayah"),
        help_text=gettext_lazy("Yang ikut: tagihan yang kedua pihaknya berada di wilayah ini."),
    )
    consent_until = DayField(label=gettext_lazy("Persetujuan ditunggu sampai"))

    def __init__(self, territories: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, region_name(code) if code else _("Seluruh Indonesia")) for code in territories
        ]
        field.required = "" not in territories

    def clean_consent_until(self) -> Any:
        """A day that is not over."""
        until = self.cleaned_data["consent_until"]
        if until < timezone.localdate():
            raise ValidationError(_("Tanggal ini sudah lewat."))
        if fault := far_fault(until):
            raise ValidationError(fault)
        return until


class InsolvencyForm(forms.Form):
    """Whether a cooperative is in insolvency, since when, and what says so."""

    insolvent = forms.TypedChoiceField(
        label=gettext_lazy(
            "Apakah koperasi ini pailit atau dalam penundaan kewajiban pembayaran utang (PKPU)?"
        ),
        choices=[("", gettext_lazy("Pilih")), ("ya", gettext_lazy("Ya")), ("tidak", gettext_lazy("Tidak"))],
        coerce=lambda text: text == "ya",
    )
    since = DayField(label=gettext_lazy("Sejak"), initial=timezone.localdate)
    source = PlainField(
        label=gettext_lazy("Dasar"),
        max_length=200,
        help_text=gettext_lazy("Putusan pengadilan atau sumber lain."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
