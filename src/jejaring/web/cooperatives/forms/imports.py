"""What is asked about a register file."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.web.common.fields import TextField
from jejaring.web.common.uploads import LARGEST
from jejaring.web.cooperatives.forms.cooperative import check_past, past_day
from jejaring.web.cooperatives.importing.columns import FIELDS


class UploadForm(forms.Form):
    """A file, where it comes from and of which day it is."""

    file = forms.FileField(
        label=gettext_lazy("Berkas CSV atau XLSX"),
        help_text=gettext_lazy("Baris pertama berisi judul kolom. Paling besar 100 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        max_length=200,
    )
    source = TextField(
        label=gettext_lazy("Sumber"),
        max_length=200,
        help_text=gettext_lazy("Misalnya: ODS Kementerian Koperasi. Ditulis di samping setiap fakta."),
    )
    as_of = past_day(label=gettext_lazy("Keadaan per tanggal"), initial=timezone.localdate)

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 100 MB. Bagilah menjadi beberapa berkas.")
            )
        return file

    def clean_as_of(self) -> date | None:
        """A day that has been."""
        return check_past(self.cleaned_data["as_of"])


class ColumnsForm(forms.Form):
    """For each field the column that tells it."""

    def __init__(self, headings: list[str], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        nothing = ("", _("– tidak ada –"))
        choices = [nothing, *((str(at), heading or f"#{at + 1}") for at, heading in enumerate(headings))]
        for field in FIELDS:
            required = field.name == "name"
            self.fields[field.name] = forms.ChoiceField(
                label=str(field.label), choices=choices, required=required
            )

    def clean(self) -> dict[str, Any]:
        """No column tells two things."""
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, at in list(cleaned.items()):
            if at and at in seen:
                message = _("Kolom ini sudah dipakai untuk %(other)s.") % {
                    "other": self.fields[seen[at]].label
                }
                self.add_error(name, message)
            elif at:
                seen[at] = name
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        """Field -> position of its column."""
        return {name: int(at) for name, at in self.cleaned_data.items() if at}
