"""What may be said of a cooperative by those who may say it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.fields import TextField
from jejaring.web.cooperatives.actions.register import FIELDS
from jejaring.web.cooperatives.forms.fields import NikField
from jejaring.web.cooperatives.forms.region import RegionField, full_name
from jejaring.web.cooperatives.models import Cooperative, Fact

NORTH, SOUTH, WEST, EAST = 7.0, -12.0, 94.0, 142.0
"""Degrees that Indonesia lies between."""
EARLIEST = date(1900, 1, 1)
LARGEST = 10**15
"""Rupiah or people: no cooperative has so much."""
ISO = "%Y-%m-%d"


def past_day(**kwargs: Any) -> forms.DateField:
    """A field for a day that has been."""
    return forms.DateField(
        widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
        input_formats=[ISO, "%d-%m-%Y", "%d/%m/%Y"],
        **kwargs,
    )


def check_past(day: date | None) -> date | None:
    """The day, if it lies between 1900 and today."""
    if day is not None and not EARLIEST <= day <= timezone.localdate():
        raise forms.ValidationError(_("Tanggal harus antara tahun 1900 dan hari ini."))
    return day


class DegreesField(forms.FloatField):
    """Degrees, with a comma or a point before their parts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "text"}), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class CooperativeForm(forms.ModelForm):
    """A cooperative as the register knows it, and which version of it was looked at."""

    name = TextField(label=_("Nama koperasi"), max_length=200, min_length=3)
    nik = NikField(required=False)
    region = RegionField()
    legal_number = TextField(label=_("Nomor badan hukum"), required=False, max_length=80)
    legal_date = past_day(label=_("Tanggal badan hukum"), required=False)
    amendment_number = TextField(label=_("Nomor perubahan anggaran dasar"), required=False, max_length=80)
    amendment_date = past_day(label=_("Tanggal perubahan anggaran dasar"), required=False)
    nib = TextField(
        label="NIB",
        required=False,
        max_length=13,
        validators=[RegexValidator(r"^\d{13}$", _("NIB 13 angka."))],
    )
    npwp = TextField(
        label="NPWP",
        required=False,
        max_length=20,
        validators=[RegexValidator(r"^[\d.\-]{15,20}$", _("NPWP 15 atau 16 angka."))],
    )
    group = TextField(
        label=_("Kelompok"), required=False, max_length=60, help_text=_("Misalnya KUD, pertanian, perikanan.")
    )
    address = TextField(label=_("Alamat"), required=False, max_length=300)
    latitude = DegreesField(label=_("Lintang"), required=False, min_value=SOUTH, max_value=NORTH)
    longitude = DegreesField(label=_("Bujur"), required=False, min_value=WEST, max_value=EAST)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Cooperative
        fields = [
            *("name", "region", "address", "type", "form", "group", "nik", "legal_number", "legal_date"),
            *("amendment_number", "amendment_date", "nib", "npwp", "latitude", "longitude"),
        ]

    def clean_nik(self) -> str | None:
        """None where there is none: many cooperatives have no number yet."""
        return self.cleaned_data["nik"] or None

    def clean_legal_date(self) -> date | None:
        """A day that has been."""
        return check_past(self.cleaned_data["legal_date"])

    def clean_amendment_date(self) -> date | None:
        """A day that has been."""
        return check_past(self.cleaned_data["amendment_date"])

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of the fields that people may change."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}

    def beside(self, present: Cooperative) -> list[tuple[str, str, str]]:
        """What is written now and what this person wrote: label, theirs, own; only what differs."""
        found = []
        for name, own in self.values.items():
            theirs = getattr(present, name)
            if theirs != own:
                label = str(self.fields[name].label or name)
                found.append((label, _shown(name, theirs), _shown(name, own)))
        return found


def _shown(name: str, value: Any) -> str:
    return full_name(value) if name == "region" else str(value or "–")


class FactForm(forms.Form):
    """One dated fact."""

    kind = forms.ChoiceField(label=_("Fakta"), choices=Fact.Kind.choices)
    on = past_day(label=_("Tanggal"))
    value = forms.IntegerField(
        label=_("Angka"),
        required=False,
        min_value=-LARGEST,
        max_value=LARGEST,
        help_text=_("Orang, kantor, atau rupiah penuh; untuk RAT tahun bukunya."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    text = TextField(label=_("Keterangan"), required=False, max_length=80)
    source = TextField(
        label=_("Sumber"), max_length=200, help_text=_("Misalnya: berita acara RAT, sertifikat NIK.")
    )

    def clean_on(self) -> date | None:
        """A day that has been."""
        return check_past(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        """A figure says how much, a meeting for which year."""
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if "value" in self.errors or kind is None:
            return cleaned
        if kind in (Fact.Kind.LEGAL, Fact.Kind.CERTIFICATE):
            cleaned["value"] = None
        elif value is None:
            self.add_error("value", _("Isi angkanya."))
        elif kind == Fact.Kind.MEETING and not EARLIEST.year <= value <= timezone.localdate().year:
            self.add_error("value", _("Isi tahun buku RAT, misalnya 2024."))
        elif kind != Fact.Kind.SURPLUS and value < 0:
            self.add_error("value", _("Angka ini tidak dapat kurang dari nol."))
        return cleaned
