"""Of which territory or round the need is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.geography import region_name
from jejaring.web.rounds.models import Round

TERRITORY, ROUND = "wilayah", "putaran"


class NeedForm(forms.Form):
    """One of a coordinator's territories, or an announced round in them."""

    apa = forms.ChoiceField(label=gettext_lazy("Wilayah atau putaran"))

    def __init__(self, territories: list[str], rounds: list[Round], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.rounds = {f"{ROUND}-{one.pk}": one for one in rounds}
        field = self.fields["apa"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *(
                (f"{TERRITORY}-{code}", region_name(code) if code else _("Seluruh Indonesia"))
                for code in territories
            ),
            *((key, _("Putaran %(name)s") % {"name": one.name}) for key, one in self.rounds.items()),
        ]
