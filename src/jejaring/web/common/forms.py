"""Fields that every part of the site may ask with."""

from typing import Any

from django import forms

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
"""Ways in which a day is written."""


class DayField(forms.DateField):
    """A day, chosen or written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=DAYS, **{"widget": widget} | kwargs)
