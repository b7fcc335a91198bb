"""What the directory can be asked for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.fields import TextField
from jejaring.web.cooperatives.forms.fields import CommodityField
from jejaring.web.cooperatives.forms.region import RegionsField
from jejaring.web.cooperatives.models import Cooperative

FIRST_YEAR = 2000


class DirectoryForm(forms.Form):
    """Words and filters; every one of them may be left empty."""

    cari = TextField(
        label=_("Nama, usaha, atau tempat"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    wilayah = RegionsField(required=False)
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua jenis")), *Cooperative.Type.choices]
    )
    komoditas = CommodityField(required=False, help_text=_("Yang sedang ditawarkan atau dibutuhkan."))
    rat = forms.IntegerField(
        label=_("Sudah RAT untuk tahun buku"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    sertifikat = forms.BooleanField(label=_("Sertifikat NIK masih berlaku"), required=False)
    badan_hukum = forms.BooleanField(label=_("Badan hukum tercatat"), required=False)

    def clean_rat(self) -> int | None:
        """A year that is not still to come."""
        year: int | None = self.cleaned_data["rat"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("Tahun ini belum lewat."))
        return year

    @property
    def narrows(self) -> bool:
        """Whether any filter beside the words is set."""
        return any(self.data.get(name) for name in self.fields if name != "cari")
