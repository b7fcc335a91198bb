"""Fields that take numbers, goods, places and months as people write them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.catalogue import find_commodity, shipped_catalogue, suggest_commodities
from jejaring.geography import find_regions, region_name, suggest_regions
from jejaring.web.common.fields import PlainField as PlainField
from jejaring.web.trade.line.figures import FIGURE, SCALES, spellings
from jejaring.web.trade.line.text import tidy
from jejaring.web.trade.names import commodity_name, month_name, place_name

LARGEST = Decimal(10) ** 11
"""No quantity or price is larger; a larger one is a slip of the keyboard."""
MONTHS_AHEAD = 24
LONGEST_WORDS = 120
PROVINCE_LENGTH = 2


class NumberField(forms.CharField):
    """A number as people write it: 7.500, 7,5, 1.250.000, 12rb, 1,2 jt."""

    def __init__(self, *, decimals: int = 2, zero: bool = False, **kwargs: Any) -> None:
        self.step, self.zero = Decimal(1).scaleb(-decimals), zero
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, **{"widget": widget} | kwargs)

    def to_python(self, value: Any) -> Any:
        """The number; text that is none is told apart from nothing."""
        if isinstance(value, Decimal):
            return self._checked(value)
        text = tidy(str(super().to_python(value) or ""))
        if not text:
            return None
        if text[0] in "-−" and FIGURE.fullmatch(text[1:].strip()):
            raise ValidationError(self._too_small())
        found = FIGURE.fullmatch(text.lstrip("+").strip())
        if found is None or found["second"]:
            raise ValidationError(_("Tulis satu angka saja, misalnya 7.500 atau 7,5."))
        values = [number * SCALES.get(found["first_scale"] or "", 1) for number in spellings(found["first"])]
        if len(values) > 1:
            choices = _(" atau ").join(_written(number) for number in values)
            raise ValidationError(_("Maksud Anda %(choices)s? Tulis sekali lagi.") % {"choices": choices})
        return self._checked(values[0])

    def _checked(self, value: Decimal) -> Decimal:
        if value > LARGEST:
            raise ValidationError(_("Angka ini terlalu besar. Periksa nolnya."))
        if self.step == 1 and value % 1:  # 1,5 may mean millions: nobody is to guess
            raise ValidationError(_("Tulis angka bulat, tanpa koma."))
        number = max(value, -LARGEST).quantize(self.step)
        if number < 0 or (number == 0 and not self.zero):
            raise ValidationError(self._too_small())
        return number

    def _too_small(self) -> str:
        if self.zero:
            return _("Angka ini tidak boleh kurang dari nol.")
        return _("Angka ini harus lebih dari nol.")

    def validate(self, value: Any) -> None:
        """Whether it is there; the rest was seen to."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """None of a text's."""

    def prepare_value(self, value: Any) -> Any:
        """1.250,5 as a person would write it; 1,2340 with a nought that tells it from 1.234."""
        if not isinstance(value, Decimal):
            return value
        written = _written(value)
        return f"{written}0" if len(spellings(written)) > 1 else written


class CommodityField(PlainField):
    """A commodity by any of its names."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "list": "komoditas"})
        super().__init__(max_length=LONGEST_WORDS, **{"widget": widget} | kwargs)

    def clean(self, value: Any) -> str:
        """Its id in the catalogue."""
        text = super().clean(value)
        found = find_commodity(text, shipped_catalogue()) if text else ""
        if found is None:
            near = ", ".join(commodity_name(one) for one in suggest_commodities(text, shipped_catalogue()))
            raise ValidationError(
                _("Tidak ada komoditas bernama “%(text)s”. Yang mirip: %(near)s.")
                % {"text": text, "near": near}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """Its name."""
        return commodity_name(value) if value in _commodities() else value


class RegionField(PlainField):
    """A regency or a finer place, by name or code."""

    def __init__(self, *, near: str = "", **kwargs: Any) -> None:
        self.near = near
        help_text = kwargs.pop("help_text", gettext_lazy("Kabupaten atau kota, boleh dengan kecamatannya."))
        super().__init__(max_length=LONGEST_WORDS, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> str:
        """Its code."""
        text = super().clean(value)
        if not text:
            return ""
        found = find_regions(text)
        finer = [region.code for region in found if len(region.code) > PROVINCE_LENGTH]
        if found and not finer:
            raise ValidationError(
                _("%(place)s adalah provinsi. Tulis kabupaten atau kotanya.") % {"place": found[0].name}
            )
        here = [code for code in finer if self.near and code[:5] == self.near[:5]]
        if len(here) == 1 or len(finer) == 1:
            return (here or finer)[0]
        near = finer or [region.code for region in suggest_regions(text)]
        names = "; ".join(place_name(code) for code in near[:5])
        if finer:
            raise ValidationError(
                _("Ada beberapa tempat bernama “%(text)s”: %(names)s. Yang mana?")
                % {"text": text, "names": names}
            )
        raise ValidationError(
            _("Tidak ada tempat bernama “%(text)s”. Yang mirip: %(names)s.")
            % {"text": text, "names": names or "-"}
        )

    def prepare_value(self, value: Any) -> Any:
        """Its name."""
        try:
            region_name(value)
        except (KeyError, TypeError):
            return value
        return place_name(value)


class MonthField(forms.TypedChoiceField):
    """One of the coming months, or none."""

    def __init__(self, *, empty: Any, keep: date | None = None, **kwargs: Any) -> None:
        today = timezone.localdate().replace(day=1)
        months = [_later(today, ahead) for ahead in range(MONTHS_AHEAD)]
        if keep and keep not in months:
            months = sorted([keep, *months])
        choices = [("", empty), *((f"{month:%Y-%m}", month_name(month)) for month in months)]
        super().__init__(choices=choices, coerce=_first_day, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """2027-03."""
        return f"{value:%Y-%m}" if isinstance(value, date) else value


def _commodities() -> frozenset[str]:
    return frozenset(shipped_catalogue().commodities["commodity"])


def _first_day(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _later(month: date, ahead: int) -> date:
    number = 12 * month.year + month.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)


def _written(number: Decimal) -> str:
    """1250.5 as 1.250,5."""
    whole, _point, fraction = format(number, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    fraction = fraction.rstrip("0")
    return f"{grouped},{fraction}" if fraction else grouped
