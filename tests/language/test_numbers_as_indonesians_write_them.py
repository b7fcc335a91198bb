"""Money, quantities and months in both languages."""

import math

import pytest

from jejaring.language import (
    format_money,
    format_month,
    format_number,
    format_percent,
    format_quantity,
)


@pytest.mark.parametrize(
    ("rupiah", "indonesian", "english"),
    [
        (1234567, "Rp1.234.567", "Rp1,234,567"),
        (0, "Rp0", "Rp0"),
        (-4500.4, "-Rp4.500", "-Rp4,500"),
        (-0.2, "Rp0", "Rp0"),
        (9_007_199_254_740_993, "Rp9.007.199.254.740.993", "Rp9,007,199,254,740,993"),
    ],
)
def test_money(rupiah, indonesian, english):
    assert format_money(rupiah, "id") == indonesian
    assert format_money(rupiah, "en") == english


def test_decimals_only_where_there_are_some():
    assert format_money(7500, "id", 2) == "Rp7.500"
    assert format_money(7500.5, "id", 2) == "Rp7.500,5"


def test_small_quantities_keep_their_digits_and_large_ones_drop_them():
    assert format_quantity(0.125, "kg", "id") == "0,125 kg"
    assert format_quantity(12.53, "kg", "id") == "12,5 kg"
    assert format_quantity(123456.7, "kg", "en") == "123,457 kg"


def test_percent_and_month():
    assert format_percent(0.1256, "id") == "12,6%"
    assert format_month("2026-05", "id") == "Mei 2026"
    assert format_month("2026-05", "en") == "May 2026"


@pytest.mark.parametrize(("value", "said"), [(math.inf, "∞"), (-math.inf, "-∞"), (math.nan, "-")])
def test_what_is_no_number_is_not_written_as_one(value, said):
    assert format_number(value, "id") == said
