"""Quantities and prices in whichever unit people use, turned into the commodity's base unit."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jejaring.web.trade.line.units import base_unit, measures_of, to_base
from jejaring.web.trade.names import commodity_name, measure_name

GRAM, CENT = Decimal("0.001"), Decimal("0.01")
CARRIED = ("kg", "kuintal", "ton")
OFTEN = ("kg", "kuintal", "ton", "liter", "pasang", "ekor", "lembar", "butir", "buah", "m2")
"""Units shown while it is not known what is measured."""


def unit_choices(commodity: str, *, carried: bool = False) -> list[tuple[str, str]]:
    """The units a commodity may be given in; kilograms and tonnes of what is carried."""
    units: Any = CARRIED if carried else measures_of(commodity) if commodity else OFTEN
    return [(unit, measure_name(unit)) for unit in units if unit]


def in_base(quantity: Decimal, unit: str, commodity: str) -> Decimal:
    """So much of a unit in base units.

    Raises
    ------
    ValidationError
        When the unit does not measure the commodity.
    """
    return (quantity * factor(unit, commodity)).quantize(GRAM)


def price_in_base(price: Decimal, unit: str, commodity: str) -> Decimal:
    """Rupiah a unit as rupiah a base unit."""
    return (price / factor(unit, commodity)).quantize(CENT)


def factor(unit: str, commodity: str) -> Decimal:
    """Base units in one unit; of what is carried (no commodity) kilograms."""
    factors = to_base(unit, commodity or "beras").factors
    if len(factors) != 1:
        raise ValidationError(
            _("%(commodity)s diukur dalam %(unit)s.")
            % {"commodity": commodity_name(commodity), "unit": measure_name(base_unit(commodity))}
        )
    return factors[0]


class UnitField(forms.ChoiceField):
    """A unit of the commodity."""

    def __init__(self, commodity: str, *, carried: bool = False, **kwargs: Any) -> None:
        super().__init__(choices=unit_choices(commodity, carried=carried), **kwargs)
