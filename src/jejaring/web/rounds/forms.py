"""Forms of rounds: open one, say why not."""

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
from jejaring.web.trade.meant import goods_meant


class RoundForm(forms.Form):
    """A new round in one of a coordinator's territories."""

    name = PlainField(label=gettext_lazy("Nama putaran"), max_length=120)
    region = forms.ChoiceField(label=gettext_lazy("Wilayah"))
    commodities = PlainField(
        label=gettext_lazy("Komoditas"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Pisahkan dengan koma. Kosong: semua. Bahan bakunya ikut dengan sendirinya."),
    )
    collect_until = DayField(label=gettext_lazy("Catatan dikumpulkan sampai"))
    answer_until = DayField(label=gettext_lazy("Jawaban ditunggu sampai"))

    def __init__(self, territories: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, region_name(code) if code else _("Seluruh Indonesia")) for code in territories
        ]
        field.required = "" not in territories

    def clean_commodities(self) -> list[str]:
        """Their names in the catalogue."""
        found: list[str] = []
        for word in self.cleaned_data["commodities"].split(","):
            if word.strip():
                goods = goods_meant(word.strip())
                if not goods:
                    raise ValidationError(
                        _("Tidak ada komoditas bernama “%(text)s”.") % {"text": word.strip()}
                    )
                found += goods
        return found

    def clean(self) -> dict[str, Any]:
        """The dates in their order."""
        data = super().clean() or {}
        ends, answers = data.get("collect_until"), data.get("answer_until")
        if ends and ends < timezone.localdate():
            self.add_error("collect_until", _("Tanggal ini sudah lewat."))
        if ends and answers and answers <= ends:
            self.add_error("answer_until", _("Harus sesudah pengumpulan berakhir."))
        elif answers and (fault := far_fault(answers)):
            self.add_error("answer_until", fault)
        return data
