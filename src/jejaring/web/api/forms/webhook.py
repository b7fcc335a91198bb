"""What is asked about a new webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.web.cooperatives.models import Cooperative


class WebhookForm(forms.Form):
    """Whose messages go where; which kinds, programs say by the API."""

    acts = forms.ChoiceField(label=_("Koperasi"))
    url = forms.URLField(
        label=_("Alamat program Anda"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Misalnya https://gudang.example/jejaring"),
    )

    def __init__(self, cooperatives: list[Cooperative], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.cooperatives = {str(each.pk): each for each in cooperatives}
        acts: Any = self.fields["acts"]
        acts.choices = [(key, each.name) for key, each in self.cooperatives.items()]

    def values(self) -> dict[str, Any]:
        """What `make` takes."""
        data = self.cleaned_data
        return {"cooperative": self.cooperatives[data["acts"]], "url": data["url"], "kinds": []}
