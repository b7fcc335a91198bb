"""Fields that may be left empty say so; a box to tick and a choice, which is never empty, do not."""

from django import forms


class Asked(forms.Form):
    note = forms.CharField(required=False)
    agreed = forms.BooleanField(required=False)
    month = forms.ChoiceField(required=False, choices=[("", "Sekarang juga")])


def test_only_what_is_typed_may_be_left_empty():
    told = {name: "boleh kosong" in Asked()[name].as_field_group() for name in ("note", "agreed", "month")}
    assert told == {"note": True, "agreed": False, "month": False}
