"""What is asked about a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.web.api.models import Scope
from jejaring.web.common.fields import TextField
from jejaring.web.cooperatives.models import Cooperative

DAYS = ((30, _("30 hari")), (90, _("90 hari")), (366, _("1 tahun")))
TERRITORIES = "wilayah"


class TokenForm(forms.Form):
    """For whom, for what, for how long."""

    name = TextField(label=_("Untuk apa?"), max_length=60, help_text=_("Misalnya: aplikasi gudang."))
    acts = forms.ChoiceField(label=_("Bertindak untuk"))
    scopes = forms.MultipleChoiceField(
        label=_("Boleh untuk"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Berlaku"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, cooperatives: list[Cooperative], coordinates: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.cooperatives = {str(each.pk): each for each in cooperatives}
        choices = [(key, each.name) for key, each in self.cooperatives.items()]
        if coordinates:
            choices.append((TERRITORIES, str(_("Wilayah tugas saya"))))
        acts: Any = self.fields["acts"]
        acts.choices = choices

    def add_error(self, field: str | None, error: Any) -> None:
        """A fault of the scopes is told at each of their boxes: they are one field and several inputs."""
        super().add_error(field, error)
        if field == "scopes":
            self.fields["scopes"].widget.attrs["aria-describedby"] = "id_scopes_error"

    def values(self) -> dict[str, Any]:
        """What `give` takes."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "cooperative": self.cooperatives.get(data["acts"]),
            "scopes": data["scopes"],
            "days": data["days"],
        }
